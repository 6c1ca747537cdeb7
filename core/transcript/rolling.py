"""Rolling captions: each shows again what the one before ended with, and adds to it.

YouTube's automatic WebVTT keeps the last line above the new one and puts a caption of 10 ms between two steps; live
captions grow by words. What is shown again is taken out, so that each word stands once, at the time it first appears.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.transcript.raw import RawCue

_LOOK_AT = 600  # so many captions show how a transcript is made
_FILLER = 0.05  # seconds: nobody reads a caption as short as that
_GAP = 2.0  # seconds after which the screen has been cleared
_SCREEN = 100  # pieces: no caption shows more
_LEAST = 2  # so many steps that roll are no chance
_UNSPACED = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"  # scripts without spaces roll by the character
_WORD = re.compile(rf"[{_UNSPACED}]|[^\s{_UNSPACED}]+")


@dataclass(frozen=True, slots=True)
class _Unit:
    """What captions roll by: how to split a text, and how to leave out its first pieces."""

    split: Callable[[str], list[str]]
    without: Callable[[str, int], str]


def _lines(text: str) -> list[str]:
    return [folded for line in text.split("\n") if (folded := " ".join(line.split()))]


_UNITS = (
    _Unit(_lines, lambda text, count: "\n".join(_lines(text)[count:])),
    _Unit(_WORD.findall, lambda text, count: _WORD.sub("", text, count=count) if count else text),
)


def unroll(captions: list[RawCue]) -> list[RawCue]:
    """Return the captions without what rolling repeats; people who repeat themselves keep their words.

    Args:
        captions: in order of start. Where they don't roll they come back as they are.
    """
    for unit in _UNITS:
        if _rolls(captions[:_LOOK_AT], unit):
            return list(_once(captions, unit))
    return captions


def _rolls(captions: list[RawCue], unit: _Unit) -> bool:
    """Return whether most captions begin with what the one before ended with, and add to it."""
    rolled = fresh = 0
    shown = [(caption, pieces) for caption in captions if (pieces := unit.split(caption.text))]
    for (_, before), (caption, now) in pairwise(shown):
        again = max(_overlaps(before, now), default=0)
        # At least half of what stood there: one word that two captions share is chance.
        rolled += again > 0 and 2 * again >= len(before) and (again < len(now) or _is_filler(caption))
        fresh += not again
    return rolled >= _LEAST and rolled >= fresh


def _once(captions: list[RawCue], unit: _Unit) -> Iterator[RawCue]:
    before: list[str] = []
    end = 0.0
    for caption in captions:
        now = unit.split(caption.text)
        again = _again(before, now, caption) if caption.start - end <= _GAP else 0
        if again < len(now):
            text = unit.without(caption.text, again)
            yield RawCue(caption.start, caption.duration, text, caption.speaker)
        before, end = now or before, caption.end


def _again(before: list[str], now: list[str], caption: RawCue) -> int:
    """Return how many of the first pieces of a caption only stay from the one before.

    A caption that shows nothing new was rolled by one step less, if it can be read so: somebody said it again.
    """
    overlaps = _overlaps(before, now)
    said_again = len(overlaps) > 1 and overlaps[0] == len(now) and not _is_filler(caption)
    return overlaps[said_again] if overlaps else 0


def _overlaps(before: list[str], now: list[str]) -> list[int]:
    """Return by how many pieces the end of one caption can be the beginning of the next, longest first."""
    longest = min(len(before), len(now), _SCREEN)
    return [count for count in range(longest, 0, -1) if before[-count] == now[0] and before[-count:] == now[:count]]


def _is_filler(caption: RawCue) -> bool:
    return caption.duration <= _FILLER
