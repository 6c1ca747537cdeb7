"""The queue of computations, on SAQ."""

import asyncio
import contextlib
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, ClassVar

from redis.asyncio import Redis
from saq.job import Job
from saq.queue.redis import RedisQueue
from saq.types import PartialTimersDict
from saq.worker import Worker

from adapters.redis.sweeping import SweptQueue

HEARTBEAT = 8
"""After how many seconds without a sign of life a job is given to another worker."""
SWEEP = 2
"""How often, in seconds, the workers look for such jobs."""
ABORTS = 0.3
"""How many seconds a worker that gave none is left to end its job before it is handed on."""
ATTEMPTS = 5
"""How often a job is begun, when its workers die."""
HANDING_BACK = 5.0
"""For how many seconds at most a stopping worker tries to hand back its jobs: Redis may be gone."""
_FUNCTION = "run"
_TIMERS: PartialTimersDict = {"sweep": SWEEP, "worker_info": 60, "abort": 1, "schedule": 1}

Handler = Callable[[str, bytes], Awaitable[None]]
"""What does a job, given the id of its run and its payload."""


def queue(client: Redis, name: str) -> RedisQueue:
    """Return the SAQ queue of that name."""
    return _Queue(client, name=name)


class _Queue(SweptQueue):
    """A queue that hands on the jobs of a killed worker without waiting five seconds for each of them."""

    async def sweep(self, lock: int = SWEEP, abort: float = ABORTS) -> list[str]:
        """Hand on the jobs that gave no sign of life (saq/queue/redis.py, sweep)."""
        return await super().sweep(lock, abort)


class RedisJobs:
    """Implements `core.ports.Jobs`."""

    def __init__(self, jobs: RedisQueue) -> None:
        self._queue = jobs

    async def submit(self, key: str, payload: bytes) -> str | None:
        """Queue a job, unless one of that key waits or runs, and return the id of the run there now.

        Returns None where the run that was there ended in this very moment. SAQ enqueues nothing, and says None, while
        a job of the same key is incomplete (saq/queue/redis.py, _enqueue).
        """
        run = uuid.uuid4().hex
        job = Job(
            function=_FUNCTION,
            key=key,
            kwargs={"run": run, "payload": payload.decode()},
            timeout=0,
            heartbeat=HEARTBEAT,
            retries=ATTEMPTS,
            ttl=-1,
        )
        if await self._queue.enqueue(job):
            return run
        there = await self._queue.job(key)
        return str(there.kwargs["run"]) if there and there.kwargs else None

    async def alive(self, key: str) -> bool:
        """Return whether a job of that key waits or runs."""
        return await self._queue.job(key) is not None


class _QuietWorker(Worker[Any]):
    """A worker that leaves the signals to the process it is part of."""

    SIGNALS: ClassVar[list[Any]] = []  # type: ignore[misc]  # SAQ declares it as an instance's


class JobWorker:
    """Does the jobs of a queue, so many at a time."""

    def __init__(self, jobs: RedisQueue, handler: Handler, concurrency: int) -> None:
        self._handler = handler
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()
        self._worker = _QuietWorker(
            jobs,
            functions=[(_FUNCTION, self._run)],
            concurrency=concurrency,
            timers=_TIMERS,
            before_process=self._begun,
            after_process=self._ended,
        )

    @contextlib.asynccontextmanager
    async def running(self, grace: float) -> AsyncIterator[None]:
        """Do jobs for as long as the context lasts.

        Args:
            grace: for how many seconds jobs may go on at the end before they are handed back to the queue.
        """
        task = asyncio.create_task(self._worker.start())
        try:
            yield
            # Only an orderly end waits; whoever is interrupted wants out.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._idle.wait(), grace)
        finally:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._worker.stop(), HANDING_BACK)
            # Where it was stopped before it had begun, it would wait for ever to be stopped.
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _run(self, context: dict[str, Any], *, run: str, payload: str) -> None:
        beats = asyncio.create_task(_beat(context["job"]))
        try:
            await self._handler(run, payload.encode())
        finally:
            beats.cancel()

    async def _begun(self, _: dict[str, Any]) -> None:
        self._under_way += 1
        self._idle.clear()

    async def _ended(self, _: dict[str, Any]) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._idle.set()


async def _beat(job: Job) -> None:
    """Send a job's sign of life until cancelled."""
    while True:
        await asyncio.sleep(HEARTBEAT / 3)
        await job.update()
