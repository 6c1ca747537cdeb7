"""Video links in what people write, and links to moments of a video."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from core.model import Site, VideoRef

_WATCH = "https://www.youtube.com/watch?v="
_LONGEST_START = 9  # digits: thirty years of video, and no number that a float can't hold

# Code is left alone: as many backticks close it as opened it, a fence or inline.
_CODE = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
# Slack writes <address|label>: the label may look like another address.
_SLACK_LABEL = re.compile(r"(<[^<>|\s]+)\|[^<>\n]*>")

_ID = r"[A-Za-z0-9_-]{11}(?![A-Za-z0-9_-])"
_TAIL = r"[\w\-.~%=&+:/?#;]*"
_BEFORE_SCHEME = r"(?<![A-Za-z0-9=&/\\@%#])"
_BEFORE_HOST = r"(?<![\w=&/\\@%#.\-])"
_VIDEO = rf"""
    (?: {_BEFORE_SCHEME} (?ai:https?://) | {_BEFORE_HOST} )
    (?: (?ai:(?:www\.)?youtu\.be)/ (?P<short>{_ID})
      | (?ai:(?:(?:www|m|music)\.)?youtube\.com|(?:www\.)?youtube-nocookie\.com)/
        (?: (?:shorts|live|embed|v|e)/ (?!videoseries|live_stream) (?P<long>{_ID}) | watch/?(?=\?) )
    )
    (?P<tail>(?a:{_TAIL}))
"""
# Any other address is read over whole, whatever it carries in its path or query.
_OTHER = rf"""
    (?: {_BEFORE_SCHEME} (?ai:[a-z][a-z0-9+\-]{{0,20}})://
      | {_BEFORE_HOST} (?:[\w\-]+\.)+[^\W\d_]{{2,}} (?:[/?\#\\]|:(?!//))
    )
    [^\s<>"|`\[\]{{}}、。，．！？；：（）「」『』【】《》〈〉]*
"""
_ADDRESS = re.compile(rf"{_VIDEO} | {_OTHER}", re.VERBOSE)

_WHOLE_ID = re.compile(_ID)
_SECONDS = re.compile(rf"(\d{{1,{_LONGEST_START}}}(?:\.\d{{1,6}})?)s?(?![\da-z])", re.ASCII)
_UNITS = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s?)?(?![\da-z])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a video, and the second at which it opens (0 where it names none)."""

    ref: VideoRef
    start: float = 0.0


def find_links(text: str) -> tuple[Link, ...]:
    """Return the links to videos in a message, in order, each video once (the first link to it).

    Understands plain text, markdown (`[label](link)`, `<link>`) and Slack's `<link|label>`. Links in code are left
    alone, and so is everything whose host is not exactly one of YouTube's.

    Args:
        text: the message as its platform gives it.
    """
    found: dict[VideoRef, Link] = {}
    for link in _links(_SLACK_LABEL.sub(r"\1>", _CODE.sub(" ", text))):
        found.setdefault(link.ref, link)
    return tuple(found.values())


def watch_url(ref: VideoRef) -> str | None:
    """Return the address where people watch a video, or None for a caption file."""
    return _WATCH + ref.id if ref.site is Site.YOUTUBE else None


def moment_url(ref: VideoRef, seconds: float) -> str | None:
    """Return the address that opens a video's player at a second, or None for a caption file.

    Args:
        ref: the video.
        seconds: from the start of the video; rounded down to whole seconds, less than zero counts as zero.
    """
    url = watch_url(ref)
    return f"{url}&t={max(0, int(seconds))}s" if url else None


def _links(text: str) -> Iterator[Link]:
    for match in _ADDRESS.finditer(text):
        parameters = _parameters(match["tail"] or "")
        ident = match["short"] or match["long"] or parameters.get("v", "")
        if video := _WHOLE_ID.match(ident):
            start = parameters.get("t") or parameters.get("start") or ""
            yield Link(VideoRef(Site.YOUTUBE, video.group()), _seconds(start))


def _parameters(tail: str) -> dict[str, str]:
    """Return what follows an address's path as names and values, from query and fragment; the first of a name wins."""
    parameters: dict[str, str] = {}
    for part in re.split(r"&amp;|[?&#]", tail):
        name, _, value = part.partition("=")
        parameters.setdefault(name, unquote(value))
    return parameters


def _seconds(start: str) -> float:
    """Return `90`, `90s`, `1m30s` or `1h2m3s` in seconds; 0 for anything else."""
    if match := _SECONDS.match(start):
        return float(match[1])
    if match := _UNITS.match(start):
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        return float(hours * 3600 + minutes * 60 + seconds)
    return 0.0
