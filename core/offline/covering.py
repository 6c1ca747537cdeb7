"""Choosing the few sentences that cover most of a whole video."""

import math
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from core.language.lists import lists
from core.language.measure import length
from core.language.words import terms
from core.offline.material import Material
from core.offline.stretch import Stretch

_WORDS = 50
_MOST_WORDS = 65
_MOST = 4
_SHORTEST = 12
THEME = 5.0
"""How much more a term counts that is a theme of the whole video."""
# How much a term counts by its uses and by saying little; how much less a sentence for each that was chosen from its
# stretch before.
_USES, _VAGUE, _NEAR = 0.5, 0.2, 0.5


def covering(material: Material, stretches: Sequence[Stretch], themes: Collection[str]) -> list[int]:
    """Return the positions of sentences that together say most of what is said often, in order.

    Greedy maximisation of the weight of terms covered for the words it takes (Lin and Bilmes 2011); each sentence
    from a stretch makes the next one from it count for less.

    Args:
        material: of the transcript.
        stretches: all of the video in order.
        themes: the terms of its themes.
    """
    near = {at: number for number, stretch in enumerate(stretches) for at in stretch.telling}
    values = {at: _value(material, at) for at in near}
    weights = _weighed(material, themes)
    said = {at: set(material.reading.terms[at]) for at in near}
    picked: list[int] = []
    covered, used, words = set[str](), Counter[int](), 0
    while words < _WORDS and len(picked) < _MOST:
        gains = {
            at: value * sum(weights[term] for term in said[at] - covered) * _NEAR ** used[near[at]]
            for at, value in values.items()
        }
        room = _MOST_WORDS - words if picked else math.inf
        ranked = sorted(gains, key=gains.__getitem__, reverse=True)
        best = next((at for at in ranked if 0 < length(material.worth.shown(at)) <= room), None)
        if best is None:
            break
        del values[best]
        picked.append(best)
        covered |= said[best]
        used[near[best]] += 1
        words += length(material.worth.shown(best))
    return sorted(picked)


def _weighed(material: Material, themes: Collection[str]) -> dict[str, float]:
    """Return how much each term tells of the whole video: most where it is a theme, little where it is vague."""
    factors = dict.fromkeys(_vague(material.reading.language), _VAGUE) | dict.fromkeys(themes, THEME)
    return {
        term: math.pow(uses, _USES) * factors.get(term, 1.0) if uses > 1 else 0.0
        for term, uses in material.reading.uses.items()
    }


def _value(material: Material, at: int) -> float:
    size = material.reading.lengths[at]
    short = size / _SHORTEST if size < _SHORTEST else 1.0
    return material.worth.of(at) * short / math.sqrt(max(size, 1))


@lru_cache(maxsize=64)
def _vague(language: str) -> frozenset[str]:
    return frozenset(term for word in lists(language).vague for term in terms(word, language))
