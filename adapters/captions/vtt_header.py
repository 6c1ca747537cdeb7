"""The first lines of a WebVTT file, which may name the video and its language."""

import re
from dataclasses import dataclass
from itertools import takewhile

HEADER_LINES = 40
_LONGEST_LINE = 400  # characters
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w-]{0,40})\s{0,4}[:=]\s{0,4}(?P<value>[^;]{0,400})")
_NO_TITLE = re.compile(r"(?:file)?$|.{0,400}\b(?:kind|language)\s{0,4}:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says; "" where it says nothing."""

    title: str = ""
    language: str = ""


def read_header(text: str) -> Header:
    """Return what the header of a WebVTT file says; nothing for any other file.

    The title is a `Title:` line, else what stands behind "WEBVTT" (in files by hand: "WEBVTT - How bread rises").

    Args:
        text: the whole file.
    """
    if not text.startswith("WEBVTT"):
        return Header()
    first, *others = (line[:_LONGEST_LINE] for line in text.split("\n", HEADER_LINES)[:HEADER_LINES])
    title = "" if "-->" in first else first.removeprefix("WEBVTT").strip(" \t-–—:")
    lines = [title, *takewhile(lambda line: line.strip() and "-->" not in line, others)]
    fields = {field["name"].lower(): field["value"].strip() for line in lines for field in _FIELD.finditer(line)}
    title = fields.get("title") or ("" if _NO_TITLE.match(title) else title)
    return Header(" ".join(title.split()), fields.get("language", ""))
