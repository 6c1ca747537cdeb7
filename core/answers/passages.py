"""Which passages are cited, and how many."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.answers.matching import find
from core.answers.question import Term
from core.answers.ranking import Passage, Ranker, rarity
from core.answers.vectors import Floats


@dataclass(frozen=True, slots=True)
class Reach:
    """How many passages are wanted: `most` at the most, none that is worth less than `least` of the best one's worth.

    `on` is how many are wanted of those that come one after another, where a question asks what came next.
    """

    most: int
    least: float
    on: int


CITED = Reach(3, 0.6, 1)
"""For readers."""
READ = Reach(14, 0.15, 4)
"""For a model, which finds the answer in them."""

_SURE = 0.5
_BESIDE, _BESIDE_SECONDS = 0.9, 60.0


def chosen(ranker: Ranker, scores: Floats, wanted: Sequence[Term], reach: Reach) -> list[Passage]:
    """Return the passages that are wanted, best first.

    Where the best one says at least half of what is asked about, those that are clearly worse are left out; where it
    doesn't, nobody can be sure of it, and there are as many as there may be.
    """
    best = ranker.best(scores, 1)
    if not best:
        return []
    sure = _covered(ranker, best[0], wanted) >= _SURE
    least = reach.least * scores[best[0]] if sure else 0.0
    firsts: list[int] = []
    left = scores.copy()
    while len(firsts) < reach.most and left.max() > 0 and left.max() >= least:
        firsts.append(int(left.argmax()))
        left = _without(ranker, left, firsts[-1])
    return [ranker.passage(at) for at in firsts]


def _without(ranker: Ranker, scores: Floats, taken: int) -> Floats:
    """Return the scores without the passages that overlap the one taken; those beside it count a little less."""
    near = min(_BESIDE_SECONDS, ranker.index.duration / 8)
    starts, ends = ranker.index.starts, ranker.index.ends[ranker.passages.hi - 1]
    beside = (starts < ends[taken] + near) & (ends > starts[taken] - near)
    left: Floats = np.where(ranker.overlapping(taken), 0.0, np.where(beside, scores * _BESIDE, scores))
    return left


def _covered(ranker: Ranker, at: int, wanted: Sequence[Term]) -> float:
    """Return how much of what is asked about a passage says, rare words counting more."""
    end = int(ranker.passages.hi[at])
    said = total = 0.0
    for term in wanted:
        quality, postings = find(ranker.index, term.term, term.word)
        total += rarity(term.share)
        said += rarity(term.share) * quality * any(at <= sentence < end for sentence in postings)
    return said / total if total else 0.0
