"""A stretch of a video: what is said there and hardly elsewhere."""

import math
from collections import Counter

from core.offline.reading import Reading
from core.offline.worth import Worth

# How much more a term counts whose uses lie in this stretch, and how much more what the stretch begins with.
_OWN = 0.4
_HEAD = 0.25
_EARLY = 0.7


class Stretch:
    """The sentences that begin in a run of cues, and how much each of their terms tells of it.

    Attributes:
        reading: of the whole transcript.
        first: position of the first cue.
        last: position of the last cue.
        sentences: positions of its sentences in the reading.
        telling: those of them that aren't beside the matter, or all where nothing else is.
        weights: of each term.
    """

    def __init__(self, reading: Reading, worth: Worth, first: int, last: int) -> None:
        """Weigh what is said in the cues from `first` to `last`, both inside."""
        self.reading, self.first, self.last = reading, first, last
        self.sentences = reading.between(first, last)
        self.telling = [at for at in self.sentences if at not in worth.beside] or list(self.sentences)
        self.weights = self._weighed()

    def _weighed(self) -> dict[str, float]:
        said = [self.reading.terms[at] for at in self.telling]
        head = Counter(term for terms in said[: max(1, round(len(said) * _HEAD))] for term in terms)
        here = Counter(term for terms in said for term in terms)
        return {
            term: (math.log1p(count) + _EARLY * math.log1p(head[term])) * (count / self.reading.uses[term]) ** _OWN
            for term, count in here.items()
        }
