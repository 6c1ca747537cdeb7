"""Answers without a model: the passages themselves."""

import asyncio
from collections import deque
from collections.abc import Sequence

from core.answers.lexicon import lexicon
from core.answers.question import Turn
from core.answers.ranking import Passage
from core.answers.saying import said
from core.answers.search import Found, Search
from core.model import Answer, Summary, Transcript

_KEPT = 4


class OfflineAnswerer:
    """Answers with what is said in the video. It keeps what it built for the transcripts asked about last."""

    def __init__(self) -> None:
        self._kept: deque[Search] = deque(maxlen=_KEPT)

    async def answer(
        self, transcript: Transcript, summary: Summary | None, question: str, earlier: tuple[Answer, ...]
    ) -> Answer:
        """Return the answer as `Answerer` says: a sentence or two of the best passage, and the passages, best first."""
        return await asyncio.to_thread(self.answer_now, transcript, summary, question, earlier)

    def answer_now(
        self, transcript: Transcript, summary: Summary | None, question: str, earlier: Sequence[Answer]
    ) -> Answer:
        """Return the same; it takes some milliseconds, and at the first question about a transcript up to a second."""
        search = self.search(transcript)
        found = search.find(question, summary, earlier)
        passages: Sequence[Passage] = found.passages
        if not passages and found.question.turn is Turn.NEW:
            # No word of the question is said: what the video is about comes nearest.
            passages = search.about(summary)
        citations = tuple(search.index.cite(first, last) for first, last in passages)
        return Answer(question, _text(search, found, summary), found.supported, citations)

    def search(self, transcript: Transcript) -> Search:
        """Return what finds passages in a transcript."""
        for search in self._kept:
            if search.index.transcript == transcript:
                return search
        search = Search(transcript)
        self._kept.append(search)
        return search


def _text(search: Search, found: Found, summary: Summary | None) -> str:
    if not found.supported:
        return lexicon(found.question.language).not_in_video
    if found.question.turn is Turn.WHOLE and summary:
        return summary.conclusion.text
    return said(search, found)
