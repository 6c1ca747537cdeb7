"""Which passages of a transcript a question is likely to be answered in."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import log, log10
from operator import itemgetter

import numpy as np

from core.answers.index import Index
from core.answers.lexicon import lexicon
from core.answers.matching import find
from core.answers.question import Term
from core.answers.vectors import Bools, Floats

LONGEST, SHORTEST, SHARE = 40.0, 15.0, 0.1
"""A passage lasts a tenth of the video, but no less than 15 and no more than 40 seconds, or one sentence."""

Passage = tuple[int, int]
"""The positions of a passage's first and last sentence, both inside."""

_K1, _B = 1.6, 0.5
_AS_SAID = 0.5
_EXPANSION, _FEEDBACK, _NEW_TERMS, _LOOKED_AT = 0.5, 5, 8, 400


@dataclass(frozen=True, slots=True)
class Weighted:
    """Something to look for: its weight, and how often it is said before each sentence."""

    weight: float
    counts: Floats


def rarity(share: float) -> float:
    """Return from 0.1 to 1 how telling a word is that makes up `share` of all content words in general speech."""
    return min(1.0, max(0.1, -log10(share + 1e-6) / 5 - 0.2))


class Ranker:
    """Scores the passages of a transcript by BM25 (Robertson & Zaragoza 2009), each whole and by its first quarter.

    So of passages that hold the same words, the one that begins with them comes first.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        length = min(LONGEST, max(SHORTEST, index.duration * SHARE))
        self.passages = index.ahead(length)
        self._lengths = (index.ahead(length / 4), self.passages)

    def scores(self, wanted: Sequence[tuple[Term, float]], prior: Floats) -> Floats:
        """Return how well each passage fits the terms, each with its weight; 0 where nothing of it is said.

        Args:
            wanted: what to look for.
            prior: how much more than another each passage counts for other reasons, 1 where there are none.
        """
        sought = [one for term, weight in wanted for one in self._sought(term, weight)]
        scores = prior * self._bm25(sought)
        marks = self._marks(scores, {term.term for term, _ in wanted}, sum(one.weight for one in sought))
        found: Floats = scores + prior * self._bm25(marks)
        return found

    def best(self, scores: Floats, count: int) -> list[int]:
        """Return the sentences that the best passages begin with, best first, none with a sentence in common."""
        left = scores.copy()
        chosen: list[int] = []
        while len(chosen) < count and left.max() > 0:
            at = int(left.argmax())
            chosen.append(at)
            left[self.overlapping(at)] = 0.0
        return chosen

    def passage(self, at: int) -> Passage:
        """Return the passage that begins with sentence `at`."""
        return at, int(self.passages.hi[at]) - 1

    def overlapping(self, at: int) -> Bools:
        """Return for each passage whether it has a sentence in common with the one that begins with sentence `at`."""
        shared: Bools = (self.passages.lo < self.passages.hi[at]) & (self.passages.hi > self.passages.lo[at])
        return shared

    def _sought(self, term: Term, weight: float) -> Iterator[Weighted]:
        quality, postings = find(self.index, term.term, term.word)
        if not quality:
            return
        yield self._weighted(postings, weight * quality * rarity(term.share) ** 0.5)
        as_said = self.index.words.get(term.word, {})
        if quality == 1.0 and 0 < len(as_said) < len(postings):
            yield self._weighted(as_said, weight * _AS_SAID * rarity(term.share) ** 0.5)

    def _weighted(self, postings: Mapping[int, float], weight: float) -> Weighted:
        """Return a term with its weight times its inverse passage frequency."""
        counts = self.index.counts(postings)
        having = int((counts[self.passages.hi] > counts[self.passages.lo]).sum())
        return Weighted(weight * log(1 + (len(self.index) - having + 0.5) / (having + 0.5)), counts)

    def _bm25(self, sought: Sequence[Weighted]) -> Floats:
        scores = np.zeros(len(self.index))
        for windows in self._lengths:
            lengths = self.index.lengths(windows)
            norms = _K1 * (1 - _B + _B * lengths / max(1.0, lengths.mean()))
            for one in sought:
                said = one.counts[windows.hi] - one.counts[windows.lo]
                scores += one.weight * said * (_K1 + 1) / (said + norms)
        return scores

    def _marks(self, scores: Floats, asked: Collection[str], total: float) -> list[Weighted]:
        """Return the terms that mark the best passages, as further things to look for (relevance feedback, RM3)."""
        top = self.best(scores, _FEEDBACK)
        found: dict[str, float] = defaultdict(float)
        for at in top:
            bag = Counter[str]()
            for said in self.index.bags[at : self.passages.hi[at]]:
                bag.update(said)
            for term, count in bag.items():
                if term not in asked:
                    found[term] += float(scores[at] / scores[top].sum()) * count / (count + 1)
        common = lexicon(self.index.language).common
        marks = [
            self._weighted(self.index.terms[term], weight * rarity(common.get(term, 0.0)) ** 0.5)
            for term, weight in nlargest(_LOOKED_AT, found.items(), key=itemgetter(1))
        ]
        chosen = nlargest(_NEW_TERMS, marks, key=lambda mark: mark.weight)
        most = sum(mark.weight for mark in chosen)
        return [Weighted(_EXPANSION * total * mark.weight / most, mark.counts) for mark in chosen]
