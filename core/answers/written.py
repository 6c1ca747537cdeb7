"""Answers that a model writes from the passages found, each claim with the lines it rests on, checked by code."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from core.answers.claims import SCHEMA, Claim, claims_of
from core.answers.lexicon import lexicon
from core.answers.lines import Lines, lines_of
from core.answers.offline import OfflineAnswerer
from core.answers.passages import READ
from core.answers.prompting import ANSWER
from core.answers.question import Turn
from core.answers.search import Search
from core.language.lists import primary
from core.language.shown import joined
from core.laws.text import clip, plain
from core.model import Answer, Citation, Summary, Transcript
from core.ports import LanguageModel, Prompt
from core.written.asking import Asking

DEADLINE = 45.0
MOST_OUTPUT = 900

_EARLIER, _QUESTION_LENGTH, _EARLIER_LENGTH = 3, 600, 240


class ModelAnswerer:
    """Implements `core.answers.answerer.Answerer`. What the model answers badly is answered offline, with a note."""

    def __init__(self, model: LanguageModel, fallback: OfflineAnswerer, *, deadline: float = DEADLINE) -> None:
        """Make the answerer.

        Args:
            model: who writes.
            fallback: who finds the passages, and answers what the model doesn't.
            deadline: after how many seconds the answer comes from the fallback.
        """
        self._model = model
        self._fallback = fallback
        self._deadline = deadline

    async def answer(
        self, transcript: Transcript, summary: Summary | None, question: str, earlier: tuple[Answer, ...]
    ) -> Answer:
        """Return the answer as `Answerer` says; one call of the model, two where its first reply can't be used."""
        offline = await self._fallback.answer(transcript, summary, question, earlier)
        search = self._fallback.search(transcript)
        found = await asyncio.to_thread(search.find, question, summary, earlier, READ)
        lines = lines_of(search.index, found.passages)
        language = found.question.language
        if not lines.sentences or (found.question.turn is Turn.WHOLE and _written_in(summary, language)):
            return offline
        prompt = Prompt(
            ANSWER.fill(language=language), _content(search, lines, question, earlier), "answer", SCHEMA, MOST_OUTPUT
        )
        asking = Asking(self._model, self._deadline)
        tried = await asking.ask(prompt, lambda text: claims_of(text, search.index, lines, language))
        if tried.value is None:
            note = f"This was answered offline: {tried.reason.rstrip('.')}."
            return replace(offline, usage=tried.usage, notes=(note,))
        if not tried.value:
            return replace(offline, text=lexicon(language).not_in_video, supported=False, usage=tried.usage)
        text = joined((claim.text for claim in tried.value), language)
        return Answer(question, text, supported=True, citations=_citations(search, tried.value), usage=tried.usage)


def _written_in(summary: Summary | None, language: str) -> bool:
    """Return whether there is a summary in a language: nothing says better what the whole video is about."""
    return summary is not None and primary(summary.language) == primary(language)


def _content(search: Search, lines: Lines, question: str, earlier: Sequence[Answer]) -> str:
    """Return what the model is given: title, lines, what was asked before, and the question at the end."""
    title = clip(plain(search.index.transcript.video.title), _EARLIER_LENGTH)
    parts = [f"Video: {title}", lines.text]
    for answer in earlier[-_EARLIER:]:
        said = plain(answer.question), clip(plain(answer.text), _EARLIER_LENGTH)
        parts.append(f"Asked before: {clip(said[0], _EARLIER_LENGTH)}\nAnswered: {said[1]}")
    return "\n\n".join([*parts, f"Question: {clip(plain(question), _QUESTION_LENGTH)}"])


def _citations(search: Search, claims: Sequence[Claim]) -> tuple[Citation, ...]:
    passages = dict.fromkeys(passage for claim in claims for passage in claim.passages)
    return tuple(search.index.cite(first, last) for first, last in passages)
