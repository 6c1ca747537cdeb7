"""Section summaries: the sentences that say most of what is said there, in their order."""

import math
from collections.abc import Iterable

from core.language.measure import clipped, length
from core.language.shown import joined
from core.offline.stretch import Stretch
from core.offline.worth import Worth

_MOST_WORDS = 90
_ENOUGH_WORDS = 45
_FEWEST, _MOST = 2, 4
# How much a term counts that the summary has already, how much an early sentence more, and one that leans on the
# sentence before it where that was chosen, and where not.
_AGAIN = 0.1
_EARLY = 0.25
_GOING_ON, _LEANING = 1.3, 0.65


def chosen(stretch: Stretch, worth: Worth) -> list[int]:
    """Return the positions of the sentences that a stretch's summary is made of, in order.

    Greedy maximisation of the weight of the terms covered for the words it takes (Lin and Bilmes 2011), where what
    stands alone counts for more.

    Args:
        stretch: what to summarise.
        worth: of the transcript's sentences.
    """
    picked: list[int] = []
    covered: set[str] = set()
    words = 0
    left = list(stretch.telling)
    while left and len(picked) < _MOST and (words < _ENOUGH_WORDS or len(picked) < _FEWEST):
        best = max(left, key=lambda at: _gain(stretch, worth, at, picked, covered))
        left.remove(best)
        size = length(stretch.reading.sentences[best].text)
        new = not covered.issuperset(stretch.reading.terms[best]) and words + size <= _MOST_WORDS
        if worth.shown(best) and (new or not picked):
            picked.append(best)
            covered.update(stretch.reading.terms[best])
            words += size
    return sorted(picked)


def summary(picked: Iterable[int], worth: Worth, language: str) -> str:
    """Return chosen sentences as a paragraph; "" where there are none.

    Args:
        picked: positions of sentences, in order.
        worth: of the transcript's sentences.
        language: BCP 47.
    """
    return joined((clipped(worth.shown(at), _MOST_WORDS) for at in picked), language)


def _gain(stretch: Stretch, worth: Worth, at: int, picked: list[int], covered: set[str]) -> float:
    terms = set(stretch.reading.terms[at])
    weight = sum(stretch.weights.get(term, 0.0) * (_AGAIN if term in covered else 1.0) for term in terms)
    size = length(stretch.reading.sentences[at].text)
    place = (at - stretch.sentences.start) / len(stretch.sentences)
    gain = weight / math.sqrt(max(size, 1)) * worth.of(at) * (1 + _EARLY * (1 - place))
    if not worth.dangles(at):
        return gain
    return gain * (_GOING_ON if at - 1 in picked else _LEANING)
