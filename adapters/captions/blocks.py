"""WebVTT and SubRip: blocks of a time line and the words under it.

Read by own code, since each library tried loses something silently: webvtt-py 0.6.0 captions with a comma for a point
or minutes beyond 59, and it takes ",5" for 5 ms; pysubs2 1.8.1 and srt 3.5.3 add a broken caption's text, its number
and WebVTT's comments to the caption before. What differs between the two formats differs between files of either as
well, so that one reader takes both.
"""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from adapters.captions.markup import voices
from core.transcript.clean import RawCue

# Hours and fractions may be missing, a comma may be a point, blanks may stand between.
_TIME = r"(-?)\s*(?:(\d{1,6})\s*:\s*)?(\d{1,6})\s*:\s*(\d{1,6})(?:\s*[.,:]\s*(\d{1,9}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*(?:-{{1,3}}|[–—])>\s*{_TIME}(?=\s|$)")
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


def read_blocks(text: str) -> Iterator[RawCue]:
    """Yield the captions of a WebVTT or SubRip file; a time that can't be read is not a number.

    Args:
        text: the whole file, lines ending in a line feed.
    """
    lines = text.split("\n")
    times = {at: found for at, line in enumerate(lines) if ">" in line and (found := _times(lines, at))}
    named = text.startswith("WEBVTT")
    numbered = bool(times) and _number_above(lines, min(times))
    for at, following in pairwise([*times, len(lines)]):
        body = lines[at + 1 : following]
        if following < len(lines):
            body = _without_identifier(body, named=named, numbered=numbered)
        start, duration = times[at]
        for speaker, said in voices(_words(body)):
            yield RawCue(start, duration, said, speaker)


def _times(lines: Sequence[str], at: int) -> tuple[float, float] | None:
    """Return start and duration in seconds where a line begins a caption; None where it is anything else."""
    found = _TIMES.match(lines[at])
    if found:
        parts = found.groups("0")
        start, end = _seconds(*parts[:5]), _seconds(*parts[5:])
        return start, round(end - start, 3)
    return (math.nan, math.nan) if _should_be_times(lines, at) else None


def _should_be_times(lines: Sequence[str], at: int) -> bool:
    """Return whether a line stands where times should, or tries to be some."""
    line, above = lines[at], lines[at - 1].strip() if at else ""
    return "-->" in line and (not above or above.isdigit() or any(map(str.isdigit, line)))


def _seconds(sign: str, hours: str, minutes: str, seconds: str, fraction: str) -> float:
    moment = float(f"{int(hours) * 3600 + int(minutes) * 60 + int(seconds)}.{fraction}")
    return -moment if sign == "-" else moment


def _number_above(lines: Sequence[str], at: int) -> bool:
    """Return whether the time line stands under a number, as SubRip wants it."""
    above = next((line for line in reversed(lines[:at]) if line.strip()), "")
    return above.strip().isdigit()


def _without_identifier(body: list[str], *, named: bool, numbered: bool) -> list[str]:
    """Return what stands between two time lines without the second one's name or number."""
    last = len(body) - 1
    while last >= 0 and not body[last].strip():
        last -= 1
    if last < 0:
        return []
    alone = last > 0 and not body[last - 1].strip()
    touches = last == len(body) - 1
    is_name = named and alone and touches
    is_number = numbered and body[last].strip().isdigit() and (alone or touches)
    return body[:last] if is_name or is_number else body


def _words(body: Sequence[str]) -> str:
    """Return a caption's lines without the comments and style sheets after it. Blank lines end nothing but those."""
    kept: list[str] = []
    comment, blank = False, False
    for line in body:
        if not line or line.isspace():
            comment, blank = False, True
        else:
            comment |= blank and _COMMENT.match(line) is not None
            blank = False
            if not comment:
                kept.append(line)
    return "\n".join(kept)
