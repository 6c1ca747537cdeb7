"""Where sentences end in speech that nobody punctuated."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from core.language.gaps import Tables, log_odds
from core.language.lists import lists
from core.language.measure import length
from core.language.scripts import unspaced
from core.language.turns import Turn
from core.language.unspaced import cuts_word
from core.model import Cue

_USUAL = 16.0
_FARTHEST = 45.0
_STRETCH = 0.35
_SHORTEST_PAUSE = 0.4
_LONGEST_PAUSE = 2.0
# What any pause tells, in log-odds, and what each second of it adds.
_PAUSE, _LASTING = 1.0, 0.5
_OVERLAP = 0.1
_SLOW = 2.0
# How likely a beginning is where it is worth nothing, in log-odds; where nobody doubts it; characters looked at.
_ENOUGH, _SURE = 1.5, 12.0
_LOOKED_AT = 24
# What makes an end likely beside the words that were learned, or where none were.
_OPENER, _ENDER, _COMMA, _CUE = 0.8, 2.0, 0.5, 0.3
# How much a beginning that was passed over takes from being sure.
_PASSED = 0.5


class _Place(NamedTuple):
    """A place where a sentence may begin.

    Attributes:
        offset: where in the turn's text.
        words: how many come before it.
        worth: how likely that is, in log-odds, and _ENOUGH more.
        passed: the sum of the `_doubt` of all the places before it.
    """

    offset: int
    words: float
    worth: float
    passed: float = 0.0


class Span(NamedTuple):
    """Where a sentence begins and ends in a turn's text, and how sure both are, from 0 to 1."""

    start: int
    end: int
    sure: float


class Speech:
    """How a transcript is spoken: its pauses, and the words that its language begins and ends sentences with."""

    def __init__(
        self,
        cues: Sequence[Cue],
        texts: Iterable[str],
        language: str,
        longest: float = 0.0,
        known: Tables | None = None,
    ) -> None:
        """Read the pauses of cues, and what is known of a language.

        Args:
            cues: with times in seconds.
            texts: the pieces that there will be.
            language: BCP 47.
            longest: how many words a piece may have and still count as one sentence.
            known: stands in for what was learned of the language.
        """
        words = lists(language)
        self._language, self._known = language, known
        self._long = [text for text in texts if length(text) > max(longest, _USUAL)]
        self._leads, self._tied = words.leads - words.conjunctions, tuple(words.bound)
        self._wholes = words.wholes
        self._enders = tuple(sorted(words.enders, key=len, reverse=True))
        self._unspaced = _places(self._enders)
        self._pauses = _pauses(cues)
        self._cue = 0.0 if words.openers else _CUE

    def spans(self, turn: Turn, piece: tuple[int, int]) -> Iterator[Span]:
        """Yield where each sentence of a piece of a turn begins and ends.

        Args:
            turn: the turn.
            piece: where in its text the piece begins and ends.
        """
        text = turn.text[piece[0] : piece[1]]
        if text not in self.begins:
            yield Span(*piece, 1.0)
            return
        inner = list((self._unspaced_places if unspaced(text) else self._spaced_places)(turn, *piece))
        passed = inner[-1].passed + _doubt(inner[-1].worth) if inner else 0.0
        places = [_Place(piece[0], 0, _SURE), *inner, _Place(piece[1], length(text), _SURE, passed)]
        for one, other in pairwise(_chosen(places)):
            yield Span(one.offset, other.offset, _sure(one, other))

    @cached_property
    def begins(self) -> dict[str, list[float]]:
        """How likely a sentence begins with each word but the first, in log-odds, by the long pieces."""
        found = log_odds([text.split() for text in self._long], self._language, self._known) if self._long else ()
        return {text: odds.tolist() for text, odds in zip(self._long, found, strict=True)}

    def _spaced_places(self, turn: Turn, start: int, end: int) -> Iterator[_Place]:
        found, passed = list(_SPACED.finditer(turn.text, start, end)), 0.0
        for at, likely in enumerate(self.begins[turn.text[start:end]], 1):
            before, offset = found[at - 1].group(), found[at].start()
            worth = _ENOUGH + likely + _COMMA * (before[-1] in _COMMAS) + self._pause(turn, offset)
            if self._enders:
                worth += _ENDER * before.rstrip(_MARKS).endswith(self._enders)
            if worth > 0:
                yield _Place(offset, at, worth, passed)
                passed += _doubt(worth)

    def _unspaced_places(self, turn: Turn, start: int, end: int) -> Iterator[_Place]:
        words, last = 0.0, start
        for found in self._unspaced.finditer(turn.text, start + 1, end):
            at = found.start()
            if cuts_word(turn.text, at, self._wholes):
                continue
            words, last = words + length(turn.text[last:at]), at
            before, after = turn.text[max(start, at - _LOOKED_AT) : at], turn.text[at : min(end, at + _LOOKED_AT)]
            said = before.rstrip()
            worth = _COMMA * (said[-1:] in _COMMAS) + _CUE * before.endswith(" ")
            worth += _ENDER * (said.endswith(self._enders) and not after.lstrip().startswith(self._tied))
            worth += _OPENER * any(after.startswith(lead) for lead in self._leads) + self._pause(turn, at)
            if worth > 0:
                yield _Place(at, words, worth)

    def _pause(self, turn: Turn, offset: int) -> float:
        return self._cue + self._pauses[turn.cue(offset)] if turn.begins(offset) else 0.0


