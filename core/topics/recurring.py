"""Where else in the video a section's topic is taken up, by the words alone."""

from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.language.lists import lists
from core.language.words import terms
from core.model import Transcript
from core.topics.timeline import Floats, Positions, timeline

_Marks: TypeAlias = NDArray[np.bool_]

MOST = 3
"""How many moments are named at most."""

# As shares of a section's usual length: what is looked at together elsewhere, in steps of half of it; how long the
# topic rests at least, before it is taken up again.
_WINDOW, _REST = 0.5, 1.0
_TERMS = 40  # of a section, the most telling ones
_TOGETHER = 0.6  # Terms that stand in the same captions so often are one piece of evidence, not two.
# How much has to speak for it: by one term, by how many terms, by all of them (see `_surprise`). Set so that of
# sections of one talk hardly any is found again in another talk.
_BY_ONE, _FEWEST, _BY_ALL = 4.0, 3, 24.0


class Recurring:
    """The words of a transcript and when they are said; built once, asked for each section."""

    def __init__(self, transcript: Transcript) -> None:
        """Read a transcript; it takes about a second for ten hours."""
        line = timeline(transcript)
        vague = frozenset(terms(" ".join(sorted(lists(transcript.language).vague)), transcript.language))
        said = [[one for one in terms(cue.text, transcript.language) if one not in vague] for cue in transcript.cues]
        numbers: dict[str, int] = {}
        self._terms = np.array([numbers.setdefault(term, len(numbers)) for term in chain(*said)], dtype=np.intp)
        self._cues = np.repeat(np.arange(len(said)), [len(one) for one in said])
        self._counts = np.bincount(self._terms, minlength=1)
        self._order = np.argsort(self._terms, kind="stable")
        self._begins = np.concatenate([[0], self._counts.cumsum()])
        self._starts = line.starts
        self._blocks = line.cut(_WINDOW / 2 * line.length)
        self._sizes = np.bincount(self._blocks[self._cues], minlength=int(self._blocks[-1]) + 1).astype(float)

    def of(self, first: int, last: int) -> tuple[float, ...]:
        """Return when the topic of a section is taken up elsewhere: at most three starts of cues, ascending.

        It is where several words that are said in the section far more often than elsewhere are said far more often
        again, after the topic has rested for as long as a section usually lasts, or before it rests so long.

        Args:
            first: position of the section's first cue.
            last: position of its last cue.
        """
        telling = self._telling(first, last)
        if len(telling) < _FEWEST or len(self._sizes) < 2:  # noqa: PLR2004 - a window is two blocks
            return ()
        uses = [uses[(uses < first) | (uses > last)] for uses, _ in telling]
        surprises = self._elsewhere(uses, first, last)
        shared = np.minimum(surprises, np.array([surprise for _, surprise in telling])[:, None])
        shared[shared < _BY_ONE] = 0.0
        total = shared.sum(axis=0)
        returned = self._rested(total >= _BY_ALL / 2, first, last) & ((shared > 0).sum(axis=0) >= _FEWEST)
        scores = np.where(returned, total, 0.0)
        return tuple(sorted(self._moments(scores, shared, uses)))

    def _telling(self, first: int, last: int) -> list[tuple[Positions, float]]:
        """The cues that use each of a section's most telling terms, and how surprising its uses in the section are."""
        begin, end = np.searchsorted(self._cues, [first, last + 1])
        here = np.bincount(self._terms[begin:end], minlength=len(self._counts))
        found = np.flatnonzero((here > 1) & (here < self._counts))
        share = (end - begin) / max(1, len(self._terms))
        surprise = _surprise(here[found].astype(float), self._counts[found] * share)
        best = [at for at in np.argsort(-surprise, kind="stable")[:_TERMS] if surprise[at] >= _BY_ONE]
        kept: list[tuple[Positions, float]] = []
        using = np.zeros((_TERMS, len(self._starts)), dtype=bool)  # of each that is kept, the cues
        for at in best:
            uses = self._uses(int(found[at]))
            if (using[: len(kept), uses].mean(axis=1) < _TOGETHER).all():
                using[len(kept), uses] = True
                kept.append((uses, float(surprise[at])))
        return kept

    def _uses(self, term: int) -> Positions:
        uses: Positions = self._cues[self._order[self._begins[term] : self._begins[term + 1]]]
        return uses

    def _elsewhere(self, uses: list[Positions], first: int, last: int) -> Floats:
        """How surprising the uses of each term are in each window that begins with a block, the section left out."""
        blocks = len(self._sizes)
        counts = np.array([np.bincount(self._blocks[used], minlength=blocks) for used in uses], dtype=float)
        begin, end = np.searchsorted(self._cues, [first, last + 1])
        sizes: Floats = self._sizes - np.bincount(self._blocks[self._cues[begin:end]], minlength=blocks)
        expected = counts.sum(axis=1)[:, None] * (_pairs(sizes) / max(1.0, sizes.sum()))
        return _surprise(_pairs(counts), expected)

    def _rested(self, loud: _Marks, first: int, last: int) -> _Marks:
        """For each window whether the topic rests for a section's usual length between it and the section."""
        rest = round(2 * _REST / _WINDOW)
        rested = np.zeros(len(loud), dtype=bool)
        for windows in (range(int(self._blocks[last]), len(loud)), range(int(self._blocks[first]) - 1, -1, -1)):
            quiet = 0
            for at in windows:
                rested[at] = quiet >= rest
                quiet = quiet + 1 if quiet >= rest or not loud[at] else 0
        return rested

    def _moments(self, scores: Floats, shared: Floats, uses: list[Positions]) -> Iterator[float]:
        """Yield the best moments, a section's usual length apart; each begins with one of the terms that are shared."""
        apart = round(2 / _WINDOW)
        for _ in range(MOST):
            best = int(scores.argmax())
            if scores[best] < _BY_ALL:
                return
            used = np.concatenate([used for used, by in zip(uses, shared[:, best], strict=True) if by])
            inside = used[(self._blocks[used] == best) | (self._blocks[used] == best + 1)]
            yield float(self._starts[inside.min()])
            scores[max(0, best - apart) : best + apart + 1] = 0.0


def _pairs(blocks: Floats) -> Floats:
    """The sums of each block and the next."""
    pairs: Floats = blocks[..., :-1] + blocks[..., 1:]
    return pairs


def _surprise(counts: Floats, expected: Floats) -> Floats:
    """How much more often something comes than expected: the log-likelihood ratio of Dunning 1993; else 0.

    Its source is "Accurate methods for the statistics of surprise and coincidence", for rare events.
    """
    more = (counts > expected) & (expected > 0)
    ratio = np.divide(counts, expected, out=np.ones_like(counts), where=more)
    surprise: Floats = np.where(more, 2 * (counts * np.log(ratio) - (counts - expected)), 0.0)
    return surprise
