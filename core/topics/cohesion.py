"""How little ties what is said before a moment to what is said after it, by the words alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.topics.timeline import Flags, Floats, Positions, Timeline, standard

# All as shares of a section's usual length: how far apart two uses of a word may be to tie what lies between them,
_REACHES = (0.25, 0.5, 0.75)
# the stretches in which a word that is in all of them ties nothing,
_STRETCH = 0.25
# from when on a word counts as new or given up, when as in use, and how far around a moment such words are counted.
_AWAY, _IN_USE, _AROUND = 1.0, 0.5, 0.35


@dataclass(frozen=True, slots=True)
class Uses:
    """Each use of a term: the cue, the term's weight, and the seconds since its last and until its next use."""

    cues: Positions
    weights: Floats
    since: Floats
    until: Floats
    previous: Positions


def shift_of_words(terms: Sequence[Sequence[str]], line: Timeline) -> Floats:
    """Return for each cue how much the words change there, standardised over the video.

    The mean of four votes. Three count the lexical chains that reach across the cue, over short, middle and long
    gaps (Galley et al. 2003, "Discourse segmentation of multi-party conversation"); the fourth counts the terms
    taken up soon after it and those given up shortly before it (vocabulary introduction, Hearst 1997, "TextTiling").

    Args:
        terms: what each cue's text is counted by.
        line: the cues' times.
    """
    uses = _uses(terms, line)
    votes = [-_ties(uses, reach * line.length, len(terms)) for reach in _REACHES]
    votes.append(_turnover(uses, line))
    return standard(np.mean([standard(vote) for vote in votes], axis=0))


def _uses(terms: Sequence[Sequence[str]], line: Timeline) -> Uses:
    """The uses ordered by term, then by time."""
    numbers: dict[str, int] = {}
    names = np.array([numbers.setdefault(term, len(numbers)) for cue in terms for term in cue], dtype=np.intp)
    cues = np.repeat(np.arange(len(terms)), [len(cue) for cue in terms])
    order = np.lexsort((cues, names))
    names, cues = names[order], cues[order]
    same, at = names[1:] == names[:-1], line.starts[cues]
    gaps = np.where(same, np.diff(at), np.inf)
    return Uses(
        cues,
        _weights(names, cues, line)[names],
        np.append(np.inf, gaps)[: len(cues)],
        np.append(gaps, np.inf)[: len(cues)],
        np.append(0, cues[:-1])[: len(cues)],
    )


def _weights(names: Positions, cues: Positions, line: Timeline) -> Floats:
    """The weight of each term: the fewer stretches of the video it is in, the more; nothing for one used once."""
    stretches = ((line.starts - line.starts[0]) / (_STRETCH * line.length)).astype(np.intp)
    count = int(stretches[-1]) + 1
    within = np.unique(names * count + stretches[cues]) // count
    uses = np.bincount(names)
    rarity = np.log(count / np.bincount(within, minlength=len(uses)).clip(1))
    weights: Floats = np.where(uses > 1, rarity, 0.0)
    return weights


def _ties(uses: Uses, reach: float, count: int) -> Floats:
    """The weight of the chains across each cue, as a root, so that much talk of one thing is not all."""
    near = (uses.since < reach) & (uses.previous < uses.cues)
    opened = np.bincount(uses.previous[near] + 1, uses.weights[near], count + 1)
    closed = np.bincount(uses.cues[near] + 1, uses.weights[near], count + 1)
    across: Floats = np.sqrt((opened - closed).cumsum()[:count].clip(0))
    return across


def _turnover(uses: Uses, line: Timeline) -> Floats:
    """Terms taken up after each cue more than before it, and given up before it more than after it."""
    away, in_use = _AWAY * line.length, _IN_USE * line.length
    taken = _balance(uses, (uses.since > away) & (uses.until < in_use), line)
    given = _balance(uses, (uses.until > away) & (uses.since < in_use), line)
    return standard(taken) - standard(given)


def _balance(uses: Uses, chosen: Flags, line: Timeline) -> Floats:
    """The weight of the chosen uses in a stretch after each cue less that in a stretch before it, as roots."""
    per_cue = np.bincount(uses.cues[chosen], uses.weights[chosen], len(line.starts))
    total = np.append(0.0, per_cue.cumsum())
    here = np.arange(len(line.starts))
    before, after = line.around(_AROUND * line.length)
    difference: Floats = np.sqrt(total[after] - total[here]) - np.sqrt(total[here] - total[before])
    return difference
