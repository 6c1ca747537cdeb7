"""What was taken in, done: by whichever process of the platform takes the job, and again where one died with it."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Protocol

from core.delivery.chat import ChatDown
from core.delivery.follow_ups import FollowUps
from core.delivery.records import Records
from core.ports import Jobs
from core.watching import Step, What, about

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""For how many seconds a job waits each time that the platform can't be reached."""

log = logging.getLogger(__name__)


class Handler(Protocol):
    """Does the jobs of one kind."""

    async def run(self, ident: str, /) -> bool:
        """Do what the record of that id says, unless it is done; returns False where there is no such record.

        Raises:
            ChatDown: the platform can't be reached now.
        """
        ...


class Running:
    """Does the deliveries, questions and files of one platform."""

    def __init__(
        self, platform: str, records: Records, handlers: Sequence[Handler], follow_ups: FollowUps, jobs: Jobs
    ) -> None:
        """Make it.

        Args:
            platform: which.
            records: what is remembered.
            handlers: what does deliveries, questions and files: the first one that knows a job's id does it.
            follow_ups: the questions and files that wait for deliveries.
            jobs: the queue.
        """
        self._platform = platform
        self._records = records
        self._handlers = handlers
        self._follow_ups = follow_ups
        self._jobs = jobs
        self._unread: set[str] = set()

    async def run(self, _run: str, payload: bytes) -> None:
        """Do a job: the delivery, question or file of that id. What is stopped by the platform's trouble is resumed."""
        ident = payload.decode()
        with about(ident), Step(What.RUN, level=logging.DEBUG, platform=self._platform):
            await self._run(ident)

    async def _run(self, ident: str) -> None:
        for pause in PAUSES:
            try:
                await self._do(ident)
            except ChatDown as error:
                log.warning("%s waits for %s s: %s", ident, pause, error)
                await asyncio.sleep(pause)
            else:
                return

    async def _do(self, ident: str) -> None:
        for handler in self._handlers:
            if await handler.run(ident):
                self._unread.discard(ident)
                await self._follow_ups.release(ident)
                return
        if ident not in self._unread:
            # What is taken in at this moment is on the list already; what can't be read won't be next time either.
            self._unread.add(ident)
            return
        log.warning("there is no record of %s", ident)
        self._unread.discard(ident)
        for kept in (self._records.deliveries, self._records.questions, self._records.uploads):
            await kept.unlist(self._platform, ident)

    async def requeue_withdrawn(self, ident: str) -> None:
        """Queue again what was taken back while its job ended; to be called once the job has left the queue.

        Until then nothing of the same id can be queued, and the job may have looked for the mark already.
        """
        if await self._records.deliveries.withdrawn(ident):
            kept = await self._records.deliveries.load(ident) or await self._follow_ups.load(ident)
            if kept:
                await self._queue(ident, kept.place.community)

    async def resume(self) -> None:
        """Queue all that hasn't ended, isn't in the queue and waits for nothing: after a restart, or a loss of jobs."""
        deliveries, questions, uploads = await asyncio.gather(
            *(
                kept.open(self._platform)
                for kept in (self._records.deliveries, self._records.questions, self._records.uploads)
            )
        )
        for ident in deliveries:
            delivery = await self._records.deliveries.load(ident)
            await self._queue(ident, delivery.place.community if delivery else "")
        for ident in (*questions, *uploads):
            follow_up = await self._follow_ups.load(ident)
            if follow_up is None or await self._follow_ups.ready(follow_up):
                await self._queue(ident, follow_up.place.community if follow_up else "")

    async def _queue(self, ident: str, community: str) -> None:
        if not await self._jobs.alive(ident):
            await self._jobs.submit(ident, ident.encode(), community)
