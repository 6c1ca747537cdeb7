"""Video links in what people write, and links to moments of a video."""

import re
from collections.abc import Iterator, Mapping

from core import errors
from core.model import Site, VideoRef
from core.sites import redirects, youtube
from core.sites.address import Address, Link, Page

__all__ = ["Link", "Page", "find_links", "moment_url", "page_error", "watch_url"]

_WATCH = "https://www.youtube.com/watch?v="
_MOST_REDIRECTS = 4

_PAGE_ERRORS: Mapping[Page, type[errors.PageLink]] = {
    Page.CLIP: errors.ClipLink,
    Page.PLAYLIST: errors.PlaylistLink,
    Page.CHANNEL: errors.ChannelLink,
    Page.LIVE: errors.LivePageLink,
    Page.CUT_OFF: errors.CutOffLink,
    Page.OTHER: errors.PageLink,
}

_BACKTICKS = re.compile(r"`+")
# Slack writes <address|label>: the label may look like another address.
_SLACK_LABEL = re.compile(r"(<[^<>|\s]+)\|[^<>\n]*>")
# Shells, Markdown and JSON put a backslash before punctuation; JSON writes "&" and "=" as code points, too.
_ESCAPE = re.compile(r"(?<!\\)\\{1,4}(?:u00(?P<code>26|2[Ff]|3[DFdf])|(?=[/?=&:.#~_%\-]))")

_BEFORE_SCHEME = r"(?<![A-Za-z0-9=&/\\@%#])"
_BEFORE_SLASHES = r"(?<![\w=&/\\@%#.\-:])"
_BEFORE_HOST = r"(?<![\w=&/\\@%#.\-])"
_KNOWN = rf"""
    (?P<emphasis>_{{0,3}})
    (?: {_BEFORE_SCHEME} (?ai:https?://) | {_BEFORE_SLASHES}// | {_BEFORE_HOST} )
    (?P<address> (?ai:{youtube.HOST}|{redirects.HOST}) (?=[/?\#]) (?a:[\w\-.~%=&+:/?\#;@!]*) )
"""
# Any other address is read over whole, whatever it carries in its path or query: up to the end of its piece.
_OTHER = rf"""
    (?: {_BEFORE_SCHEME} (?ai:[a-z][a-z0-9+\-]{{0,20}})://
      | {_BEFORE_HOST} (?:[\w\-]+\.)+[^\W\d_]{{2,}} (?:[/?\#\\]|:(?!//))
    )
    .*
"""
# No address goes on behind one of these.
_PIECE = re.compile(r"[^\s<>\"|`\[\]{}、。，．！？；：（）「」『』【】《》〈〉]+")
_IN_EVERY_LINK = "youtu"  # in lower case; pages that lead on to a video have it in their query
_ADDRESS = re.compile(rf"{_KNOWN} | {_OTHER}", re.VERBOSE | re.DOTALL)
_YOUTUBE = re.compile(youtube.HOST, re.VERBOSE)


def find_links(text: str) -> tuple[Link, ...]:
    """Return the links to videos in a message, in order, each video once (the first link to it).

    Understands plain text, markdown (`[label](link)`, `<link>`), Slack's `<link|label>`, and addresses escaped as
    shells, Markdown or JSON do. Links in code are left alone, and so is every address whose host is not exactly one
    of a video site, or of a page that leads to one. Takes time in proportion to the length of the message.

    Args:
        text: the message as its platform gives it.
    """
    found: dict[VideoRef, Link] = {}
    for named in _named(text):
        if isinstance(named, Link):
            found.setdefault(named.ref, named)
    return tuple(found.values())


def page_error(text: str) -> errors.PageLink | None:
    """Return what to tell somebody whose message links to a page of a video site that is not one video.

    Args:
        text: the message as its platform gives it.

    Returns:
        The error for the first such page; None where there is none, or where there is a link to a video.
    """
    named = list(_named(text))
    pages = [_PAGE_ERRORS[one]() for one in named if isinstance(one, Page)]
    return pages[0] if pages and len(pages) == len(named) else None


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


def _named(text: str) -> Iterator[Link | Page]:
    """Yield what the addresses in a message name, in order."""
    if _IN_EVERY_LINK not in text.lower():
        return
    plain = _ESCAPE.sub(_unescaped, _SLACK_LABEL.sub(r"\1>", _without_code(text)))
    for piece in _PIECE.findall(plain):
        if _IN_EVERY_LINK in piece.lower():
            yield from filter(None, map(_read, _addresses(piece)))


def _addresses(piece: str) -> Iterator[str]:
    """Yield the addresses on known hosts in a piece of a message, without the underscores of emphasis around them."""
    for match in _ADDRESS.finditer(piece):
        if match["address"]:
            yield match["address"].removesuffix(match["emphasis"])


def _read(text: str) -> Link | Page | None:
    """Return what an address names, through the pages that only lead on to it."""
    for _ in range(_MOST_REDIRECTS):
        address = Address.parse(text)
        if address is None:
            return None
        if not redirects.is_redirect(address):
            return youtube.read(address) if _YOUTUBE.fullmatch(address.host) else None
        text = redirects.target(address) or ""
    return None


def _unescaped(escape: re.Match[str]) -> str:
    return chr(int(escape["code"], 16)) if escape["code"] else ""


def _without_code(text: str) -> str:
    """Return a message without its code: what stands between two runs of equally many backticks.

    A run behind a backslash begins no code (https://spec.commonmark.org/0.31.2/#code-spans).
    """
    runs = [run.span() for run in _BACKTICKS.finditer(text)]
    later: dict[int, int] = {}
    closing: list[int | None] = [None] * len(runs)
    for number in range(len(runs) - 1, -1, -1):
        start, end = runs[number]
        closing[number] = later.get(end - start)
        later[end - start] = number
    kept, at, number = [], 0, 0
    while number < len(runs):
        start, end = runs[number]
        closer = closing[number]
        if closer is not None and text[start - 1 : start] != "\\":
            kept.append(text[at:start])
            number, at = closer, runs[closer][1]
        number += 1
    return " ".join((*kept, text[at:]))
