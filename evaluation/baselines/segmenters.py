"""Where sections begin: TextTiling, C99, a tree of splits, and sections of equal length."""

import math
from itertools import pairwise

import numpy as np

from core.model import Transcript
from evaluation.baselines.texts import Floats, runs, table, unit, usual_count, weighed


def texttiling(transcript: Transcript, count: int | None = None) -> list[int]:
    """Return the cues at which sections begin by TextTiling.

    Hearst 1997, "TextTiling: Segmenting Text into Multi-paragraph Subtopic Passages": blocks of 10 runs of 20 tokens
    are compared, the curve is smoothed, and valleys deeper than the mean less half a standard deviation are kept.
    Here a run is 10 terms, as half of what is said are stop words, which Hearst removes after counting. With a
    `count`, as many of the deepest valleys are kept.
    """
    bags, firsts = runs(transcript, 10)
    counts, width = table(bags), 10
    total = np.vstack([np.zeros(counts.shape[1]), counts.cumsum(axis=0)])
    gaps = np.arange(1, len(bags))
    before = total[gaps] - total[np.maximum(0, gaps - width)]
    after = total[np.minimum(len(bags), gaps + width)] - total[gaps]
    alike = _smoothed((unit(before) * unit(after)).sum(axis=1))
    depths = np.array([_rise(alike, at, -1) + _rise(alike, at, 1) for at in range(len(alike))])
    if not len(depths):
        return [0]
    least = 0.0 if count else depths.mean() - depths.std() / 2
    chosen: list[int] = []
    for at in np.argsort(-depths, kind="stable"):
        if depths[at] > max(0.0, least) and all(abs(at - other) > 3 for other in chosen):  # noqa: PLR2004 - Hearst's
            chosen.append(int(at))
    return sorted({0, *(firsts[gap + 1] for gap in (chosen[: count - 1] if count else chosen))})


def c99(transcript: Transcript, count: int | None = None) -> list[int]:
    """Return the cues at which sections begin by C99.

    Choi 2000, "Advances in domain independent linear text segmentation": the cosines of all pairs of runs are replaced
    by their ranks within 11 by 11 neighbours; the densest division is grown split by split, and cut where the gain
    falls by more than its mean and 1.2 standard deviations. A run is 20 terms, more in long videos (500 runs at most).
    With a `count`, as many sections are made.
    """
    size = max(20, math.ceil(sum(len(bag) for bag in runs(transcript, 1)[0]) / 500))
    bags, firsts = runs(transcript, size)
    vectors = unit(table(bags))
    ranks = _ranks(vectors @ vectors.T)
    total = np.pad(ranks.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    edges, densities = _grown(total, len(bags))
    if count:
        return sorted({0, *(firsts[edge] for edge in edges[: count - 1])})
    gains = np.diff(densities)
    if len(gains) < 2:  # noqa: PLR2004 - no deviation
        return [0]
    gains = np.convolve(np.pad(gains, 2, mode="edge"), [1 / 16, 4 / 16, 6 / 16, 4 / 16, 1 / 16], "valid")
    kept = int((gains > gains.mean() + 1.2 * gains.std()).sum())
    return sorted({0, *(firsts[edge] for edge in edges[:kept])})


def tree(transcript: Transcript) -> list[int]:
    """Return the cues at which sections begin by splitting the video again and again, as often as videos have sections.

    After Gklezakos et al. 2024, "TreeSeg: Hierarchical Topic Segmentation of Large Transcripts", which splits the part
    and place that lower the squared distances to the parts' means most; they embed, here TF-IDF of 40 terms stands in.
    """
    bags, firsts = runs(transcript, 40)
    vectors = unit(weighed(table(bags)))
    total = np.vstack([np.zeros(vectors.shape[1]), vectors.cumsum(axis=0)])
    parts, edges = [(0, len(bags))], set[int]()
    while len(edges) + 1 < usual_count(transcript):
        gain, at, part = max((*_split(total, first, end), (first, end)) for first, end in parts)
        if gain <= 0:
            break
        edges.add(at)
        parts.remove(part)
        parts += [(part[0], at), (at, part[1])]
    return sorted({0, *(firsts[edge] for edge in edges)})


def even(transcript: Transcript) -> list[int]:
    """Return the cues at which sections of equal length begin, as many as videos of that length usually have."""
    count = usual_count(transcript)
    starts = np.array([cue.start for cue in transcript.cues])
    wanted = [max(transcript.video.duration, transcript.end) * at / count for at in range(count)]
    return sorted({0, *(min(int(at), len(starts) - 1) for at in np.searchsorted(starts, wanted))})


def _smoothed(values: Floats) -> Floats:
    return np.convolve(np.pad(values, 1, mode="edge"), np.full(3, 1 / 3), "valid") if len(values) else values


def _rise(values: Floats, at: int, step: int) -> float:
    """How high the curve rises from a place in one direction before it falls again."""
    top = at
    while 0 <= top + step < len(values) and values[top + step] >= values[top]:
        top += step
    return float(values[top] - values[at])


def _ranks(alike: Floats) -> Floats:
    """For each value the share of its neighbours, five on each side, that are lower."""
    reach, size = 5, len(alike)
    padded = np.pad(alike, reach, constant_values=np.nan)
    lower, there = np.zeros_like(alike), np.zeros_like(alike)
    for down in range(2 * reach + 1):
        for right in range(2 * reach + 1):
            other = padded[down : down + size, right : right + size]
            lower += other < alike
            there += ~np.isnan(other)
    ranks: Floats = lower / np.maximum(1, there - 1)
    return ranks


def _grown(total: Floats, size: int) -> tuple[list[int], list[float]]:
    """The edges in the order in which they make the division densest, and its density after each."""

    def inside(first: int, end: int) -> float:
        return float(total[end, end] - total[first, end] - total[end, first] + total[first, first])

    bounds, edges, densities = [0, size], list[int](), [inside(0, size) / size**2]
    while len(bounds) <= min(size, 120):
        best, density = 0, -1.0
        weights = [(inside(a, b), (b - a) ** 2) for a, b in pairwise(bounds)]
        dense, area = sum(weight for weight, _ in weights), sum(square for _, square in weights)
        for (a, b), (weight, square) in zip(pairwise(bounds), weights, strict=True):
            for at in range(a + 1, b):
                more = dense - weight + inside(a, at) + inside(at, b)
                value = more / (area - square + (at - a) ** 2 + (b - at) ** 2)
                best, density = (at, value) if value > density else (best, density)
        if not best:
            break
        bounds = sorted([*bounds, best])
        edges.append(best)
        densities.append(density)
    return edges, densities


def _split(total: Floats, first: int, end: int) -> tuple[float, int]:
    """How much the best split of a part lowers the squared distances to the means, and where it is."""
    places = np.arange(first + 2, end - 1)
    if not len(places):
        return 0.0, first
    left, right = total[places] - total[first], total[end] - total[places]
    whole = total[end] - total[first]
    gains = (left**2).sum(axis=1) / (places - first) + (right**2).sum(axis=1) / (end - places)
    best = int(gains.argmax())
    return float(gains[best] - (whole**2).sum() / (end - first)), int(places[best])
