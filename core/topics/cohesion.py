"""How little ties what is said before a moment to what is said after it, by the words alone."""

from collections.abc import Sequence

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
    table = _table(used, line.cut(width))
    count = len(table)
    if count < 2 * _BLOCKS:
        return np.zeros(len(line.starts))
    total = np.vstack([np.zeros(table.shape[1]), table.cumsum(axis=0)])
    edges = np.arange(1, count)
    before = total[edges] - total[(edges - _BLOCKS).clip(0)]
    after = total[(edges + _BLOCKS).clip(max=count)] - total[edges]
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    unlike = 1 - (before * after).sum(axis=1) / np.maximum(norms, np.finfo(float).tiny)
    at_cues: Floats = np.interp(line.starts, line.starts[0] + edges * width, unlike)
    return at_cues


def _table(used: Uses, blocks: Positions) -> Floats:
    """The weight of each term in each block."""
    size = int(blocks[-1]) + 1, int(used.terms.max(initial=0)) + 1
    weights = np.zeros(size[1])
    weights[used.terms] = used.weights
    counts = np.bincount(blocks[used.cues] * size[1] + used.terms, minlength=size[0] * size[1]).reshape(size)
    table: Floats = np.log1p(counts) * weights
    table /= np.maximum(np.linalg.norm(table, axis=1, keepdims=True), np.finfo(float).tiny)
    return table