_SPACED = re.compile(r"\S+")
_MARKS = ",;:、،；：-–—\"'”’"
_COMMAS = frozenset(",;:，、；：،؛")


def _places(enders: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of the places where a sentence may begin in a script without spaces."""
    return re.compile("|".join([r"(?<=\s)\S", *(f"(?<={re.escape(ender)})." for ender in enders)]))


def _sure(one: _Place, other: _Place) -> float:
    """Return how sure it is that a sentence lasts from one place to another: both begin one, and none between does."""
    inside = other.passed - one.passed - _doubt(one.worth) * (one.worth < _SURE)
    return math.exp(-_doubt(2 * _ENOUGH - one.worth) - _doubt(2 * _ENOUGH - other.worth) - _PASSED * max(0.0, inside))


def _doubt(worth: float) -> float:
    """Return how much it takes from being sure that no sentence begins in a place, as a logarithm."""
    return math.log1p(math.exp(worth - _ENOUGH))


def _pauses(cues: Sequence[Cue]) -> list[float]:
    """Return for each cue what it tells of an end that nobody spoke before it, in log-odds.

    The durations of automatic captions overlap; there only a cue that took far longer than its words need tells.
    """
    steps = [after.start - before.start for before, after in pairwise(cues)]
    gaps = [after.start - before.end for before, after in pairwise(cues)]
    if gaps and median(gaps) < -_OVERLAP:
        sizes = [max(1, length(cue.text)) for cue in cues[:-1]]
        pace = median(step / size for step, size in zip(steps, sizes, strict=True))
        gaps = [step - _SLOW * size * pace for step, size in zip(steps, sizes, strict=True)]
    return [0.0, *(_PAUSE + _LASTING * min(gap, _LONGEST_PAUSE) if gap >= _SHORTEST_PAUSE else 0.0 for gap in gaps)]


def _chosen(places: list[_Place]) -> list[_Place]:
    """Return the places at which to begin sentences so that the likeliest ones are taken and few are very long.

    The first place is among them, and the last.

    Dynamic programming: each place keeps the best way to end a sentence there.
    """
    words = [place.words for place in places]
    best, came, first = [0.0], [0], 0
    for at in range(1, len(places)):
        here = words[at]
        while first < at - 1 and here - words[first] > _FARTHEST:
            first += 1
        costs = [so_far + _cost(here - before) for so_far, before in zip(best[first:], words[first:at], strict=True)]
        cost = min(costs)
        best.append(cost - places[at].worth)
        came.append(first + costs.index(cost))
    chosen = [len(places) - 1]
    while chosen[-1]:
        chosen.append(came[chosen[-1]])
    return [places[at] for at in reversed(chosen)]


@lru_cache(maxsize=1 << 12)
def _cost(words: float) -> float:
    return _STRETCH * math.log(max(words, 0.5) / _USUAL) ** 2
