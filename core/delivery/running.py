"""What was taken in, done: by whichever process of the platform takes the job, and again where one died with it."""

import asyncio
import logging

from core.delivery.answering import Answering
from core.delivery.chat import ChatDown
from core.delivery.delivering import Delivering
from core.delivery.records import Records
from core.ports import Jobs
from core.watching import Step, What, about

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""For how many seconds a job waits each time that the platform can't be reached."""

log = logging.getLogger(__name__)


class Running:
    """Does the deliveries and questions of one platform."""

    def __init__(
        self, platform: str, records: Records, delivering: Delivering, answering: Answering, jobs: Jobs
    ) -> None:
        self._platform = platform
        self._deliveries = records.deliveries
        self._questions = records.questions
        self._delivering = delivering
        self._answering = answering
        self._jobs = jobs
        self._unread: set[str] = set()

    async def run(self, _run: str, payload: bytes) -> None:
        """Do a job: the delivery or the question of that id. What the platform's trouble stops for long is resumed."""
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
        if await self._delivering.run(ident) or await self._answering.run(ident):
            self._unread.discard(ident)
        elif ident not in self._unread:
            # What is taken in at this moment is on the list already; what can't be read won't be next time either.
            self._unread.add(ident)
        else:
            log.warning("there is no record of %s", ident)
            self._unread.discard(ident)
            await self._deliveries.unlist(self._platform, ident)
            await self._questions.unlist(self._platform, ident)

    async def resume(self) -> None:
        """Queue all that hasn't ended and isn't in the queue: after a restart, or where Redis lost the job."""
        deliveries = await self._deliveries.open(self._platform)
        questions = await self._questions.open(self._platform)
        for ident in (*deliveries, *questions):
            if not await self._jobs.alive(ident):
                await self._jobs.submit(ident, ident.encode(), await self._community(ident))

    async def _community(self, ident: str) -> str:
        record = await self._deliveries.load(ident) or await self._questions.load(ident)
        return record.place.community if record else ""
