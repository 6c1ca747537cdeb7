"""A transcript copied from a page or an app: "0:04" and words, on the same line or the next.

YouTube puts the time on a line of its own, some browsers with the same time in words under it; others write
"[0:04] words", "0:04 - 0:09 words", or "Jane Doe  0:04" above what she says.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from adapters.captions.captions import Captions
from adapters.captions.markup import plain
from adapters.captions.timing import seconds_of, to_ascii
from core.transcript.raw import RawCue

_TIME = r"(?:(\d{1,3}):)?(\d{1,4}):(\d{2})(?:[.,](\d{1,3}))?"
# A list's or quote's mark may stand before a time, a link's address behind it; "10:30 am" is said.
_LEADING = re.compile(
    rf"[\s*_>#•-]{{0,8}}[\[(]?{_TIME}(?:\s{{0,2}}[-–—]\s{{0,2}}{_TIME})?[\])]?(?:(?<=\])\([^()\s]{{0,80}}\))?"
    r"(?![\d%]|[.,:]\d)(?!\s?(?:am|pm|a\.m|p\.m|uhr|h)\b)\*{0,2}\s{0,4}[-–—:|]?\s{0,8}",
    re.IGNORECASE,
)
_TRAILING = re.compile(rf"(?P<name>[^\W\d_][^:!?]{{0,59}}?)\s{{0,8}}[,|–—-]?\s{{0,8}}[\[(]?{_TIME}[\])]?\s?:?\s{{0,8}}")
_MARKS = " \t*_>#•-[("
_LONGEST_HEADING = 120  # characters
_HEADER_LINES, _HEADER = 3, 200  # lines and characters before the first time that are a title, not words
_NUMBER = re.compile(r"\d{1,6}")
_WORDS_A_NUMBER = 3


class _Stamp(NamedTuple):
    """A time in a line: seconds, and the words and the name beside it."""

    start: float
    end: float
    words: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    lines: Sequence[str]
    stamps: dict[int, _Stamp]


def is_pasted(text: str) -> bool:
    """Return whether a text has a time at the start of its first line, or several times."""
    stamps = _stamps(text[:20_000].split("\n"))
    return len(stamps) > 1 or 0 in stamps


def read_pasted(text: str) -> Captions:
    """Return what is said after each time; it lasts until the next one, unless an end is given.

    Args:
        text: the whole text, lines ending in a line feed.
    """
    lines = text.strip("\n").split("\n")
    page = _Page(lines, _stamps(lines))
    if not page.stamps:
        return Captions(())
    first = min(page.stamps)
    before = [line.strip() for line in lines[:first] if line.strip()]
    is_header = len(before) <= _HEADER_LINES and sum(map(len, before)) <= _HEADER
    opening = [] if is_header else [RawCue(0.0, math.nan, "\n".join(before))]
    title = before[0].strip(_MARKS) if before and is_header else ""
    return Captions((*opening, *_cues(page)), title)


def _cues(page: _Page) -> Iterator[RawCue]:
    spelled_out = _are_spelled_out(page)
    following = [*list(page.stamps)[1:], len(page.lines)]
    for (at, stamp), end in zip(page.stamps.items(), following, strict=True):
        begin = at + 1 + (spelled_out and _is_spelled_out(page, at))
        words = "\n".join([stamp.words, *page.lines[begin:end]]).strip()
        yield RawCue(stamp.start, round(stamp.end - stamp.start, 3), plain(words), stamp.speaker)


def _stamps(lines: Sequence[str]) -> dict[int, _Stamp]:
    """Return the times by their lines, of the kind that the text uses most."""
    leading = {at: stamp for at, line in enumerate(lines) if (stamp := _leading(line))}
    alone = {at: stamp for at, stamp in leading.items() if not stamp.words}
    trailing = {at: stamp for at, line in enumerate(lines) if at not in leading and (stamp := _trailing(line))}
    if len(trailing) > len(leading):
        return trailing
    if 2 * len(alone) >= len(leading):
        return alone if len(alone) >= len(trailing) else trailing
    return _ascending(leading)


def _leading(line: str) -> _Stamp | None:
    head = to_ascii(line[:_LONGEST_HEADING])
    found = _LEADING.match(head) if head.lstrip(_MARKS)[:1].isdigit() else None
    if not found:
        return None
    parts = found.groups()
    end = math.nan if parts[5] is None else seconds_of(*parts[4:])
    return _Stamp(seconds_of(*parts[:4]), end, line[found.end() :].strip())


def _trailing(line: str) -> _Stamp | None:
    line = to_ascii(line.strip())
    found = _TRAILING.fullmatch(line) if len(line) <= _LONGEST_HEADING and line[-1:] in "0123456789])" + ":" else None
    if not found or ". " in found["name"]:
        return None
    return _Stamp(seconds_of(*found.groups()[1:]), math.nan, "", " ".join(found["name"].split()).rstrip(" ,-–—|"))


def _ascending(stamps: dict[int, _Stamp]) -> dict[int, _Stamp]:
    """Return as many of the times as follow each other: "10:30 we meet" at two minutes is said, and begins a line."""
    tails: list[float] = []
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for at, stamp in stamps.items():
        place = bisect_right(tails, stamp.start)
        before[at] = ends[place - 1] if place else None
        tails[place : place + 1] = [stamp.start]
        ends[place : place + 1] = [at]
    chosen: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        chosen.append(last)
        last = before[last]
    return {at: stamps[at] for at in reversed(chosen)}


def _are_spelled_out(page: _Page) -> bool:
    """Return whether the line under most times says the same in words: "4 seconds"."""
    return 2 * sum(_is_spelled_out(page, at) for at in page.stamps) > len(page.stamps)


def _is_spelled_out(page: _Page, at: int) -> bool:
    line = page.lines[at + 1].strip() if at + 1 < len(page.lines) else ""
    if page.stamps[at].words or len(line) > _LONGEST_HEADING or not line[:1].isdigit():
        return False
    numbers = [int(number) for number in _NUMBER.findall(line)]
    minutes, seconds = divmod(int(page.stamps[at].start), 60)
    told = [number for number in (*divmod(minutes, 60), seconds) if number]
    words = len(line.split())
    return [number for number in numbers if number] == told and len(numbers) < words <= _WORDS_A_NUMBER * len(numbers)
