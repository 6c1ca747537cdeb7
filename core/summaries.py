"""Summaries for whoever asks: from the cache, from a run that others wait for too, or from a new one."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

from core.codec import decode, encode
from core.errors import BudgetSpent, ComputationLost, CuepointError, KnownFailure
from core.keys import summary_key
from core.language.lists import primary
from core.model import Site, Summary
from core.ports import Feed, Jobs, Store
from core.progress import Event, Finished, Found, SectionReady, Told, Waiting
from core.requests import WANTED, Request, reading_language, transcript_language, wanted_key, written_language
from core.thread.words import words
from core.transcripts import Transcripts
from core.watching import SHOWN, What, happened, outcome_of
from core.writers import Writers

_AN_INSTANT = 0.01
PATIENCE = 600.0
"""After how many seconds without any news a summary is given up."""
_FEW = 8
"""So few that come first may be done in an instant: whoever waits behind them listens. Behind more it looks at the
line, after so many seconds for each of them, as long as it stays wanted."""
_EACH = 0.05


class Summaries:
    """The asking side. It computes nothing itself: `core.computation` does, in this process or in a worker."""

    def __init__(self, transcripts: Transcripts, store: Store, feed: Feed, jobs: Jobs, writers: Writers) -> None:
        self._transcripts = transcripts
        self._store = store
        self._feed = feed
        self._jobs = jobs
        self._writers = writers

    async def events(self, request: Request, kept: Summary | None = None) -> AsyncIterator[Event]:
        """Yield what happens until the summary is there: each section once, in the video's order, `Finished` last.

        Args:
            request: what is wanted.
            kept: the summary, if it was just looked for in the cache and found.

        Raises:
            CuepointError: the summary can't be had; what was told before stays true.
        """
        told = 0
        found: Found | None = None
        async for event in self._failure_logged(request, kept):
            if isinstance(event, Found):
                if not found:
                    yield event
                found = event
            elif isinstance(event, Waiting):
                if not found:
                    yield event
            elif isinstance(event, SectionReady):
                if event.index == told:
                    yield event
                    told += 1
            elif isinstance(event, Finished):
                # Where the feed was lost on the way, the summary has what it told.
                for index, section in enumerate(event.summary.sections[told:], start=told):
                    yield SectionReady(index, section)
                yield Finished(_noted(event.summary, request, offline=bool(found and found.offline)))
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
        engine = self._writers.of(request)
        pointer = await self._transcripts.known(request.ref, transcript_language(request, engine))
        if pointer is None:
            return None
        language = written_language(request, engine, pointer.found.language)
        key = summary_key(pointer.content, engine.fingerprint, language)
        return decode(await self._store.get(key), Summary)

    async def affords(self, request: Request) -> bool:
        """Return whether a model may write what is requested; see `core.writers.Writers.affords`."""
        return await self._writers.affords(request)

    async def _failure_logged(self, request: Request, kept: Summary | None) -> AsyncIterator[Event]:
        """Yield all tellings; where there is no summary, why is said in the log."""
        try:
            async for event in self._all_tellings(request, kept):
                yield event
        except CuepointError as error:
            happened(What.SUMMARY, source="failed", reason=outcome_of(error), video=str(request.ref))
            raise

    async def _all_tellings(self, request: Request, kept: Summary | None) -> AsyncIterator[Event]:
        """Yield the events of a summary; of the offline engine's where the budget for the model is spent."""
        try:
            async for event in self._tellings(request, kept):
                yield event
        except BudgetSpent:
            happened(What.BUDGET, kind="summary_offline", video=str(request.ref), community=request.community)
            async for event in self._tellings(replace(request, offline=True)):
                yield event

    async def _tellings(self, request: Request, kept: Summary | None = None) -> AsyncIterator[Event]:
        """Yield the events of the cached summary, or of run after run until one has finished.

        Raises:
            BudgetSpent: before any event, where none may be begun and none is under way.
        """
        key, refused = self._writers.job(request), ""
        heard = time.monotonic()
        while time.monotonic() - heard < PATIENCE:
            kept = kept or await self.kept(request)
            if kept:
                happened(What.SUMMARY, source="cache", video=str(request.ref))
                for event in retold(kept):
                    yield _as_requested(event, request)
                return
            run = await self._run(request, key)
            if run is None or run == refused:
                await asyncio.sleep(_AN_INSTANT)
                continue
            happened(What.SUMMARY, source="run", run=run[:SHOWN], video=str(request.ref))
            last = time.monotonic()
            try:
                async for event in self._followed(run, key):
                    now = time.monotonic()
                    # Time in the line is no news, and none to be impatient about.
                    heard, last = heard + now - last if isinstance(event, Waiting) else now, now
                    yield _as_requested(event, request)
                    if isinstance(event, Finished):
                        return
            except BudgetSpent:
                # It may have been begun by somebody else, who has nothing left where we have.
                if refused:
                    raise
                refused = run
        raise ComputationLost

    async def _run(self, request: Request, key: str) -> str | None:
        """Return the run that there is, begun if need be; None where one ended in this very moment.

        Raises:
            BudgetSpent: none may be begun.
        """
        if not (await self._writers.allows(request) or await self._jobs.alive(key)):
            raise BudgetSpent
        await self._want(key)
        return await self._jobs.submit(key, encode(request), request.community)

    async def _followed(self, run: str, key: str) -> AsyncIterator[Event]:
        """Yield a run's events until it ends, keeping it wanted. Ends without `Finished` where the run is gone.

        Raises:
            ComputationLost: nothing was heard of it for too long, and the line in which it waits didn't move.
        """
        async for many in self._behind_many(key):
            yield Waiting(many)
        async for event in self._listened_to(run, key):
            yield event

    async def _listened_to(self, run: str, key: str) -> AsyncIterator[Event]:
        heard = wanted = time.monotonic()
        begun = False
        place: int | None = None
        async for data in self._feed.follow(run):
            now = time.monotonic()
            if now - wanted > WANTED / 3:
                await self._want(key)
                wanted = now
            if data is None:
                before, place = place, None if begun else await self._jobs.place(key)
                if place is not None:
                    heard = heard if place == before else now
                    yield Waiting(place)
                elif not await self._jobs.alive(key):
                    return
                if now - heard > PATIENCE:
                    raise ComputationLost
                continue
            heard, begun = now, True
            told = decode(data, Told)
            if told and told.failure and told.failure.code == BudgetSpent.code:
                raise BudgetSpent
            if told and told.failure:
                raise KnownFailure(told.failure)
            if told and told.event:
                yield told.event

    async def _behind_many(self, key: str) -> AsyncIterator[int]:
        """Yield how many come first, until they are few: in a flood nobody listens for what doesn't happen yet.

        Raises:
            ComputationLost: the line didn't move for too long.
        """
        heard, before = time.monotonic(), -1
        while (place := await self._jobs.place(key) or 0) > _FEW:
            await self._want(key)
            if place != before:
                heard, before = time.monotonic(), place
            elif time.monotonic() - heard > PATIENCE:
                raise ComputationLost
            yield place
            await asyncio.sleep(min(place * _EACH, WANTED / 3))

    async def _want(self, key: str) -> None:
        await self._store.put(wanted_key(key), b"1", WANTED)


def _as_requested(event: Event, request: Request) -> Event:
    return replace(event, offline=request.offline) if isinstance(event, Found) else event


def _noted(summary: Summary, request: Request, *, offline: bool) -> Summary:
    """Return a summary that says so where it isn't what its reader wants: not a model's, not in their language.

    The language only where nothing could translate a caption file: YouTube's transcripts say so themselves.
    """
    say = words(reading_language(request, summary.language))
    notes = [say.budget_spent] if offline else []
    wanted = request.language
    if wanted and summary.video.ref.site is Site.FILE and primary(wanted) != primary(summary.language):
        notes.append(say.own_language.format(wanted=wanted))
    return replace(summary, notes=(*summary.notes, *notes))


def retold(summary: Summary) -> tuple[Event, ...]:
    """Return the events that a finished summary would have been told by."""
    found = Found(summary.video, summary.spoken or summary.language, summary.kind, summary.cues)
    sections = (SectionReady(index, section) for index, section in enumerate(summary.sections))
    return (found, *sections, Finished(summary))
