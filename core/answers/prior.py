"""What speaks for a passage beside its words: who speaks in it, and what the section around it is about."""

from collections.abc import Sequence

import numpy as np

from core.answers.index import Index, Windows
from core.answers.question import Question
from core.answers.ranking import rarity
from core.answers.vectors import Floats
from core.language.words import terms
from core.model import Section

_SPEAKER, _SPEAKS_FOR = 0.7, 12.0
_SECTION = 0.3


def prior(index: Index, passages: Windows, question: Question, sections: Sequence[Section], language: str) -> Floats:
    """Return a factor for each passage: 1, or more where a named speaker speaks or the section is on the question.

    Args:
        index: the transcript.
        passages: its passages.
        question: what is asked.
        sections: the summary's, none where there is no summary.
        language: what the summary is written in, BCP 47.
    """
    return _by_speakers(index, passages, question.speakers) * _by_sections(index, question, sections, language)


def _by_speakers(index: Index, passages: Windows, names: Sequence[str]) -> Floats:
    factor = np.ones(len(index))
    for name in names:
        speaking = np.array([speaker == name for speaker in index.speakers]) * (index.ends - index.starts)
        before = np.concatenate([[0.0], np.cumsum(speaking)])
        seconds = before[passages.hi] - before[passages.lo]
        factor += _SPEAKER / len(names) * np.minimum(1.0, seconds / _SPEAKS_FOR)
    return factor


def _by_sections(index: Index, question: Question, sections: Sequence[Section], language: str) -> Floats:
    factor = np.ones(len(index))
    total = sum(rarity(term.share) for term in question.terms)
    for section in sections:
        about = set(terms(f"{section.title} {section.summary}", language))
        said = sum(rarity(term.share) for term in question.terms if term.term in about)
        inside = (index.starts >= section.start) & (index.starts < section.end)
        factor[inside] += _SECTION * said / total if total else 0.0
    return factor
