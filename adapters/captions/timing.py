"""Times as caption files write them, and the ends that they leave out."""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.transcript.raw import RawCue

# Every repetition is bounded, so that no line costs more than its length. Hours and fractions may be missing, blanks
# may stand between the parts.
CLOCK = r"(?:(\d{1,6})\s{0,2}:\s{0,2})?(\d{1,6})\s{0,2}:\s{0,2}(\d{1,6})(?:\s{0,2}[.,:]\s{0,2}(\d{1,12}))?"

_CLOCK = re.compile(CLOCK)
_NUMBER = re.compile(r"(\d{1,15}(?:\.\d{0,15})?)\s{0,2}(ms|s|)")
_LONGEST_TIME = 40  # characters
_FULL_WIDTH = str.maketrans("：﹕∶︓，،．。٫－−＞", ":::\x3a,,...-->")
_CHARACTERS_A_SECOND = 15  # of ordinary speech
_SHORTEST = 1.0  # seconds
# Speech has about 15 characters a second, and 0.015 a millisecond.
_FEWEST_A_SECOND = 0.1


def to_ascii(text: str) -> str:
    """Return a text with ASCII forms of the colons, points and arrows that keyboards of other scripts type."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def seconds_of(hours: str | None, minutes: str, seconds: str, fraction: str | None = None) -> float:
    """Return the parts of a clock time in seconds.

    ",1000" is a whole second: programs that round 999.6 ms write it. Any other fraction is a decimal one.
    """
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole + 1.0 if fraction == "1000" else float(f"{whole}.{fraction or 0}")


def parse_time(text: str) -> float:
    """Return a time such as "0:01:02.5", "1,5", "12.5s" or "1500ms" in seconds; NaN for what is none."""
    text = to_ascii(text.strip())
    if len(text) > _LONGEST_TIME:
        return math.nan
    if text.startswith("-"):
        return -parse_time(text[1:])
    if clock := _CLOCK.fullmatch(text):
        return seconds_of(*clock.groups())
    number = _NUMBER.fullmatch(text.replace(",", "."))
    return float(number[1]) / (1000 if number[2] == "ms" else 1) if number else math.nan


def in_seconds(cues: Sequence[RawCue], *, milliseconds: bool = False) -> list[RawCue]:
    """Return cues whose times are seconds, or whole milliseconds, with all times in seconds.

    Args:
        cues: in the file's order.
        milliseconds: that whole numbers are milliseconds. If that isn't known, they are where nobody could speak as
            slowly as seconds would mean.
    """
    times = [value for cue in cues for value in (cue.start, cue.duration) if math.isfinite(value)]
    if any(value % 1 for value in times) or not (milliseconds or _are_too_slow(cues)):
        return list(cues)
    return [replace(cue, start=cue.start / 1000, duration=cue.duration / 1000) for cue in cues]


def _are_too_slow(cues: Sequence[RawCue]) -> bool:
    """Return whether the words of cues are too few for their times in seconds."""
    starts = [cue.start for cue in cues if math.isfinite(cue.start)]
    shown = sum(cue.duration for cue in cues if 0 < cue.duration < math.inf)
    spoken_for = shown or max(starts, default=0.0) - min(starts, default=0.0)
    return sum(len(cue.text) for cue in cues) < _FEWEST_A_SECOND * spoken_for


def with_ends(cues: Iterable[RawCue]) -> list[RawCue]:
    """Return the cues with an end each, and none that begins before the video.

    A cue without an end, or with one before its start, stands for as long as its words take to say, but not beyond
    the start of the next one.

    Args:
        cues: in the file's order. A duration of NaN says that there is no end.
    """
    found = [_from_zero(cue) for cue in cues]
    starts = sorted({cue.start for cue in found if math.isfinite(cue.start)})
    return [cue if cue.duration >= 0 else _ended(cue, starts) for cue in found]


def _from_zero(cue: RawCue) -> RawCue:
    return replace(cue, start=0.0, duration=cue.end) if cue.start < 0 < cue.end else cue


def _ended(cue: RawCue, starts: Sequence[float]) -> RawCue:
    if not math.isfinite(cue.start):
        return cue
    following = bisect_right(starts, cue.start)
    gap = starts[following] - cue.start if following < len(starts) else math.inf
    return replace(cue, duration=round(min(gap, max(_SHORTEST, len(cue.text) / _CHARACTERS_A_SECOND)), 3))
