"""Whether a video answers a question at all."""

from collections.abc import Sequence

import numpy as np

from core.answers.index import Index
from core.answers.lexicon import lift
from core.answers.matching import find
from core.answers.question import Term
from core.answers.ranking import rarity

ENOUGH = 0.305
"""The least evidence with which a question counts as answered.

Fitted, with what else is fitted here, to questions on five open transcripts, three of meetings and two of tutorials; it
held on the chapter titles of eleven, asked of their own video and of the others.
"""

_WITHIN = 60.0
_SAID_ONCE = 0.75
_LARGEST_LIFT = 3.0
_BASE = 0.1
_NAMED, _NAMED_LIFT = 0.7, 2.0


def evidence(index: Index, wanted: Sequence[Term], speakers: int) -> float:
    """Return how much speaks for the video's answering a question, from 0 on.

    Two things have to come together within a minute: most of what is asked about is said there, rare words above all
    (questions about other videos miss those), and what is said there is what this video is about: said more often in
    it than in general speech (its lift).

    Args:
        index: the transcript.
        wanted: what the question is about.
        speakers: how many of those who speak in the transcript it names.
    """
    windows = index.ahead(min(_WITHIN, max(20.0, index.duration / 5)))
    covered, lifted = np.zeros(len(index)), np.zeros(len(index))
    for term in wanted:
        quality, postings = find(index, term.term, term.word)
        counts = index.counts(postings)
        said = counts[windows.hi] - counts[windows.lo]
        here = quality * rarity(term.share) * np.where(said > 1, 1.0, _SAID_ONCE * (said > 0))
        covered += here
        lifted += here * min(_LARGEST_LIFT, lift(float(counts[-1]), index.size, term.share))
    total = sum(rarity(term.share) for term in wanted)
    if speakers:
        total, covered, lifted = total + _NAMED, covered + _NAMED, lifted + _NAMED * _NAMED_LIFT
    return float(((_BASE + covered / total) * lifted / total).max()) if total else 0.0
