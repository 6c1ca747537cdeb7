"""A queue whose jobs have one worker at a time, also where Redis or a worker was away for a while."""

import time
from typing import Any, cast

from redis.asyncio import Redis
from saq.job import Job, Status
from saq.queue.redis import RedisQueue

HEARTBEAT = 8
"""After how many seconds without a sign of life a job is given to another worker."""
SWEEP = 2
"""How often, in seconds, the workers look for such jobs."""
ABORTS = 0.3
"""How many seconds a worker that gave none is left to end its job before it is handed on."""
ABANDONED = 60
"""For how many seconds a job is kept whose sweeper died before it could hand it on."""


class HandedOn(Exception):
    """The job was given to another worker, as this one gave no sign of life for too long."""


class SweptQueue(RedisQueue):
    """SAQ's queue on Redis, with conditions for sweeping (saq/queue/redis.py of 0.26.4).

    A worker moves a job to the active list and only then marks it active: SAQ takes a job in between for stuck and has
    it done a second time. Here such a job is swept only if the sweep before saw it unmarked too. And where Redis was
    away, no worker could give a sign of life: they get the time to do so before anything is swept.
    """

    def __init__(self, client: Redis, name: str) -> None:
        super().__init__(client, name=name)
        self._unmarked: set[bytes] = set()
        self._lost: set[str] = set()
        self._looked: float | None = None
        self._sweeps_from = 0.0
        # What SAQ calls here is a script that takes the sweeping lock and returns the active jobs.
        self._cleanup_script = self._settled  # type: ignore[assignment]

    async def sweep(self, lock: int = SWEEP, abort: float = ABORTS) -> list[str]:
        """Hand on the jobs that gave no sign of life, without SAQ's wait of five seconds for each of them."""
        return await super().sweep(lock, abort)

    async def abort(self, job: Job, error: str, ttl: float = 5) -> None:
        """Take a job off all lists, to be handed on: a process that dies before it is leaves nothing for ever."""
        await super().abort(job, error, ttl)
        await self.redis.expire(job.id, ABANDONED)

    async def waits_or_runs(self, key: str) -> bool:
        """Return whether there is a job of that key that isn't done: one in the middle of being handed on is none."""
        return await self.redis.zscore(self._incomplete, self.job_id(key)) is not None

    async def notify(self, job: Job) -> None:
        """Tell of a job's end: nobody listens for anything else, and it is on the way of every post."""
        if job.completed:
            await super().notify(job)

    async def _settled(self, keys: list[str], args: list[int], client: Redis) -> list[tuple[bytes, bytes | None]]:
        """Return the active list's ids and jobs, those left out that may just have been begun."""
        lock, active = keys
        if not await client.set(lock, 1, nx=True, ex=args[0]) or await self._was_away(client):
            return []
        # redis-py's types allow for clients that decode; ours does not.
        ids = cast("list[bytes]", await client.lrange(active, 0, -1))
        jobs = cast("list[bytes | None]", await client.mget(ids)) if ids else []
        found = list(zip(ids, jobs, strict=True))
        unmarked = {ident for ident, data in found if data and self._is_unmarked(data)}
        settled = [(ident, data) for ident, data in found if ident not in unmarked or ident in self._unmarked]
        self._unmarked = unmarked
        return settled

    async def _was_away(self, client: Redis) -> bool:
        """Return whether Redis, or this process, stood still lately: nothing was looked at for several sweeps."""
        now = time.monotonic()
        if self._looked is None:
            uptime = float((await client.info("server")).get("uptime_in_seconds", HEARTBEAT))
            self._sweeps_from = now + HEARTBEAT - uptime
        elif now - self._looked > 3 * SWEEP:
            self._sweeps_from = now + HEARTBEAT
        self._looked = now
        return now < self._sweeps_from

    def _is_unmarked(self, data: bytes) -> bool:
        job = self.deserialize(data)
        return job is not None and job.status is Status.QUEUED

    async def _update(self, job: Job, status: Status | None = None, **_kwargs: Any) -> None:  # noqa: ANN401 - SAQ's signature
        """Keep a job that is begun, or its sign of life.

        Raises:
            HandedOn: another worker has it.
        """
        if status:
            await self.redis.set(job.id, self.serialize(job))
            return
        stored = await self.job(job.key)
        if stored is None:
            await self._keep_anew(job)
        elif stored.status is Status.ACTIVE and stored.attempts == job.attempts:
            # A job that ends in this very moment stays away.
            await self.redis.set(job.id, self.serialize(job), xx=True)
        else:
            self._lost.add(job.key)
            raise HandedOn(job.key)

    async def _keep_anew(self, job: Job) -> None:
        """Keep a job again that is under way: Redis has lost its memory."""
        async with self.redis.pipeline(transaction=True) as pipe:
            pipe.set(job.id, self.serialize(job))
            pipe.zadd(self._incomplete, {job.id: 0})
            pipe.rpush(self._active, job.id)
            await pipe.execute()

    async def _retry(self, job: Job, error: str | None) -> None:
        if not self._is_lost(job):
            await super()._retry(job, error)

    async def _finish(
        self,
        job: Job,
        status: Status,
        *,
        result: Any = None,  # noqa: ANN401 - SAQ's signature
        error: str | None = None,
    ) -> None:
        if not self._is_lost(job):
            await super()._finish(job, status, result=result, error=error)

    def _is_lost(self, job: Job) -> bool:
        """Return whether the job is another worker's now, which alone ends it or hands it back."""
        lost = job.key in self._lost
        self._lost.discard(job.key)
        return lost
