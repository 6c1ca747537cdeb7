"""Which passages are cited, and how many."""

from collections.abc import Sequence

import numpy as np

from core.answers.matching import find
from core.answers.question import Term
from core.answers.ranking import Ranker, rarity
from core.answers.vectors import Floats

Passage = tuple[int, int]
"""The positions of a passage's first and last sentence, both inside."""

MOST = 3
_CLEARLY_WORSE = 0.6
_SURE = 0.5
_BESIDE, _BESIDE_SECONDS = 0.9, 60.0


def cited(ranker: Ranker, scores: Floats, wanted: Sequence[Term], most: int = MOST) -> list[Passage]:
    """Return the passages to cite, best first.

    Where the best one says at least half of what is asked about, those that are clearly worse are left out; where it
    doesn't, nobody can be sure of it, and there are as many as there may be.
    """
    best = ranker.best(scores, 1)
    if not best:
        return []
    sure = _covered(ranker, best[0], wanted) >= _SURE
    least = _CLEARLY_WORSE * scores[best[0]] if sure else 0.0
    chosen: list[int] = []
    left = scores.copy()
    while len(chosen) < most and left.max() > 0 and left.max() >= least:
        chosen.append(int(left.argmax()))
        left = _without(ranker, left, chosen[-1])
    return [(at, int(ranker.passages.hi[at]) - 1) for at in chosen]


def _without(ranker: Ranker, scores: Floats, chosen: int) -> Floats:
    """Return the scores without the passages that overlap the chosen one; those beside it count a little less."""
    near = min(_BESIDE_SECONDS, ranker.index.duration / 8)
    starts, ends = ranker.index.starts, ranker.index.ends[ranker.passages.hi - 1]
    beside = (starts < ends[chosen] + near) & (ends > starts[chosen] - near)
    left: Floats = np.where(ranker.overlapping(chosen), 0.0, np.where(beside, scores * _BESIDE, scores))
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
