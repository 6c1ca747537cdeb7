"""From a question to the passages that answer it."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest

import numpy as np

from core.answers.following import beside, in_context, unread
from core.answers.index import Index
from core.answers.lexicon import lexicon
from core.answers.passages import CITED, Reach, chosen
from core.answers.prior import by_speakers, on_sections
from core.answers.question import Question, Term, Turn, about_speakers, read_question
from core.answers.ranking import Passage, Ranker, rarity
from core.answers.support import ENOUGH, evidence
from core.answers.vectors import Floats
from core.language.names import spellings
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
        self.names = spellings(transcript)

    def find(self, text: str, summary: Summary | None, earlier: Sequence[Answer], reach: Reach = CITED) -> Found:
        """Return the passages that answer a question, or, where the video doesn't, those nearest to it.

        Args:
            text: the question as it was asked.
            summary: the video's summary, if there is one.
            earlier: what was asked and answered before, oldest first.
            reach: how many passages are wanted.
        """
        asked = read_question(text, self.index.language, self.index.names)
        if asked.turn is Turn.WHOLE:
            passages = self.about(summary, reach)
            return Found(asked, tuple(passages), supported=bool(passages))
        question, wanted = in_context(self.index, asked, earlier)
        if question.speakers and not wanted:
            question = about_speakers(question, self.index.language)
            wanted = [(term, 1.0) for term in question.terms]
        if asked.turn in (Turn.LATER, Turn.BEFORE) and earlier:
            passages = list(beside(self.ranker, asked.turn, question.speakers, earlier, reach.on))
            return Found(question, tuple(passages), supported=bool(passages))
        scores = self._scores(question, wanted, summary)
        if asked.turn is Turn.MORE:
            scores = unread(self.ranker, scores, earlier)
        passages = chosen(self.ranker, scores, question.terms, reach)
        enough = evidence(self.index, question.terms, len(question.speakers)) >= ENOUGH
        return Found(question, tuple(passages), supported=bool(passages) and enough)

    def _scores(self, question: Question, wanted: Sequence[tuple[Term, float]], summary: Summary | None) -> Floats:
        """Return what each passage is worth; where no word of the question was said, by its section alone.

        Sections of words that were said add nothing to the passages themselves; those that a model wrote may be in the
        words, or in the language, of the question.
        """
        speaking = by_speakers(self.index, self.ranker.passages, question.speakers)
        scores = self.ranker.scores(wanted, 1.0 + speaking)
        return scores if scores.any() or summary is None else on_sections(self.index, question, summary)

    def about(self, summary: Summary | None, reach: Reach = CITED) -> list[Passage]:
        """Return the passages that the takeaways come from, else those that have most of what is said often."""
        if summary and summary.conclusion.takeaways:
            starts = [takeaway.start for takeaway in summary.conclusion.takeaways[: reach.most]]
            firsts = np.searchsorted(self.index.starts, starts, "left").clip(0, len(self.index) - 1)
            return [self.ranker.passage(int(at)) for at in firsts]
        topics = self._topics()
        scores = self.ranker.scores([(topic, 1.0) for topic in topics], np.ones(len(self.index)))
        return chosen(self.ranker, scores, topics, reach)

    def _topics(self) -> list[Term]:
        common = lexicon(self.index.language).common
        said = [
            (sum(postings.values()), Term(term, "", common.get(term, 0.0)))
            for term, postings in self.index.terms.items()
        ]
        return [term for _, term in nlargest(_TOPICS, said, key=lambda one: one[0] * rarity(one[1].share))]
