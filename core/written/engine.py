"""The engine that has a model write: windows side by side, then one conclusion. What it can't write is done offline."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace

from core.compute import ComputePool, ThreadPool
from core.drafts import Batch, Closing, Engine
from core.keys import digest
from core.model import Section, Transcript, Usage
from core.ports import LanguageModel, Prompt
from core.times import MINUTE
from core.written.asking import Asking, Discard
from core.written.closing import CLOSING, SCHEMA, closing_of, listing
from core.written.merging import merging
from core.written.naming import short_title
from core.written.windows import windows_of
from core.written.writing import BY_CHAPTER, BY_TOPIC, MOST_OUTPUT, Writing

CONCURRENCY = 16
DEADLINE = 5 * MINUTE

_VERSION = "2"
_FOR_SECTIONS = 0.8


class WrittenEngine:
    """Implements `core.drafts.Engine`."""

    translates = True

    def __init__(
        self,
        model: LanguageModel,
        fallback: Engine,
        *,
        server: str = "",
        discard: Discard | None = None,
        pool: ComputePool | None = None,
        concurrency: int = CONCURRENCY,
        deadline: float = DEADLINE,
    ) -> None:
        """Make the engine.

        Args:
            model: who writes.
            fallback: who writes what the model doesn't: the offline engine.
            server: a digest of the model's server and key: another one's words are other words.
            discard: is told of each reply that could not be used.
            pool: where windows are cut and replies are read; threads without one.
            concurrency: how many calls go on side by side, over all summaries.
            deadline: after how many seconds the rest of a summary is written offline.
        """
        self._model = model
        self._fallback = fallback
        self._server = server
        self._discard = discard
        self._pool = pool or ThreadPool()
        self._side_by_side = asyncio.Semaphore(concurrency)
        self._deadline = deadline

    @property
    def name(self) -> str:
        """Return the model's name."""
        return self._model.name

    @property
    def fingerprint(self) -> str:
        """Return what changes the results: version, model, server and key, prompts, and the engine that stands in."""
        prompts = (BY_TOPIC.text, BY_CHAPTER.text, CLOSING.text)
        return f"written {digest(_VERSION, self.name, self._server, *prompts, self._fallback.fingerprint)}"

    async def write(self, transcript: Transcript, language: str) -> AsyncIterator[Batch]:
        """Yield the drafts in the video's order, as soon as each run of them is ready; see `core.drafts.Engine`."""
        asking = Asking(self._model, self._deadline * _FOR_SECTIONS, self._discard)
        windows = await self._pool.run(windows_of, transcript)
        in_doubt = {window.first for window in windows if window.goes_on}
        writing = Writing(
            windows,
            asking,
            fallback=self._fallback,
            side_by_side=self._side_by_side,
            transcript=transcript,
            language=language,
            pool=self._pool,
        )
        async with aclosing(writing.batches()) as batches:
            async for batch in merging(batches, transcript.cues, in_doubt):
                yield batch

    async def close(
        self, transcript: Transcript, language: str, sections: tuple[Section, ...]
    ) -> tuple[Closing, Usage, tuple[str, ...]]:
        """Return the conclusion, what it took, and notes; see `core.drafts.Engine`."""
        instructions = CLOSING.fill(title=short_title(transcript.video), language=language)
        content = await self._pool.run(listing, transcript, sections)
        prompt = Prompt(instructions, content, "closing", SCHEMA, MOST_OUTPUT)
        asking = Asking(self._model, self._deadline * (1 - _FOR_SECTIONS), self._discard)
        tried = await asking.ask(prompt, lambda text: self._pool.run(closing_of, text, transcript, language, sections))
        if tried.value:
            return tried.value, tried.usage, ()
        closing, usage, notes = await self._fallback.close(transcript, language, sections)
        note = f"The conclusion was written offline: {tried.reason.rstrip('.')}."
        return replace(closing, fell_back=True), tried.usage + usage, (note, *notes)
