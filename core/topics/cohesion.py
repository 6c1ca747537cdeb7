"""How little ties what is said before a moment to what is said after it, by the words alone."""

from collections.abc import Sequence
from itertools import product

import numpy as np

from core.topics.timeline import Floats, Positions, Timeline, standard
from core.topics.words import Uses, uses

# As shares of a section's usual length: how far apart two uses of a term may be to tie what lies between them;
_REACHES = (0.25, 0.75)
# the blocks that are compared, and how many of them on either side.
_BLOCK, _BLOCKS = 0.125, 4


def shift_of_words(terms: Sequence[Sequence[str]], line: Timeline) -> Floats:
    """Return for each cue how much the words change there, standardised over the video.

    Args:
        terms: what each cue's text is counted by.
        line: the cues' times.
    """
    used = uses(terms, line)
    votes = [-_ties(used, reach * line.length, line) for reach in _REACHES]
    votes.append(_unlikeness(used, line))
    return standard(np.mean([standard(vote) for vote in votes], axis=0))


def _ties(used: Uses, reach: float, line: Timeline) -> Floats:
    """The weight of the terms used before and again after each cue, as a root, so that one great topic is not all.

    These are the lexical chains of Galley et al. 2003, "Discourse segmentation of multi-party conversation", cut
    where a term rests for longer than `reach` seconds.
    """
    first, then = used.cues[:-1], used.cues[1:]
    tied = (used.terms[1:] == used.terms[:-1]) & (then > first) & (line.starts[then] - line.starts[first] < reach)
    weights, size = used.weights[1:][tied], len(line.starts) + 1
    steps = np.bincount(first[tied] + 1, weights, size) - np.bincount(then[tied] + 1, weights, size)
    across: Floats = np.sqrt(steps.cumsum()[:-1].clip(0))
    return across


def _unlikeness(used: Uses, line: Timeline) -> Floats:
    """How unlike the blocks of text before and after each cue are, from 0 to 1; 0 for a video too short to tell.

    The cosine of TextTiling (Hearst 1997), over blocks of equal time whose counts are logarithmic and of unit length.
    """
    width = _BLOCK * line.length
    blocks = line.cut(width)
    count = int(blocks[-1]) + 1
    if count < 2 * _BLOCKS:
        return np.zeros(len(line.starts))
    products = _products(used, blocks, count)
    edges = np.arange(1, count)
    before, after = [edges - 1 - at for at in range(_BLOCKS)], [edges + at for at in range(_BLOCKS)]
    norms = np.sqrt(_summed(products, before, before) * _summed(products, after, after))
    unlike = 1 - _summed(products, before, after) / np.maximum(norms, np.finfo(float).tiny)
    at_cues: Floats = np.interp(line.starts, line.starts[0] + edges * width, unlike)
    return at_cues


def _products(used: Uses, blocks: Positions, count: int) -> Floats:
    """The inner products of each block with itself and with those after it, as far apart as blocks are compared.

    A row for each distance, a column for each block. Only what both blocks have is multiplied: a table of all terms in
    all blocks would be larger than the transcript by far.
    """
    reach = 2 * _BLOCKS
    keys, first, counts = np.unique(used.terms * count + blocks[used.cues], return_index=True, return_counts=True)
    terms, at = np.divmod(keys, count)
    values = np.log1p(counts) * used.weights[first]
    norms = np.sqrt(np.bincount(at, values * values, count))
    values = values / np.maximum(norms[at], np.finfo(float).tiny)
    products = np.zeros((reach, count))
    for step in range(min(reach, len(keys))):
        one, other = slice(None, len(keys) - step), slice(step, None)
        apart = at[other] - at[one]
        near = (terms[other] == terms[one]) & (apart < reach)
        np.add.at(products, (apart[near], at[one][near]), (values[one] * values[other])[near])
    return products


def _summed(products: Floats, ones: Sequence[Positions], others: Sequence[Positions]) -> Floats:
    """The sums of the products of some blocks with some others, by their positions; of none beyond the ends."""
    count = products.shape[1]
    total = np.zeros(len(ones[0]))
    for one, other in product(ones, others):
        inside = (np.minimum(one, other) >= 0) & (np.maximum(one, other) < count)
        total += np.where(inside, products[abs(other - one), np.minimum(one, other).clip(0, count - 1)], 0.0)
    return total
