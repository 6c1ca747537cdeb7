"""Which summaries are on the same topic. It needs nothing of what finds topics out, which takes the stemmers."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from core.language.scripts import UNSPACED

Topic = Mapping[str, float]
"""Terms that a summary has far more often than speech in general, each with a weight; the squares add up to 1."""

NEAR = 0.15
"""How near (from 0 to 1) two topics are at least that count as the same.

Twice as near as any two of the open transcripts that are on different topics: rather none than a wrong one.
"""
SHARED = 3
"""How many words they share at least: a name that two talks have in common makes no topic."""
_OTHERS = 8
"""So many summaries without a term are thought to stand beside those that there are."""


def related(topic: Topic, others: Sequence[Topic]) -> list[int]:
    """Return which of the others are on a topic, by their positions, the nearest first.

    They are as near as the cosine of their weights says, to which a term adds the less the more of the others have it:
    where all is about one thing, it takes more than that thing.
    """
    usual = Counter(term for other in others for term in other)

    def near(other: Topic) -> float:
        shared = topic.keys() & other.keys()
        if _words(shared) < SHARED:
            return 0.0
        return sum(topic[term] * other[term] * (1 - (usual[term] - 1) / (len(others) + _OTHERS)) for term in shared)

    nearness = [near(other) for other in others]
    return sorted((at for at, how in enumerate(nearness) if how >= NEAR), key=lambda at: -nearness[at])


def _words(shared: Collection[str]) -> int:
    """Return of how many words the shared terms are; of an unspaced script, a word's pairs of characters overlap."""
    pairs = [term for term in shared if UNSPACED.match(term)]
    return len(shared) - sum(one[1:] == other[:1] for one in pairs for other in pairs)
