"""WebVTT, SubRip and YouTube's SBV: lines of times and the words under them.

Read by own code, since each library tried loses something silently: webvtt-py 0.6.0 captions with a comma for a point
or minutes beyond 59, and it takes ",5" for 5 ms; pysubs2 1.8.1 and srt 3.5.3 add a broken caption's text, its number
and WebVTT's comments to the caption before. What differs between the formats differs between files of each as well,
so that one reader takes all.

WebVTT: https://www.w3.org/TR/webvtt1/ (section 6, parsing). SubRip has no specification.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from adapters.captions.captions import Captions
from adapters.captions.markup import voices
from adapters.captions.segments import Segment, join_segments, read_timestamp_map
from adapters.captions.text import split_long
from adapters.captions.timing import CLOCK, parse_time, seconds_of, to_ascii
from adapters.captions.vtt_header import HEADER_LINES, read_header
from core.notes import Note
from core.transcript.raw import RawCue

_ARROW = r"\s{0,4}(?:(?:[-–—‐=]\s?){1,3}(?:>|&gt;|›){1,2}|→)\s{0,4}"
_TIMES = re.compile(rf"([\[(]?)\s{{0,2}}(-?)\s{{0,4}}{CLOCK}{_ARROW}(?:(-?)\s{{0,4}}{CLOCK})?")
_FULL = r"\d{1,3}\s?:\s?\d{1,2}\s?:\s?\d{1,2}\s?[.,]\s?\d{1,6}"
# SBV's comma, and dashes that have lost their arrow head; or seconds alone. Nobody says such a line.
_OTHER_TIMES = re.compile(rf"({_FULL})\s{{0,4}}(?:,|[-–—]{{1,3}})\s{{0,4}}({_FULL})\s{{0,4}}")
_SECONDS_ALONE = re.compile(r"(\d{1,6}[.,]\d{1,6})\s{0,4}-{1,2}>\s{0,4}(\d{1,6}[.,]\d{1,6})\s{0,4}")
_TIMES_WITHIN = re.compile(rf"(?:(?<!\S)(#?\d{{1,6}})\s{{1,4}})?(?<!\S)({_FULL}\s{{0,4}})$")
_TIMES_BEHIND = re.compile(rf"\s{{0,4}}{_FULL}(?:\s{{1,4}}[A-Za-z]\w{{0,19}}:[^\s:]{{1,80}}){{0,8}}")
_LOOK_AT = 20_000  # characters that show what a file is
_WIDTH = 48  # characters: no time is longer
_STAMP_WIDTH = 120  # characters of a line that are looked at for times
_SETTING = re.compile(r"[A-Za-z]\w{0,19}:\S{0,80}")
_COUNTER = re.compile(r"[#\[(]?[-+]?\d{1,40}(?:[.,]\d{1,9})?[\])]?[.:)]?")
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_LONGEST_PAYLOAD = 4000  # characters of a caption; a longer one becomes several at the same time


class _Stamp(NamedTuple):
    """A line of times: start and duration in seconds, and the words behind them."""

    start: float
    duration: float
    words: str = ""


_UNREADABLE = _Stamp(math.nan, math.nan)


@dataclass(frozen=True, slots=True)
class _Style:
    """How a file is written: as WebVTT, and with a number above each line of times."""

    named: bool
    numbered: bool


def is_vtt_srt(text: str) -> bool:
    """Return whether a text has WebVTT's header, or a line of times among the first."""
    if text.startswith("WEBVTT"):
        return True
    lines = [part for line in text[:_LOOK_AT].split("\n") for part in _broken_at_times(line)]
    return any(stamp and stamp is not _UNREADABLE for stamp in (_stamp(lines, at) for at in range(len(lines))))


