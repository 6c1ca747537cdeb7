"""What a person typed: a command, something to summarise, or a question."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from core.attachments import CAPTION_ENDINGS
from core.links import find_links, watch_url
from core.thread.content import one_line

_COMMAND = re.compile(r"/([a-z]+)(?:\s+(.*))?", re.IGNORECASE | re.DOTALL)
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_FILE = "file://"


@dataclass(frozen=True, slots=True)
class Command:
    """A line such as `/language de`; the name is without its slash and in lower case."""

    name: str
    argument: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Links to videos, or the path of a caption file."""

    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """Anything else."""

    text: str


Entry = Command | Sources | Question


def read_entry(text: str) -> Entry | None:
    """Return what a line is; None where nothing is in it."""
    text = text.replace("\0", "").strip()
    if not text:
        return None
    command = _COMMAND.fullmatch(text)
    if command and not _is_file(text):
        return Command(command[1].lower(), (command[2] or "").strip())
    if sources := read_sources(text):
        return Sources(sources)
    question = one_line(text)
    return Question(question) if question else None


def read_sources(text: str) -> tuple[str, ...]:
    """Return the sources that a text names; none where it is something else.

    A path may be quoted, begin with `~`, be escaped as shells do, or be a `file:` address: terminals write all of
    these when a file is dropped on them. A path or address that leads nowhere counts, so that somebody is told.
    """
    urls = filter(None, (watch_url(link.ref) for link in find_links(text)))
    path = _path(text.strip())
    return tuple(urls) or ((path,) if path else ())


def _path(text: str) -> str | None:
    if text.lower().startswith(_FILE):
        return unquote(text[len(_FILE) :])
    if _is_file(text):
        return text
    word = _only_word(text)
    if word is None or _COMMAND.fullmatch(word):
        return None
    named = Path(word).suffix.lower() in CAPTION_ENDINGS or word.startswith(("/", "~/")) or _ADDRESS.fullmatch(word)
    return word if named else None


def _only_word(text: str) -> str | None:
    """Return a text as a shell would understand it if that is one word; else None."""
    try:
        words = shlex.split(text)
    except ValueError:  # a quotation mark that nothing closes, as in "what's"
        return None
    return words[0] if len(words) == 1 else None


def _is_file(text: str) -> bool:
    """Return whether a text is the path of a file with a suffix, so that no single word of a question is."""
    try:
        path = Path(text).expanduser()
        return bool(path.suffix) and path.is_file()
    except (OSError, RuntimeError, ValueError):  # too long for a path; nobody's home; not even a name
        return False
