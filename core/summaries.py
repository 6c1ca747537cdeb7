"""Summaries for whoever asks: from the cache, from a run that others wait for too, or from a new one."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace

from core.codec import decode, encode
from core.drafts import Engine
from core.errors import ComputationLost, CuepointError, KnownFailure
from core.keys import summary_key
from core.language.lists import primary
from core.model import Site, Summary
from core.ports import Feed, Jobs, Store
from core.progress import Event, Finished, Found, SectionReady, Told
from core.requests import WANTED, Request, job_key, transcript_language, wanted_key, written_language
from core.transcripts import Transcripts
from core.watching import SHOWN, What, happened, outcome_of

PATIENCE = 600.0
"""After how many seconds without any news a summary is given up."""


class Summaries:
    """The asking side. It computes nothing itself: `core.computation` does, in this process or in a worker."""

    def __init__(self, transcripts: Transcripts, store: Store, feed: Feed, jobs: Jobs, engine: Engine) -> None:
        self._transcripts = transcripts
        self._store = store
        self._feed = feed
        self._jobs = jobs
        self._engine = engine

    async def events(self, request: Request) -> AsyncIterator[Event]:
        """Yield what happens until the summary is there: each section once, in the video's order, `Finished` last.

        Args:
            request: what is wanted.

        Raises:
            CuepointError: the summary can't be had; what was told before stays true.
        """
        told = 0
        found = False
        async for event in self._noted(request):
            if isinstance(event, Found):
                if not found:
                    yield event
                found = True
            elif isinstance(event, SectionReady):
                if event.index == told:
                    yield event
                    told += 1
            elif isinstance(event, Finished):
                # Where the feed was lost on the way, the summary has what it told.
                for index, section in enumerate(event.summary.sections[told:], start=told):
                    yield SectionReady(index, section)
                yield Finished(_with_language_noted(event.summary, request.language))
            else:
                yield event

    async def finished(self, request: Request) -> tuple[Found, Summary]:
        """Return what was found and the finished summary, for who doesn't follow how it grows.

        Raises:
            CuepointError: the summary can't be had.
        """
        found: Found | None = None
        async for event in self.events(request):
            if isinstance(event, Found):
                found = event
            elif isinstance(event, Finished) and found:
                return found, event.summary
        raise ComputationLost

    async def kept(self, request: Request) -> Summary | None:
        """Return the summary if it is in the cache.

        Raises:
            KnownFailure: it is remembered that the video's transcript can't be had.
        """
        pointer = await self._transcripts.known(request.ref, transcript_language(request, self._engine))
        if pointer is None:
            return None
        language = written_language(request, self._engine, pointer.found.language)
        key = summary_key(pointer.content, self._engine.fingerprint, language)
        return decode(await self._store.get(key), Summary)

    async def _noted(self, request: Request) -> AsyncIterator[Event]:
        """Yield all tellings; where there is no summary, why is said in the log."""
        try:
            async for event in self._all_tellings(request):
                yield event
        except CuepointError as error:
            happened(What.SUMMARY, source="failed", reason=outcome_of(error), video=str(request.ref))
            raise

    async def _all_tellings(self, request: Request) -> AsyncIterator[Event]:
        """Yield the events of the cached summary, or of run after run until one has finished."""
        heard = time.monotonic()
        while time.monotonic() - heard < PATIENCE:
            summary = await self.kept(request)
            if summary:
                happened(What.SUMMARY, source="cache", video=str(request.ref))
                for event in retold(summary):
                    yield event
                return
            key = job_key(request, self._engine)
            await self._want(key)
            run = await self._jobs.submit(key, encode(request))
            if run is None:
                continue
            happened(What.SUMMARY, source="run", run=run[:SHOWN], video=str(request.ref))
            async for event in self._followed(run, key):
                heard = time.monotonic()
                yield event
                if isinstance(event, Finished):
                    return
        raise ComputationLost

    async def _followed(self, run: str, key: str) -> AsyncIterator[Event]:
        """Yield a run's events until it ends, keeping it wanted. Ends without `Finished` where the run is gone."""
        heard = wanted = time.monotonic()
        async for data in self._feed.follow(run):
            now = time.monotonic()
            if now - wanted > WANTED / 3:
                await self._want(key)
                wanted = now
            if data is None:
                if now - heard > PATIENCE or not await self._jobs.alive(key):
                    return
                continue
            heard = now
            told = decode(data, Told)
            if told and told.failure:
                raise KnownFailure(told.failure)
            if told and told.event:
                yield told.event

    async def _want(self, key: str) -> None:
        await self._store.put(wanted_key(key), b"1", WANTED)


def _with_language_noted(summary: Summary, wanted: str | None) -> Summary:
    """Return a summary that says so where it isn't in the language that its reader wants.

    Only where nothing could translate a caption file: YouTube's transcripts say so themselves.
    """
    if not wanted or summary.video.ref.site is not Site.FILE or primary(wanted) == primary(summary.language):
        return summary
    note = f"Without a model, a summary of a caption file is written in the file's own language, not in “{wanted}”."
    return replace(summary, notes=(*summary.notes, note))


def retold(summary: Summary) -> tuple[Event, ...]:
    """Return the events that a finished summary would have been told by."""
    found = Found(summary.video, summary.spoken or summary.language, summary.kind, summary.cues)
    sections = (SectionReady(index, section) for index, section in enumerate(summary.sections))
    return (found, *sections, Finished(summary))
