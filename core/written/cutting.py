"""Cutting a transcript evenly, where it is best cut: the best division of all, by dynamic programming."""

import math

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_LARGEST = 1.5
_PLACES = 12
_HALVINGS = 8


def best_cuts(sizes: Numbers, gains: Numbers, target: float, first: float) -> list[int]:
    """Return where the pieces begin, as indexes of places: the first is 0.

    The gains of all cuts are weighed against the squares of how far the pieces are from `target`. Each cut costs as
    much as it takes that there are about as many pieces as targets in the whole, and no more if that can be. None is
    larger than half as much again as `target`, if places allow.

    Args:
        sizes: running totals of tokens at each place where a cut may be, and at the end.
        gains: how good a cut is at each place.
        target: tokens of a piece.
        first: tokens of the first piece at the most.
    """
    places = _best_places(sizes, gains, target)
    some_sizes, some_gains = np.append(sizes[places], sizes[-1]), gains[places]
    whole = float(sizes[-1] - sizes[0])
    most = max(1, round(whole / target), math.ceil(1 + (whole - first) / (_LARGEST * target)))
    low, high = float(gains.min()) - 1.0, float(gains.max()) + 1.0
    cuts = _divided(some_sizes, some_gains - high, target, first)
    for _ in range(_HALVINGS):
        cost = (low + high) / 2
        tried = _divided(some_sizes, some_gains - cost, target, first)
        if len(tried) > most:
            low = cost
        else:
            high, cuts = cost, tried
    return [int(places[cut]) for cut in cuts]


def _best_places(sizes: Numbers, gains: Numbers, target: float) -> NDArray[np.intp]:
    """Return the first place and the best of each twelfth of a piece: fine enough, and fast for hours of talk."""
    twelfths = ((sizes[:-1] - sizes[0]) * _PLACES // target).astype(int)
    by_gain = np.lexsort((-gains, twelfths))
    _, firsts = np.unique(twelfths[by_gain], return_index=True)
    return np.unique(np.append(0, by_gain[firsts]))


def _divided(sizes: Numbers, gains: Numbers, target: float, first: float) -> list[int]:
    """Return where the pieces of the division begin whose gains less its unevenness are most."""
    count = len(gains)
    gains = np.append(gains, 0.0)
    best, origin = np.zeros(count + 1), np.zeros(count + 1, dtype=int)
    for end in range(1, count + 1):
        begins = np.arange(_earliest(sizes, end, target, first), end)
        unevenness = ((sizes[end] - sizes[begins]) / target - 1.0) ** 2
        totals = best[begins] - unevenness + gains[end]
        chosen = int(np.argmax(totals))
        best[end], origin[end] = totals[chosen], begins[chosen]
    cuts = [count]
    while cuts[-1] > 0:
        cuts.append(int(origin[cuts[-1]]))
    return cuts[:0:-1]


def _earliest(sizes: Numbers, end: int, target: float, first: float) -> int:
    """Return the first place at which a piece that ends at `end` may begin; the place before, if none may."""
    begin = int(np.searchsorted(sizes, sizes[end] - _LARGEST * target))
    if begin == 0 and sizes[end] - sizes[0] > first:
        begin = 1
    return min(begin, end - 1)
