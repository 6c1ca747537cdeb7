"""A queue that is swept without taking what was begun this very moment for what its worker has left."""

from typing import cast

from redis.asyncio import Redis
from saq.job import Status
from saq.queue.redis import RedisQueue


class SweptQueue(RedisQueue):
    """SAQ's queue on Redis, with one more condition for sweeping.

    A worker moves a job to the active list and only then marks it active. SAQ 0.26.4 takes a job in between for stuck
    and has it done a second time (saq/queue/redis.py, sweep). Here such a job is swept only if the sweep before saw
    it unmarked too.
    """

    def __init__(self, client: Redis, name: str) -> None:
        super().__init__(client, name=name)
        self._unmarked: set[bytes] = set()
        # What SAQ calls here is a script that takes the sweeping lock and returns the active jobs.
        self._cleanup_script = self._settled  # type: ignore[assignment]

    async def _settled(self, keys: list[str], args: list[int], client: Redis) -> list[tuple[bytes, bytes | None]]:
        """Return the active list's ids and jobs, those left out that may just have been begun."""
        lock, active = keys
        if not await client.set(lock, 1, nx=True, ex=args[0]):
            return []
        # redis-py's types allow for clients that decode; ours does not.
        ids = cast("list[bytes]", await client.lrange(active, 0, -1))
        jobs = cast("list[bytes | None]", await client.mget(ids)) if ids else []
        found = list(zip(ids, jobs, strict=True))
        unmarked = {ident for ident, data in found if data and self._is_unmarked(data)}
        settled = [(ident, data) for ident, data in found if ident not in unmarked or ident in self._unmarked]
        self._unmarked = unmarked
        return settled

    def _is_unmarked(self, data: bytes) -> bool:
        job = self.deserialize(data)
        return job is not None and job.status is Status.QUEUED
