"""Answers made of what is said: the passages themselves, and a sentence or two of the best."""

from collections.abc import Sequence
from functools import lru_cache

from core.answers.lexicon import lexicon
from core.answers.question import Turn
from core.answers.ranking import Passage
from core.answers.saying import said
from core.answers.search import Found, Search
from core.model import Answer, Summary, Transcript


def answer_now(transcript: Transcript, summary: Summary | None, question: str, earlier: Sequence[Answer]) -> Answer:
    """Return the answer as `core.answers.answerer.Answerer` says: a sentence or two, and the passages, best first.

    It takes some milliseconds, and at the first question about a transcript up to a second.
    """
    search = search_in(transcript)
    found = search.find(question, summary, earlier)
    passages: Sequence[Passage] = found.passages
    if not passages and found.question.turn is Turn.NEW:
        # No word of the question is said: what the video is about comes nearest.
        passages = search.about(summary)
    citations = tuple(search.index.cite(first, last) for first, last in passages)
    return Answer(question, _text(search, found, summary), found.supported, citations)


@lru_cache(maxsize=4)
def search_in(transcript: Transcript) -> Search:
    """Return what finds passages in a transcript; those of the transcripts asked about last are kept."""
    return Search(transcript)


def _text(search: Search, found: Found, summary: Summary | None) -> str:
    if not found.supported:
        return lexicon(found.question.language).not_in_video
    if found.question.turn is Turn.WHOLE and summary:
        return summary.conclusion.text
    return said(search, found)
