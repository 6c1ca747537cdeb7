"""Where sentences end in speech that nobody punctuated."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from core.language.leads import leaning
from core.language.lists import lists
from core.language.measure import length
from core.language.scripts import unspaced
from core.language.turns import Turn
from core.model import Cue

_USUAL = 16.0
_FARTHEST = 45.0
_STRETCH = 0.5
_SHORTEST_PAUSE = 0.4
_LONGEST_PAUSE = 2.0
_OVERLAP = 0.1
_SLOW = 2.0
# What makes an end likely, fitted by hand to transcripts whose marks had been taken away.
_LEAD, _OPENER, _ENDER, _COMMA, _CUE = 1.7, 0.8, 1.2, 0.5, 0.3
_LEANING, _LIGHT, _NEVER = -1.5, -0.6, -1.0


class _Place(NamedTuple):
    """A place where a sentence may begin: its offset, how many words come before it, how likely that is."""

    offset: int
    words: float
    worth: float


class Speech:
    """How a transcript is spoken: its pauses, and the words that its language begins and ends sentences with."""

    def __init__(self, cues: Sequence[Cue], language: str) -> None:
        """Read the pauses of cues, with times in seconds, and the lists of a language."""
        known = lists(language)
        self._leads, self._openers = known.leads - known.conjunctions, known.openers - known.conjunctions
        self._never = known.stop_words - known.leads - known.openers - known.dangling
        self._leaning = leaning(language)
        self._light = known.stop_words - known.dangling
        self._enders = tuple(sorted(known.enders, key=len, reverse=True))
        places = [r"(?<=\s)\S", *(f"(?<={re.escape(ender)})." for ender in self._enders)]
        self._unspaced = re.compile("|".join(places))
        self._pauses = _pauses(cues)
        self._cue = 0.0 if known.openers else _CUE

    def spans(self, turn: Turn, piece: tuple[int, int], longest: float) -> Iterator[tuple[int, int]]:
        """Yield where each sentence of a piece of a turn begins and ends.

        Args:
            turn: the turn.
            piece: where in its text the piece begins and ends.
            longest: how many words a piece may have and still count as one sentence.
        """
        start, end = piece
        if length(turn.text[start:end]) > max(longest, _USUAL):
            for place in _chosen(list(self._places(turn, start, end))):
                yield start, place
                start = place
        yield start, end

    def _places(self, turn: Turn, start: int, end: int) -> Iterator[_Place]:
        loose = unspaced(turn.text[start:end])
        pattern = self._unspaced if loose else _SPACED
        yield _Place(start, 0, 0)
        words, last = 0.0, start
        for found in pattern.finditer(turn.text, start + 1, end):
            at = found.start()
            words, last = words + (length(turn.text[last:at]) if loose else 1), at
            worth = self._worth(turn.text[max(start, at - 24) : at], turn.text[at : min(end, at + 24)], loose=loose)
            if turn.begins(at):
                worth += self._cue + self._pauses[turn.cue(at)]
            if worth > 0:
                yield _Place(at, words, worth)
        yield _Place(end, words + (length(turn.text[last:end]) if loose else 1), 0)

    def _worth(self, before: str, after: str, *, loose: bool) -> float:
        worth = _COMMA if before.rstrip()[-1:] in _COMMAS else 0.0
        if loose:
            opens = any(after.startswith(lead) for lead in self._leads)
            return (
                worth + _CUE * before.endswith(" ") + _OPENER * opens + _ENDER * before.rstrip().endswith(self._enders)
            )
        previous, following = before.rsplit(maxsplit=1)[-1].lower(), after.split(maxsplit=1)[0].lower()
        if previous in self._leaning:
            return worth + _LEANING
        worth += _LIGHT * (previous in self._light) + _NEVER * (following in self._never)
        ends = _ENDER * (bool(self._enders) and previous.endswith(self._enders))
        return worth + ends + (_LEAD if following in self._leads else _OPENER if following in self._openers else 0.0)


_SPACED = re.compile(r"(?<=\s)\S")
_COMMAS = frozenset(",;:，、；：،؛")


def _pauses(cues: Sequence[Cue]) -> list[float]:
    """Return for each cue how long nobody spoke before it, in seconds, as far as it tells of an end.

    The durations of automatic captions overlap; there only a cue that took far longer than its words need tells.
    """
    steps = [after.start - before.start for before, after in pairwise(cues)]
    gaps = [after.start - before.end for before, after in pairwise(cues)]
    if gaps and median(gaps) < -_OVERLAP:
        sizes = [max(1, length(cue.text)) for cue in cues[:-1]]
        pace = median(step / size for step, size in zip(steps, sizes, strict=True))
        gaps = [step - _SLOW * size * pace for step, size in zip(steps, sizes, strict=True)]
    return [0.0, *(min(gap, _LONGEST_PAUSE) if gap >= _SHORTEST_PAUSE else 0.0 for gap in gaps)]


def _chosen(places: list[_Place]) -> list[int]:
    """Return the offsets at which to begin sentences so that the likeliest ones are taken and few are very long.

    Dynamic programming: each place keeps the best way to end a sentence there.
    """
    best, came = [0.0], [0]
    for at in range(1, len(places)):
        here, back, costs = places[at], at - 1, []
        while back >= 0 and (here.words - places[back].words <= _FARTHEST or back == at - 1):
            costs.append((best[back] + _cost(here.words - places[back].words), back))
            back -= 1
        cost, origin = min(costs)
        best.append(cost - here.worth)
        came.append(origin)
    chosen, at = [], came[-1]
    while at:
        chosen.append(places[at].offset)
        at = came[at]
    return chosen[::-1]


def _cost(words: float) -> float:
    return _STRETCH * math.log(max(words, 0.5) / _USUAL) ** 2
