"""A stretch of a video: what is said there and hardly elsewhere."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from core.offline.reading import Reading
from core.offline.worth import Worth

# So many sentences are looked at of a stretch: no ordinary one has more, and a summary has room for a few.
_MOST = 5000
# How much more a term counts whose uses lie in this stretch, and how much more what the stretch begins with.
_OWN = 0.4
_HEAD = 0.25
_EARLY = 0.7
# What a stretch is about comes up all through it: into how many parts it is cut, and how much it counts to be in many.
_PARTS = 4
_SPREAD = 0.5


class Stretch:
    """The sentences that begin in a run of cues, and how much each of their terms tells of it.

    Attributes:
        reading: of the whole transcript.
        first: position of the first cue.
        last: position of the last cue.
        sentences: positions of its sentences in the reading.
        considered: those of them that are looked at: all, or as many at even distances as are looked at at most.
        telling: those of these that aren't beside the matter, or all where nothing else is.
        weights: of each term.
        uses: how often each term is said in what is telling.
        announced: which of the telling sentences, counted from 0, say that a topic begins, or come after one.
    """

    def __init__(self, reading: Reading, worth: Worth, first: int, last: int, parts: int = _PARTS) -> None:
        """Weigh what is said in the cues from `first` to `last`, both inside, in so many parts."""
        self.reading, self.first, self.last = reading, first, last
        self.sentences = reading.between(first, last)
        self.considered = self.sentences[:: -(-len(self.sentences) // _MOST) or 1]
        self.telling = [at for at in self.considered if at not in worth.beside] or list(self.considered)
        announcing = {number for number, at in enumerate(self.telling) if at in reading.announcing}
        self.announced = announcing | {number + 1 for number in announcing}
        self.uses = Counter(term for at in self.telling for term in reading.terms[at])
        self.weights = self._weighed(parts)

    def _weighed(self, parts: int) -> dict[str, float]:
        said = [self.reading.terms[at] for at in self.telling]
        head = Counter(term for terms in said[: max(1, round(len(said) * _HEAD))] for term in terms)
        spread = Counter(term for part in _cut(said, parts) for term in set(chain.from_iterable(part)))
        return {
            term: (math.log1p(count) + _EARLY * math.log1p(head[term]))
            * (count / self.reading.uses[term]) ** _OWN
            * spread[term] ** _SPREAD
            for term, count in self.uses.items()
        }


def _cut(said: Sequence[list[str]], parts: int) -> Iterator[Sequence[list[str]]]:
    """Yield what is said in so many parts of about as many sentences."""
    edges = [len(said) * part // parts for part in range(parts + 1)]
    yield from (said[start:stop] for start, stop in pairwise(edges))
