"""Where sentences end in speech that nobody punctuated."""

import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from core.language.leads import leaning
from core.language.learned import Weights, folded, log_odds, probability, weights
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
# How likely a beginning is where it is worth nothing, in log-odds; where nobody doubts it; characters looked at.
_ENOUGH, _SURE = 2.0, 12.0
_LOOKED_AT = 24
# What makes an end likely, fitted by hand to transcripts whose marks had been taken away.
_LEAD, _OPENER, _ENDER, _COMMA, _CUE = 1.7, 0.8, 1.2, 0.5, 0.3
_LEANING, _LIGHT, _NEVER = -1.5, -0.6, -1.0


class _Place(NamedTuple):
    """A place where a sentence may begin: its offset, how many words come before it, how likely that is.

    `worth` is in log-odds, and _ENOUGH more.
    """

    offset: int
    words: float
    worth: float


class Span(NamedTuple):
    """Where a sentence begins and ends in a turn's text, and how sure both are, from 0 to 1."""

    start: int
    end: int
    sure: float


class Speech:
    """How a transcript is spoken: its pauses, and the words that its language begins and ends sentences with."""

    def __init__(self, cues: Sequence[Cue], language: str, learned: Weights | None = None) -> None:
        """Read the pauses of cues, with times in seconds, and what is known of a language.

        `learned` stands in for what was learned of it; nothing of that leaves its lists.
        """
        known = lists(language)
        self._language, self._learned = language, weights(language) if learned is None else learned
        self._leads, self._openers = known.leads - known.conjunctions, known.openers - known.conjunctions
        self._never = known.stop_words - known.leads - known.openers - known.dangling
        self._leaning = leaning(language)
        self._light = known.stop_words - known.dangling
        self._enders = tuple(sorted(known.enders, key=len, reverse=True))
        places = [r"(?<=\s)\S", *(f"(?<={re.escape(ender)})." for ender in self._enders)]
        self._unspaced = re.compile("|".join(places))
        self._pauses = _pauses(cues)
        self._cue = 0.0 if known.openers else _CUE

    def spans(self, turn: Turn, piece: tuple[int, int], longest: float) -> Iterator[Span]:
        """Yield where each sentence of a piece of a turn begins and ends.

        Args:
            turn: the turn.
            piece: where in its text the piece begins and ends.
            longest: how many words a piece may have and still count as one sentence.
        """
        text = turn.text[piece[0] : piece[1]]
        if length(text) <= max(longest, _USUAL):
            yield Span(*piece, 1.0)
            return
        inner = self._unspaced_places(turn, *piece) if unspaced(text) else self._spaced_places(turn, *piece)
        places = [_Place(piece[0], 0, _SURE), *inner, _Place(piece[1], length(text), _SURE)]
        for one, other in pairwise(_chosen(places)):
            yield Span(one.offset, other.offset, probability(min(one.worth, other.worth) - _ENOUGH))

    def _spaced_places(self, turn: Turn, start: int, end: int) -> Iterator[_Place]:
        found = list(_SPACED.finditer(turn.text, start, end))
        said = [folded(word.group(), self._language) for word in found] if self._learned else []
        for at in range(1, len(found)):
            before, offset = found[at - 1].group(), found[at].start()
            worth = _COMMA * (before[-1] in _COMMAS) + self._pause(turn, offset)
            if self._learned:
                worth += log_odds(said, at, self._learned) + _ENOUGH
            else:
                worth += self._listed(before.lower().rstrip(_MARKS), found[at].group().lower().rstrip(_MARKS))
            if worth > 0:
                yield _Place(offset, at, worth)

    def _unspaced_places(self, turn: Turn, start: int, end: int) -> Iterator[_Place]:
        words, last = 0.0, start
        for found in self._unspaced.finditer(turn.text, start + 1, end):
            at = found.start()
            words, last = words + length(turn.text[last:at]), at
            before, after = turn.text[max(start, at - _LOOKED_AT) : at], turn.text[at : min(end, at + _LOOKED_AT)]
            said = before.rstrip()
            worth = _COMMA * (said[-1:] in _COMMAS) + _CUE * before.endswith(" ") + _ENDER * said.endswith(self._enders)
            worth += _OPENER * any(after.startswith(lead) for lead in self._leads) + self._pause(turn, at)
            if worth > 0:
                yield _Place(at, words, worth)

    def _pause(self, turn: Turn, offset: int) -> float:
        return self._cue + self._pauses[turn.cue(offset)] if turn.begins(offset) else 0.0

    def _listed(self, previous: str, following: str) -> float:
        if previous in self._leaning:
            return _LEANING
        worth = _LIGHT * (previous in self._light) + _NEVER * (following in self._never)
        worth += _ENDER * (bool(self._enders) and previous.endswith(self._enders))
        return worth + (_LEAD if following in self._leads else _OPENER if following in self._openers else 0.0)


_SPACED = re.compile(r"\S+")
_MARKS = ",;:、،；：-–—\"'”’"
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


def _chosen(places: list[_Place]) -> list[_Place]:
    """Return the places at which to begin sentences so that the likeliest ones are taken and few are very long.

    The first place is among them, and the last.

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
    chosen = [len(places) - 1]
    while chosen[-1]:
        chosen.append(came[chosen[-1]])
    return [places[at] for at in reversed(chosen)]


def _cost(words: float) -> float:
    return _STRETCH * math.log(max(words, 0.5) / _USUAL) ** 2
