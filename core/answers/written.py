"""Answers that a model writes from the passages found, each claim with the lines it rests on, checked by code."""

from dataclasses import replace

from core.answers.claims import SCHEMA
from core.answers.reading import prepare, read_answer
from core.compute import ComputePool, ThreadPool
from core.model import Answer, Summary, Transcript
from core.ports import LanguageModel, Prompt
from core.written.asking import Asking

DEADLINE = 45.0
MOST_OUTPUT = 900


class ModelAnswerer:
    """Implements `core.answers.answerer.Answerer`. What the model answers badly is answered offline, with a note."""

    def __init__(self, model: LanguageModel, pool: ComputePool | None = None, *, deadline: float = DEADLINE) -> None:
        """Make the answerer.

        Args:
            model: who writes.
            pool: where passages are found and replies are checked; threads without one.
            deadline: after how many seconds the answer comes without the model.
        """
        self._model = model
        self._pool = pool or ThreadPool()
        self._deadline = deadline

    async def answer(
        self, transcript: Transcript, summary: Summary | None, question: str, earlier: tuple[Answer, ...]
    ) -> Answer:
        """Return the answer as `Answerer` says; one call of the model, two where its first reply can't be used."""
        task = await self._pool.run(prepare, transcript, summary, question, earlier)
        if not task.content:
            return task.offline
        prompt = Prompt(task.instructions, task.content, "answer", SCHEMA, MOST_OUTPUT)
        asking = Asking(self._model, self._deadline)
        tried = await asking.ask(prompt, lambda text: self._pool.run(read_answer, text, transcript, task))
        if tried.value is None:
            # A model that can't be used is the operator's matter, and no news under every answer.
            notes = () if asking.rejected else (f"This was answered offline: {tried.reason.rstrip('.')}.",)
            return replace(task.offline, usage=tried.usage, notes=notes)
        return replace(tried.value, usage=tried.usage)
