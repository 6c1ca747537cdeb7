"""Section summaries: the sentences that say most of what is said there, in their order."""

import math
from collections.abc import Iterable

from core.language.measure import clipped
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
    said = stretch.reading
    gains = {at: _gain(stretch, worth, at, picked, covered) for at in stretch.telling}
    while len(picked) < _MOST and (words < _ENOUGH_WORDS or len(picked) < _FEWEST):
        ranked = sorted(gains, key=gains.__getitem__, reverse=True)
        best = next((at for at in ranked if worth.shown(at)), None)
        if best is None:
            break
        picked.append(best)
        covered.update(said.terms[best])
        words += said.lengths[best]
        # What says nothing new now, or has no room, never will: nothing is looked at more than once for each pick.
        left = (at for at in gains if at != best and words + said.lengths[at] <= _MOST_WORDS)
        new = [at for at in left if not covered.issuperset(said.terms[at])]
        changed = {at for at in new if at - 1 == best or not covered.isdisjoint(said.terms[at])}
        gains = {at: _gain(stretch, worth, at, picked, covered) if at in changed else gains[at] for at in new}
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
    size = stretch.reading.lengths[at]
    place = (at - stretch.sentences.start) / len(stretch.sentences)
    gain = weight / math.sqrt(max(size, 1)) * worth.of(at) * (1 + _EARLY * (1 - place))
    if not worth.dangles(at):
        return gain
    return gain * (_GOING_ON if at - 1 in picked else _LEANING)
