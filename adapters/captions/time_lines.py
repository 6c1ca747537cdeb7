"""Lines of times in WebVTT, SubRip and SBV, as programs and people write and damage them."""

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from adapters.captions.timing import CLOCK, parse_time, seconds_of, to_ascii

_ARROW = r"\s{0,4}(?:(?:[-–—‐=]\s?){1,3}(?:>|&gt;|›){1,2}|→)\s{0,4}"
_TIMES = re.compile(rf"([\[(]?)\s{{0,2}}(-?)\s{{0,4}}{CLOCK}{_ARROW}(?:(-?)\s{{0,4}}{CLOCK})?")
_FULL = r"\d{1,3}\s?:\s?\d{1,2}\s?:\s?\d{1,2}\s?[.,]\s?\d{1,6}"
# SBV's comma, and dashes that have lost their arrow head; or seconds alone. Nobody says such a line.
_OTHER_TIMES = re.compile(rf"({_FULL})\s{{0,4}}(?:,|[-–—]{{1,3}})\s{{0,4}}({_FULL})\s{{0,4}}")
_SECONDS_ALONE = re.compile(
    r"\[?(\d{1,6}[.,]\d{1,6})s?\s{0,4}-{1,2}>\s{0,4}(\d{1,6}[.,]\d{1,6})s?(?:\s{0,4}|\]\s{0,4}(.*))"
)
_IN_FRAMES = re.compile(r"(\d{1,3}:\d\d:\d\d)[:;](\d\d) {0,4}(?:-{1,2}>|[-–—,]) {0,4}(\d{1,3}:\d\d:\d\d)[:;](\d\d)")
_FRAMES = 30  # a second: editing programs count 24 to 30
_TIMES_WITHIN = re.compile(rf"(?:(?<!\S)(#?\d{{1,6}})\s{{1,4}})?(?<!\S)({_FULL}\s{{0,4}})$")
_TIMES_BEHIND = re.compile(rf"\s{{0,4}}{_FULL}(?:\s{{1,4}}[A-Za-z]\w{{0,19}}:[^\s:]{{1,80}}){{0,8}}")
_WIDTH = 48  # characters: no time is longer
_LINE_WIDTH = 120  # characters of a line that are looked at for times
_SETTING = re.compile(r"[A-Za-z]\w{0,19}:\S{0,80}")
_COUNTER = re.compile(r"[#\[(]?[-+]?\d{1,40}(?:[.,]\d{1,9})?[\])]?[.:)]?")


class TimeLine(NamedTuple):
    """A line of times: start and duration in seconds, and the words behind them."""

    start: float
    duration: float
    words: str = ""


UNREADABLE = TimeLine(math.nan, math.nan)


def read_time_line(lines: Sequence[str], at: int) -> TimeLine | None:
    """Return the times where a line begins a caption; None where it is anything else."""
    line = lines[at].strip()
    if not any(mark in line for mark in (">", "＞", "&gt;", "→", "›")):
        is_candidate = line[:1].isdigit() and len(line) <= _LINE_WIDTH
        return _other_times(line) or _broken_sbv(line) if is_candidate else None
    head = to_ascii(line[:_LINE_WIDTH])
    found = None if _IN_FRAMES.fullmatch(head) else _TIMES.match(head)
    if found:
        return _read_times(found, line[found.end() :], free=_stands_free(lines, at))
    return _other_times(line) or (UNREADABLE if _should_be_times(lines, at, head) else None)


def _read_times(found: re.Match[str], rest: str, *, free: bool) -> TimeLine | None:
    """Return what a line of times says; None where it goes on with words and stands among words."""
    bracket, sign, *parts = found.groups()
    start = seconds_of(*parts[:4]) * (-1 if sign else 1)
    end = math.nan if parts[6] is None else seconds_of(*parts[5:]) * (-1 if parts[4] else 1)
    words = rest.lstrip(")] ") if bracket else _words_behind(rest)
    if words and not (bracket or free):
        return None
    return TimeLine(start, round(end - start, 3), words)


def _words_behind(rest: str) -> str:
    """Return the words behind a time without brackets: what touches it is none, nor is a line with settings."""
    tokens = rest.split() if rest[:1].isspace() else rest.split()[1:]
    if any(_SETTING.match(token) for token in tokens[:8]) or not any(map(str.isalpha, rest)):
        return ""
    return " ".join(tokens)


def _other_times(line: str) -> TimeLine | None:
    if frames := _IN_FRAMES.fullmatch(line):
        start, end = (parse_time(frames[at]) + int(frames[at + 1]) / _FRAMES for at in (1, 3))
        return TimeLine(round(start, 3), round(end - start, 3))
    found = _OTHER_TIMES.fullmatch(line) or _SECONDS_ALONE.fullmatch(line)
    if not found:
        return None
    first, last, *words = found.groups()
    start, end = parse_time(first), parse_time(last)
    return TimeLine(start, round(end - start, 3), (words[0] or "") if words else "")


def _broken_sbv(line: str) -> TimeLine | None:
    is_one = len(line) < _WIDTH and "," in line and line.count(":") >= 3 and " " not in line  # noqa: PLR2004 - of 4
    return UNREADABLE if is_one else None


def _should_be_times(lines: Sequence[str], at: int, line: str) -> bool:
    """Return whether a line stands where times should, or tries to be some."""
    has_digit = any(map(str.isdigit, line))
    if "-->" in line:
        return _stands_free(lines, at) or (has_digit and ":" in line)
    return has_digit and ":" in line and not any(map(str.isalpha, line))


def _stands_free(lines: Sequence[str], at: int) -> bool:
    above = lines[at - 1].strip() if at else ""
    return not above or is_counter(above)


def is_counter(line: str) -> bool:
    """Return whether a line could number a caption; "-2", "2.5" and "#3" do in files by hand and by program."""
    return _COUNTER.fullmatch(line.strip()) is not None


def split_at_times(line: str) -> Iterator[str]:
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
