"""One computation: from a request to a summary that holds the laws, told on a feed as it grows."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import replace

from core.budgets.budgets import paid_by
from core.budgets.spending import Counted
from core.codec import decode, encode
from core.compute import ComputePool
from core.drafts import Engine
from core.errors import CuepointError
from core.faults import boundary
from core.keys import summary_key
from core.model import Section, Summary, Transcript
from core.ports import Feed, Store
from core.progress import Event, Finished, Progress, SectionReady, Told
from core.requests import WANTED, Request, transcript_language, wanted_key, written_language
from core.retention import STANDARD
from core.summaries import retold
from core.summing_up import SummingUp
from core.times import MINUTE
from core.transcripts import Transcripts
from core.watching import SHOWN, Step, What, outcome_of
from core.writers import Writers

FALLEN_BACK = MINUTE
"""For how many seconds one is kept that the engine couldn't write as it should: who asks later may get a better one."""

log = logging.getLogger(__name__)


class Computation:
    """The computing side of `core.summaries`."""

    def __init__(
        self,
        transcripts: Transcripts,
        store: Store,
        feed: Feed,
        writers: Writers,
        pool: ComputePool,
        *,
        kept: float = STANDARD.summaries,
    ) -> None:
        """Make it; `kept` says for how many seconds a summary is kept."""
        self._lifetime = kept
        self._transcripts = transcripts
        self._store = store
        self._feed = feed
        self._writers = writers
        self._pool = pool

    async def run(self, run: str, payload: bytes) -> None:
        """Compute what is requested, unless nobody wants it any more.

        Args:
            run: the name of the feed to tell it on.
            payload: the encoded `Request`.
        """
        request = decode(payload, Request)
        if request is None:
            log.warning("a job of another version was dropped: run %s", run)
            return
        with Step(What.COMPUTATION, run=run[:SHOWN], video=str(request.ref)) as step:
            work = asyncio.create_task(self._tell_all(run, request, step))
            try:
                while await self._store.get(wanted_key(self._writers.job(request))):
                    if (await asyncio.wait({work}, timeout=WANTED / 3))[0]:
                        await work
                        return
                step.note(outcome="unwanted")
            finally:
                work.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await work

    async def _tell_all(self, run: str, request: Request, step: Step) -> None:
        try:
            with boundary(log, f"summarising {request.ref}"), paid_by(request.community):
                await self._compute(run, request)
        except CuepointError as error:
            step.note(outcome=outcome_of(error))
            await self._feed.publish(run, encode(Told(failure=error.failure)))

    async def _compute(self, run: str, request: Request) -> None:
        engine = self._writers.of(request)
        pointer, transcript = await self._transcripts.get(request.ref, transcript_language(request, engine))
        language = written_language(request, engine, transcript.language)
        key = summary_key(pointer.content, engine.fingerprint, language)
        kept = decode(await self._store.get(key), Summary)
        if kept:
            for event in retold(kept):
                await self._tell(run, event)
            return
        await self._writers.begin(request)
        await self._tell(run, pointer.found)
        summary = await self._write(run, engine, transcript, language)
        if request.community:
            summary = replace(summary, topic=await self._pool.run(_topic, summary))
        as_it_should = summary.engine == engine.name and set(summary.notes) <= set(transcript.notes)
        await self._store.put(key, encode(summary), self._lifetime if as_it_should else FALLEN_BACK)
        await self._writers.end(request)
        await self._writers.budgets.count(request.community, Counted.SUMMARIES)
        await self._tell(run, Finished(summary))

    async def _write(self, run: str, engine: Engine, transcript: Transcript, language: str) -> Summary:
        """Return the summary, its sections told as they come."""
        growing = SummingUp(transcript, language, engine.name, self._pool)
        async for batch in engine.write(transcript, language):
            await self._tell_sections(run, growing, await growing.add(batch))
        await self._tell_sections(run, growing, await growing.finish())
        return await growing.close(*await engine.close(transcript, language, tuple(growing.sections)))

    async def _tell_sections(self, run: str, growing: SummingUp, new: Sequence[Section]) -> None:
        for index, section in enumerate(new, start=len(growing.sections) - len(new)):
            await self._tell(run, SectionReady(index, section))
            await self._tell(run, Progress(section.last + 1, growing.total))

    async def _tell(self, run: str, event: Event) -> None:
        await self._feed.publish(run, encode(Told(event=event)))


def _topic(summary: Summary) -> dict[str, float]:
    from core.related.topic import topic_of  # noqa: PLC0415 - the terminal has no others to show

    return topic_of(summary)