def read_vtt_srt(text: str) -> Captions:
    """Return the captions of a WebVTT, SubRip or SBV file.

    A caption whose start can't be read has NaN for a start; one whose end can't be read, NaN for a duration.

    Args:
        text: the whole file, lines ending in a line feed.
    """
    header = read_header(text)
    lines = [part for line in text.split("\n") for part in _broken_at_times(line)]
    named = text.startswith("WEBVTT")
    lines = list(_without_comments(lines)) if named else lines
    stamps = {at: stamp for at, line in enumerate(lines) if (stamp := _stamp(lines, at))}
    cuts = _cuts(lines, stamps)
    style = _Style(named, _is_numbered(lines, stamps))
    segments = [Segment([], _offset(lines, cut)) for cut in (0, *cuts)]
    for at, following in pairwise([*sorted({*stamps, *cuts}), len(lines)]):
        if at in stamps:
            body = lines[at + 1 : following]
            if following < len(lines) and following in stamps:
                body = _without_identifier(body, style)
            segments[bisect_right(cuts, at)].cues.extend(_cues(stamps[at], body))
    cues, estimated = join_segments(segments)
    return Captions(
        tuple(cues), header.title, language=header.language, notes=(Note.TIMES_ESTIMATED.of(),) if estimated else ()
    )


def _cues(stamp: _Stamp, body: Sequence[str]) -> Iterator[RawCue]:
    for payload in _payloads(body) or [stamp.words]:
        for speaker, said in voices(payload):
            yield RawCue(stamp.start, stamp.duration, said, speaker)


def _payloads(body: Sequence[str]) -> list[str]:
    """Return a caption's lines as one text, or as several where it is longer than any caption."""
    payloads: list[str] = []
    for line in filter(_has_words, body):
        for part in split_long(line, _LONGEST_PAYLOAD):
            if payloads and len(payloads[-1]) + len(part) < _LONGEST_PAYLOAD:
                payloads[-1] += "\n" + part
            else:
                payloads.append(part)
    return payloads


def _has_words(line: str) -> bool:
    """Return whether a line is neither blank nor an arrow that has lost its times."""
    return bool(line) and not line.isspace() and ("-->" not in line or any(map(str.isalnum, line)))


def _stamp(lines: Sequence[str], at: int) -> _Stamp | None:
    """Return the times where a line begins a caption; None where it is anything else."""
    line = lines[at].strip()
    if not any(mark in line for mark in (">", "＞", "&gt;", "→", "›")):
        return _other_stamp(line) or _broken_sbv(line) if line[:1].isdigit() else None
    head = to_ascii(line[:_STAMP_WIDTH])
    if found := _TIMES.match(head):
        return _read_times(found, line[found.end() :], free=_stands_free(lines, at))
    return _other_stamp(head) or (_UNREADABLE if _should_be_times(lines, at, head) else None)


def _read_times(found: re.Match[str], rest: str, *, free: bool) -> _Stamp | None:
    """Return what a line of times says; None where it goes on with words and stands among words."""
    bracket, sign, *parts = found.groups()
    start = seconds_of(*parts[:4]) * (-1 if sign else 1)
    end = math.nan if parts[6] is None else seconds_of(*parts[5:]) * (-1 if parts[4] else 1)
    words = rest.lstrip(")] ") if bracket else _words_behind(rest)
    if words and not (bracket or free):
        return None
    return _Stamp(start, round(end - start, 3), words)


def _words_behind(rest: str) -> str:
    """Return the words behind a time without brackets: what touches it is none, nor is a line with settings."""
    tokens = rest.split() if rest[:1].isspace() else rest.split()[1:]
    if any(_SETTING.match(token) for token in tokens[:8]) or not any(map(str.isalpha, rest)):
        return ""
    return " ".join(tokens)


def _other_stamp(line: str) -> _Stamp | None:
    if len(line) > _STAMP_WIDTH:
        return None
    found = _OTHER_TIMES.fullmatch(line) or _SECONDS_ALONE.fullmatch(line)
    if not found:
        return None
    start, end = map(parse_time, found.groups())
    return _Stamp(start, round(end - start, 3))


