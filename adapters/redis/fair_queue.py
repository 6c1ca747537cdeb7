"""A queue in which those who ask take turns: who asks for 500 waits behind who asks for one."""

import asyncio
from typing import Any, cast

from redis.asyncio import Redis
from saq.job import Job

from adapters.redis.sweeping import SweptQueue

COMMUNITY = "community"
"""Where a job's `meta` says who asks for it."""

# What SAQ's own script does (saq/queue/redis.py of 0.26.4, _enqueue), and a place in the line.
_ENQUEUE = """
local incomplete, id, queued, abort, line, last, order = unpack(KEYS)
local data, scheduled, community = unpack(ARGV)
local fresh = not redis.call('ZSCORE', incomplete, id) and redis.call('EXISTS', abort) == 0
if fresh then
    redis.call('SET', id, data)
    redis.call('ZADD', incomplete, scheduled, id)
    if scheduled ~= '0' then return 1 end
    redis.call('RPUSH', queued, id)
end
local there = redis.call('ZSCORE', line, id)
if fresh or there then
    local first = redis.call('ZRANGE', line, 0, 0, 'WITHSCORES')[2] or 0
    local round = math.max(math.floor(first), redis.call('ZSCORE', last, community) or 0) + 1
    if fresh or round < math.floor(there) then
        redis.call('ZADD', line, round + redis.call('INCR', order) / 1e9, id)
        redis.call('ZADD', last, round, community)
    end
end
return fresh and 1
"""
_TAKE = """
local queued, active, line, last, order = unpack(KEYS)
local oldest = ARGV[1]
local data = redis.call('GET', oldest)
-- Who stood still since the move may find it swept, and with another worker.
local unmarked = data and cjson.decode(data).status == 'queued'
local held = unmarked and redis.call('LREM', active, 1, oldest) == 1
local taken = held and not redis.call('ZSCORE', line, oldest) and oldest
local place = 0
while not taken do
    local id = redis.call('ZRANGE', line, place, place)[1]
    if not id then
        return nil
    elseif held and id == oldest or redis.call('LREM', queued, 1, id) == 1 then
        taken = id
    elseif redis.call('EXISTS', id) == 0 then
        redis.call('ZREM', line, id)
    else
        place = place + 1
    end
end
redis.call('RPUSH', active, taken)
if held and taken ~= oldest then redis.call('RPUSH', queued, oldest) end
redis.call('ZREM', line, taken)
local first = redis.call('ZRANGE', line, 0, 0, 'WITHSCORES')[2]
if first then
    redis.call('ZREMRANGEBYSCORE', last, '-inf', math.floor(first))
else
    redis.call('DEL', last, order)
end
return redis.call('GET', taken)
"""
_REJOIN = """
local queued, line = unpack(KEYS)
local id = ARGV[1]
if redis.call('LREM', queued, 1, id) == 1 then
    redis.call('RPUSH', queued, id)
    redis.call('ZADD', line, math.floor(redis.call('ZRANGE', line, 0, 0, 'WITHSCORES')[2] or 0), id)
end
"""


class FairQueue(SweptQueue):
    """SAQ's queue on Redis, with a line beside its list of waiting jobs (docs/decisions/0010).

    The line is a sorted set of them by round, and within a round by order of arrival. A community has one job in each
    round: its next one goes to the round after its last, and to the one after the first at least. So who has many
    jobs waits for one of each other between two of its own. Last rounds that have begun tell nothing more and are
    dropped; with the line all of it ends.

    A job that isn't in the line, of an older version or handed back by a worker that died before it could say so,
    is taken when it comes to the head of SAQ's list, which goes round while the line decides.

    `takers` are the tasks of this process that have taken a job and aren't done with it.
    """

    def __init__(self, client: Redis, name: str) -> None:
        super().__init__(client, name)
        self._line = self.namespace("line")
        self._last = self.namespace("last")
        self._order = self.namespace("order")
        self._put = client.register_script(_ENQUEUE)
        self._take = client.register_script(_TAKE)
        self._rejoin = client.register_script(_REJOIN)
        self._turn = asyncio.Lock()
        self.takers: set[asyncio.Task[Any]] = set()

    async def place(self, job_key: str) -> int | None:
        """Return how many jobs come before that one, or None where it doesn't wait."""
        # redis-py's types allow for scores, which aren't asked for.
        return cast("int | None", await self.redis.zrank(self._line, self.job_id(job_key)))

    async def dequeue(self, timeout: float = 0.0, poll_interval: float = 0.0) -> Job | None:  # noqa: ARG002, ASYNC109 - SAQ's signature
        """Return the job whose turn it is, once there is one; None after `timeout` seconds, if it isn't 0.

        SAQ's move wakes one who waits (saq/queue/redis.py, dequeue), and what it moved is changed for what comes
        first: also a worker that dies in between leaves a job on the active list, which is swept.
        """
        async with self._turn:  # One connection of a process waits, not one for each job that it could do.
            oldest = await self._oldest(timeout)
            if oldest is None:
                return None
            self._note_taker()
            keys = [self._queued, self._active, self._line, self._last, self._order]
            data = await self._take(keys=keys, args=[oldest])
        return self.deserialize(data)

    def _note_taker(self) -> None:
        """Remember that the task which runs now has a job, until its end: SAQ has one for each (saq/worker.py)."""
        task = asyncio.current_task()
        if task:
            self.takers.add(task)
            task.add_done_callback(self.takers.discard)

    async def _oldest(self, wait: float) -> bytes | None:
        """Move the head of SAQ's list to the active list, and return it."""
        # redis-py's types allow for clients that decode, and know of whole seconds alone.
        seconds = cast("int", wait)
        if await self.version() < (6, 2, 0):
            return cast("bytes | None", await self.redis.brpoplpush(self._queued, self._active, seconds))
        return cast("bytes | None", await self.redis.blmove(self._queued, self._active, seconds))

    async def _enqueue(self, job: Job) -> Job | None:
        keys = [self._incomplete, job.id, self._queued, job.abort_id, self._line, self._last, self._order]
        args = [self.serialize(job), job.scheduled, job.meta.get(COMMUNITY, "")]
        async with self._op_sem:
            return job if await self._put(keys=keys, args=args) else None

    async def _retry(self, job: Job, error: str | None) -> None:
        """Queue a job again, before those that haven't had their turn yet."""
        await super()._retry(job, error)
        await self._rejoin(keys=[self._queued, self._line], args=[job.id])
