"""The terms of a transcript: which cue uses which, and how much each says."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.topics.timeline import Floats, Positions, Timeline

# A stretch of the video as a share of a section's usual length: a term that is in all of them says nothing.
_STRETCH = 0.25


@dataclass(frozen=True, slots=True)
class Uses:
    """Every use of a term that is used more than once, ordered by term, then by time.

    Attributes:
        terms: which term it is, from 0 on.
        cues: the position of the cue that uses it.
        weights: what the term says: the logarithm of the share of stretches that it is in, reversed.
    """

    terms: Positions
    cues: Positions
    weights: Floats


def uses(terms: Sequence[Sequence[str]], line: Timeline) -> Uses:
    """Return the uses of terms.

    Args:
        terms: what each cue's text is counted by.
        line: the cues' times.
    """
    numbers: dict[str, int] = {}
    names = np.array([numbers.setdefault(term, len(numbers)) for cue in terms for term in cue], dtype=np.intp)
    cues = np.repeat(np.arange(len(terms)), [len(cue) for cue in terms])
    repeated = np.bincount(names) > 1
    kept = repeated[names]
    names, cues = (repeated.cumsum() - 1)[names[kept]], cues[kept]
    order = np.lexsort((cues, names))
    return Uses(names[order], cues[order], _weights(names, cues, line)[names[order]])


def _weights(names: Positions, cues: Positions, line: Timeline) -> Floats:
    stretches = line.cut(_STRETCH * line.length)
    count = int(stretches[-1]) + 1
    within = np.zeros((int(names.max(initial=-1)) + 1, count), dtype=bool)
    within[names, stretches[cues]] = True
    weights: Floats = np.log(count / within.sum(axis=1))
    return weights
