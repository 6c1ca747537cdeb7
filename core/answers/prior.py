"""What speaks for a passage beside its words: who speaks in it, and what the section around it is about."""

from collections.abc import Sequence

import numpy as np

from core.answers.index import Index, Windows
from core.answers.question import Question
from core.answers.ranking import rarity
from core.answers.vectors import Floats
from core.language.words import terms
from core.model import Summary

_SPEAKER, _SPEAKS_FOR = 0.7, 12.0


def by_speakers(index: Index, passages: Windows, names: Sequence[str]) -> Floats:
    """Return from 0 to 0.7 how much the speakers of these names speak in each passage; 12 s are enough for 0.7."""
    worth = np.zeros(len(index))
    for name in names:
        speaking = np.array([speaker == name for speaker in index.speakers]) * (index.ends - index.starts)
        before = np.concatenate([[0.0], np.cumsum(speaking)])
        seconds = before[passages.hi] - before[passages.lo]
        worth += _SPEAKER / len(names) * np.minimum(1.0, seconds / _SPEAKS_FOR)
    return worth


def on_sections(index: Index, question: Question, summary: Summary) -> Floats:
    """Return from 0 to 1 how much of the question the section's title and summary say, in their own language."""
    worth = np.zeros(len(index))
    total = sum(rarity(term.share) for term in question.terms)
    if not total:
        return worth
    asked = [(rarity(term.share), terms(term.word, summary.language)) for term in question.terms]
    for section in summary.sections:
        about = set(terms(f"{section.title} {section.summary}", summary.language))
        said = sum(telling for telling, named in asked if about.intersection(named))
        worth[(index.starts >= section.start) & (index.starts < section.end)] = said / total
    return worth
