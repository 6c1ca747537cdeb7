"""The queue of computations, on SAQ."""

import asyncio
import contextlib
import logging
import re
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, ClassVar

from redis.asyncio import Redis
from saq.job import Job
from saq.queue import Queue
from saq.worker import Worker

from adapters.redis import sweeping
from adapters.redis.fair_queue import COMMUNITY, FairQueue
from core.faults import tried
from core.watching import What, carried, following, happened

ATTEMPTS = 5
"""How often a job is begun, when its workers die."""
HANDING_BACK = 2.0
"""How many of the last seconds a worker has for handing back its jobs."""
AT_LEAST = 0.2
"""For how many seconds it waits for the jobs, and tries to hand them back, even when none are left."""
_FUNCTION, _TAKING = "run", "process"
_VERSIONS = re.compile(r"-\d+(?=-)|-[0-9a-f]{12}$")

Handler = Callable[[str, bytes], Awaitable[None]]
"""What does a job, given the id of its run and its payload."""


def queue(client: Redis, name: str) -> FairQueue:
    """Return the SAQ queue of that name."""
    return FairQueue(client, name)


log = logging.getLogger(__name__)


class RedisJobs:
    """Implements `core.ports.Jobs`."""

    def __init__(self, jobs: FairQueue) -> None:
        self._queue = jobs

    async def submit(self, key: str, payload: bytes, community: str = "") -> str | None:
        """Queue a job, unless one of that key waits or runs, and return the id of the run there now.

        Communities take turns; a job that others want too has the best of their places. Returns None where the run
        that was there ended in this very moment. SAQ enqueues nothing, and says None, while a job of the same key is
        incomplete (saq/queue/redis.py, _enqueue).
        """
        run = uuid.uuid4().hex
        job = Job(
            function=_FUNCTION,
            key=key,
            kwargs={"run": run, "payload": payload.decode(), "trace": carried()},
            timeout=0,
            heartbeat=sweeping.HEARTBEAT,
            retries=ATTEMPTS,
            ttl=-1,
            meta={COMMUNITY: community},
        )
        if await self._queue.enqueue(job):
            return run
        happened(What.JOB, level=logging.DEBUG, queue=kind_of(self._queue), outcome="joined")
        there = await self._queue.job(key)
        return str(there.kwargs["run"]) if there and there.kwargs else None

    async def alive(self, key: str) -> bool:
        """Return whether a job of that key waits or runs."""
        return await self._queue.waits_or_runs(key)

    async def place(self, key: str) -> int | None:
        """Return how many jobs come before the one of that key, or None where it doesn't wait."""
        return await self._queue.place(key)


class Unheard(Exception):
    """No sign of life could be given for so long that the job may be another worker's by now."""


class _QuietWorker(Worker[Any]):
    """A worker that leaves the signals to the process it is part of."""

    SIGNALS: ClassVar[list[Any]] = []  # type: ignore[misc]  # SAQ declares it as an instance's
    _full = False

    def take_no_more(self, takers: set[asyncio.Task[Any]]) -> None:
        """Take no further jobs; the tasks that have taken one go on."""
        self._full = True
        for task in tuple(self.tasks):
            if task.get_name() == _TAKING and task not in takers:
                task.cancel()

    def _process(self, previous_task: asyncio.Task[Any] | None = None) -> None:
        """Begin to wait for a job, each time that one is done (saq/worker.py, _process)."""
        if not self._full:
            super()._process(previous_task)


class JobWorker:
    """Does the jobs of a queue, so many at a time."""

    def __init__(
        self,
        jobs: FairQueue,
        handler: Handler,
        concurrency: int,
        ended: Callable[[str], Awaitable[None]] | None = None,
    ) -> None:
        """Make it.

        Args:
            jobs: the queue.
            handler: does a job.
            concurrency: how many jobs are done side by side.
            ended: called with a job's key when the job has left the queue, so that the same key can be queued again.
        """
        self.name = kind_of(jobs)
        self._queue = jobs
        self._handler = handler
        self._ended = ended
        self._task: asyncio.Task[None] | None = None
        self._worker = _QuietWorker(
            jobs,
            functions=[(_FUNCTION, self._run)],
            concurrency=concurrency,
            after_process=self._after if ended else None,
            timers={"sweep": sweeping.SWEEP, "worker_info": 60, "abort": 1, "schedule": 1},
        )

    @contextlib.asynccontextmanager
    async def running(self, left: Callable[[], float]) -> AsyncIterator[None]:
        """Do jobs for as long as the context lasts.

        Args:
            left: says at the end how many seconds are left to finish the jobs, or to hand them back to the queue.
        """
        self._task = asyncio.create_task(self._worker.start())
        try:
            yield
            # Only an orderly end waits; whoever is interrupted wants out.
            self._worker.take_no_more(self._queue.takers)
            if self._queue.takers:
                # What was taken this very moment has begun by then, and can be handed back.
                await asyncio.wait(self._queue.takers, timeout=max(AT_LEAST, left() - HANDING_BACK))
        finally:
            # Redis may be gone.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._worker.stop(), max(left(), AT_LEAST))
            # Where it was stopped before it had begun, it would wait for ever to be stopped.
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def works(self) -> bool:
        """Return whether it does jobs."""
        return self._task is not None and not self._task.done()

    async def counts(self) -> tuple[int, int]:
        """Return how many jobs of the queue wait, and how many are under way, in all processes."""
        return await self._queue.count("queued"), await self._queue.count("active")

    async def _after(self, context: dict[str, Any]) -> None:
        job: Job = context["job"]
        if self._ended:
            with tried(log, "looking after a job that has ended"):
                await self._ended(job.key)

    async def _run(self, context: dict[str, Any], *, run: str, payload: str, trace: str = "") -> None:
        job: Job = context["job"]
        with following(trace):
            waited = max(0, job.started - job.queued) / 1000
            happened(What.WAIT, level=logging.DEBUG, queue=self.name, seconds=waited)
            work = asyncio.ensure_future(self._handler(run, payload.encode()))
        beats = asyncio.create_task(_beat(job))
        try:
            await asyncio.wait({work, beats}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                await beats
            await work
        finally:
            work.cancel()
            beats.cancel()
            await asyncio.gather(work, beats, return_exceptions=True)


def kind_of(jobs: Queue) -> str:
    """Return what a queue is called in logs and metrics: its name without what tells versions apart."""
    return _VERSIONS.sub("", jobs.name)


async def _beat(job: Job) -> None:
    """Send a job's sign of life until cancelled.

    Raises:
        Unheard: none could be sent for nearly as long as the others wait.
        HandedOn: they have waited too long; somebody else does the job.
    """
    while True:
        await asyncio.sleep(sweeping.HEARTBEAT / 4)
        try:
            async with asyncio.timeout(sweeping.HEARTBEAT / 2):
                await job.update()
        except TimeoutError as error:
            raise Unheard from error
