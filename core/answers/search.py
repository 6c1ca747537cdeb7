"""From a question to the passages that answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

import numpy as np

from core.answers.following import beside, in_context, unread
from core.answers.index import Index
from core.answers.lexicon import lexicon
from core.answers.passages import MOST, Passage, cited
from core.answers.prior import prior
from core.answers.question import Question, Term, Turn, read_question
from core.answers.ranking import Ranker, rarity
from core.answers.support import ENOUGH, evidence
from core.answers.vectors import Floats
from core.model import Answer, Summary, Transcript

_TOPICS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: the question as it was understood, the passages best first, whether they answer it."""

    question: Question
    passages: tuple[Passage, ...]
    supported: bool


class Search:
    """Finds passages of one transcript; built once, asked many times."""

    def __init__(self, transcript: Transcript) -> None:
        self.index = Index(transcript)
        self.ranker = Ranker(self.index)

    def find(self, text: str, summary: Summary | None, earlier: Sequence[Answer], most: int = MOST) -> Found:
        """Return the passages that answer a question, or, where the video doesn't, those nearest to it.

        Args:
            text: the question as it was asked.
            summary: the video's summary, if there is one.
            earlier: what was asked and answered before, oldest first.
            most: how many passages to return at the most.
        """
        asked = read_question(text, self.index.language, self.index.names)
        if asked.turn is Turn.WHOLE:
            return Found(asked, tuple(self._whole(summary, most)), supported=True)
        question, wanted = in_context(self.index, asked, earlier)
        if asked.turn in (Turn.LATER, Turn.BEFORE) and earlier:
            passages = beside(self.ranker, asked.turn, question.speakers, earlier)
            return Found(question, tuple(passages), supported=bool(passages))
        scores = self._scores(question, wanted, summary)
        if asked.turn is Turn.MORE:
            scores = unread(self.ranker, scores, earlier)
        passages = cited(self.ranker, scores, question.terms, most)
        enough = evidence(self.index, question.terms, len(question.speakers)) >= ENOUGH
        return Found(question, tuple(passages), supported=bool(passages) and enough)

    def _scores(self, question: Question, wanted: Sequence[tuple[Term, float]], summary: Summary | None) -> Floats:
        sections, language = (summary.sections, summary.language) if summary else ((), "")
        return self.ranker.scores(wanted, prior(self.index, self.ranker.passages, question, sections, language))

    def _whole(self, summary: Summary | None, most: int) -> list[Passage]:
        """Return the passages that the takeaways come from, else those that have most of what is said often."""
        if summary and summary.conclusion.takeaways:
            starts = [takeaway.start for takeaway in summary.conclusion.takeaways[:most]]
            firsts = np.searchsorted(self.index.starts, starts, "left").clip(0, len(self.index) - 1)
            return [(int(at), int(self.ranker.passages.hi[at]) - 1) for at in firsts]
        topics = self._topics()
        scores = self.ranker.scores([(topic, 1.0) for topic in topics], np.ones(len(self.index)))
        return cited(self.ranker, scores, topics, most)

    def _topics(self) -> list[Term]:
        common = lexicon(self.index.language).common
        said = [
            (sum(postings.values()), Term(term, "", common.get(term, 0.0)))
            for term, postings in self.index.terms.items()
        ]
        return [term for _, term in nlargest(_TOPICS, said, key=lambda one: one[0] * rarity(one[1].share))]