def _broken_sbv(line: str) -> _Stamp | None:
    is_one = len(line) < _WIDTH and "," in line and line.count(":") >= 3 and " " not in line  # noqa: PLR2004 - of 4
    return _UNREADABLE if is_one else None


def _should_be_times(lines: Sequence[str], at: int, line: str) -> bool:
    """Return whether a line stands where times should, or tries to be some."""
    has_digit = any(map(str.isdigit, line))
    if "-->" in line:
        return _stands_free(lines, at) or (has_digit and ":" in line)
    return has_digit and ":" in line and not any(map(str.isalpha, line))


def _stands_free(lines: Sequence[str], at: int) -> bool:
    above = lines[at - 1].strip() if at else ""
    return not above or _is_counter(above)


def _is_counter(line: str) -> bool:
    """Return whether a line could number a caption; "-2", "2.5" and "#3" do in files by hand and by program."""
    return _COUNTER.fullmatch(line.strip()) is not None


def _is_numbered(lines: Sequence[str], stamps: Mapping[int, _Stamp]) -> bool:
    """Return whether most times stand under a number, as SubRip wants it."""
    above = [next((line for line in reversed(lines[max(0, at - 2) : at]) if line.strip()), "") for at in stamps]
    return 2 * sum(map(_is_counter, above)) > len(above)


def _cuts(lines: Sequence[str], stamps: Mapping[int, _Stamp]) -> list[int]:
    """Return the lines at which another file begins: a header, or number one again with an earlier time."""
    named = lines[0].startswith("WEBVTT")
    headers = [
        at
        for at, line in enumerate(lines)
        if at and line.startswith("WEBVTT") and (line.strip() == "WEBVTT" or (named and not lines[at - 1].strip()))
    ]
    numbers = {at: lines[at - 1].strip() for at in stamps}
    first = numbers[min(stamps)] if stamps else ""
    again = [
        at
        for before, at in pairwise(stamps)
        if first in {"0", "1"} and numbers[at] == first and stamps[at].start < stamps[before].start
    ]
    return sorted({*headers, *again})


def _offset(lines: Sequence[str], cut: int) -> float | None:
    """Return what the header that begins at a line adds to the times under it, in seconds."""
    for line in lines[cut : cut + HEADER_LINES]:
        if (offset := read_timestamp_map(line)) is not None:
            return offset
        if "-->" in line:
            break
    return None


def _broken_at_times(line: str) -> Iterator[str]:
    """Yield a line, broken where times stand within it: the line ends of the file have been lost."""
    begin, at = 0, line.find("-->")
    while at >= 0:
        following = line.find("-->", at + 3)
        before = _TIMES_WITHIN.search(line[max(begin, at - _WIDTH) : at])
        behind = _TIMES_BEHIND.match(line, at + 3, at + 3 + 8 * _WIDTH)
        if before and behind:
            times = at - len(before[2])
            if line[begin:times].strip():
                yield line[begin : at - len(before.group())]
                yield before[1] or ""
                begin = times
            if (begin or following >= 0) and line[behind.end() : behind.end() + 1].isspace():
                yield line[begin : behind.end()]
                begin = behind.end()
        at = following
    yield line[begin:]


def _without_identifier(body: list[str], style: _Style) -> list[str]:
    """Return what stands between two time lines without the second one's name or number."""
    last = len(body) - 1
    while last >= 0 and not body[last].strip():
        last -= 1
    if last < 0:
        return []
    alone = last > 0 and not body[last - 1].strip()
    touches = last == len(body) - 1
    is_name = style.named and alone and touches
    is_number = style.numbered and _is_counter(body[last]) and (alone or touches)
    return body[:last] if is_name or is_number else body


def _without_comments(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, empty ones in place of WebVTT's comments and styles, which end at a blank line or times."""
    comment, blank = False, True
    for line in lines:
        if not line or line.isspace():
            comment, blank = False, True
        else:
            comment = "-->" not in line and (comment or (blank and _COMMENT.match(line) is not None))
            blank = False
        yield "" if comment else line
