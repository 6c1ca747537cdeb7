"""Communities take turns, and every job is done, whichever worker dies between which steps."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis
from saq.job import Job, Status

from adapters.redis.client import connect
from adapters.redis.fair_queue import COMMUNITY, FairQueue
from adapters.redis.in_process import InProcessRedis

Opened = Callable[[], contextlib.AbstractAsyncContextManager[Redis]]
WORKERS = 3
COMMUNITIES = "abcd"


@pytest.fixture(scope="module", params=["server", "in-process"])
def opened(request: pytest.FixtureRequest, redis_url: str) -> Opened:
    """What gives an empty Redis."""

    @contextlib.asynccontextmanager
    async def empty() -> AsyncIterator[Redis]:
        async with InProcessRedis() if request.param == "in-process" else connect(redis_url) as client:
            await client.flushall()
            yield client

    return empty


class Stepped(FairQueue):
    """A worker's side of the queue that stands still between its two steps: what it holds it hasn't taken."""

    def __init__(self, client: Redis) -> None:
        super().__init__(client, "test")
        self.holds = asyncio.Event()
        self.goes = asyncio.Event()
        self.holding: str | None = None

    async def _oldest(self, wait: float) -> bytes | None:
        oldest = await super()._oldest(wait)
        self.holding = oldest.decode() if oldest else None
        self.holds.set()
        await self.goes.wait()
        return oldest


class Worker:
    """One that does jobs as `saq.worker.Worker.process` does, a step at a time, and may die after each."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._queue = Stepped(client)
        self._step: asyncio.Task[Job | None] | None = None
        self.job: Job | None = None
        self._marked = False

    @property
    def has(self) -> str | None:
        """The id of the job that it holds or does."""
        return self.job.id if self.job else self._queue.holding

    async def reach(self) -> None:
        if self._step or self.job or not await self._queue.count("queued"):
            return
        self._step = asyncio.create_task(self._queue.dequeue(timeout=1))
        await self._queue.holds.wait()

    async def take(self) -> Job | None:
        if not self._step:
            return None
        self._queue.goes.set()
        self.job, self._step, self._queue = await self._step, None, Stepped(self._client)
        return self.job

    async def mark(self) -> None:
        if self.job and not self._marked:
            self._marked = True
            self.job.attempts += 1
            await self.job.update(status=Status.ACTIVE)

    async def finish(self) -> None:
        await self.mark()
        if self.job:
            await self.job.finish(Status.COMPLETE)
            self.job, self._marked = None, False

    async def hand_back(self) -> None:
        await self.mark()
        if self.job:
            await self.job.retry("stopped")
            self.job, self._marked = None, False

    async def die(self) -> None:
        if self._step:
            self._step.cancel()
            await asyncio.wait({self._step})
        self._step, self.job, self._marked, self._queue = None, None, False, Stepped(self._client)


class Town:
    """A queue, its workers, and what came of which job."""

    def __init__(self, client: Redis) -> None:
        self.client = client
        self.queue = FairQueue(client, "test")
        self.workers = [Worker(client) for _ in range(WORKERS)]
        self.posted = 0
        self.taken: list[str] = []
        self.lost: Counter[str] = Counter()

    async def post(self, community: str, key: str = "") -> str:
        self.posted += 1
        key = key or f"{community}{self.posted}"
        assert await self.queue.enqueue(_job(key, community))
        return key

    async def take(self, worker: Worker) -> None:
        if job := await worker.take():
            self.taken.append(job.key)

    async def serve(self) -> str:
        """Let one worker do a job from its beginning to its end."""
        worker = self.workers[0]
        await worker.reach()
        await self.take(worker)
        await worker.finish()
        return self.taken[-1]

    async def lose(self, worker: Worker, end: Callable[[], Awaitable[None]]) -> None:
        if worker.job:
            self.lost[worker.job.key] += 1
        await end()

    async def sweep(self) -> None:
        """Hand on what no worker has, as `saq.queue.redis.RedisQueue.sweep` does."""
        had = {worker.has for worker in self.workers}
        # redis-py's types allow for clients that decode; ours does not.
        for ident in cast("list[bytes]", await self.client.lrange("saq:test:active", 0, -1)):
            if ident.decode() not in had:
                await self.hand_on(self.queue.job_key_from_id(ident.decode()))

    async def hand_on(self, key: str) -> None:
        job = await self.queue.job(key)
        if job:
            await self.queue.abort(job, "swept")
            await self.queue.retry(job, "swept")

    async def drain(self) -> None:
        for worker in self.workers:
            await self.take(worker)
            await worker.finish()
        await self.sweep()
        while await self.queue.count("queued"):
            await self.serve()

    async def left(self) -> list[bytes]:
        """Return what is still kept of the queue, what SAQ forgets by itself left out."""
        return [key async for key in self.client.scan_iter("saq:*") if not await self.client.pttl(key) > 0]


def _job(key: str, community: str) -> Job:
    return Job(function="run", key=key, timeout=0, heartbeat=60, retries=1000, ttl=-1, meta={COMMUNITY: community})


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("post"), st.sampled_from(COMMUNITIES)),
        st.tuples(
            st.sampled_from(["reach", "take", "mark", "finish", "hand back", "die"]), st.integers(0, WORKERS - 1)
        ),
        st.tuples(st.just("sweep"), st.none()),
    ),
    max_size=60,
)


async def play(town: Town, steps: list[tuple[str, str | int | None]]) -> None:
    for step, who in steps:
        if step == "sweep":
            await town.sweep()
        elif isinstance(who, str):
            await town.post(who)
        elif isinstance(who, int):
            worker = town.workers[who]
            if step == "reach":
                await worker.reach()
            elif step == "take":
                await town.take(worker)
            elif step == "mark":
                await worker.mark()
            elif step == "finish":
                await worker.finish()
            else:
                await town.lose(worker, worker.die if step == "die" else worker.hand_back)


@settings(max_examples=30)
@given(steps=STEPS)
def test_every_job_is_taken_once_and_once_more_each_time_its_worker_is_lost(
    opened: Opened, steps: list[tuple[str, str | int | None]]
) -> None:
    async def run() -> None:
        async with opened() as client:
            town = Town(client)
            await play(town, steps)
            await town.drain()
            taken = Counter(town.taken)
            assert len(taken) == town.posted
            assert taken == Counter(list(taken)) + town.lost
            assert await town.left() == []

    asyncio.run(run())


TURNS = st.lists(st.one_of(st.sampled_from(COMMUNITIES), st.none()), max_size=80)
"""Posts of communities, and None where a job is done."""


@settings(max_examples=30)
@given(turns=TURNS)
def test_nobody_waits_for_more_of_each_other_than_their_own_that_come_first(
    opened: Opened, turns: list[str | None]
) -> None:
    async def run() -> None:
        async with opened() as client:
            town = Town(client)
            waiting: dict[str, tuple[int, int]] = {}

            async def serve() -> None:
                done = await town.serve()
                own_first, before = waiting.pop(done)
                others = sum(key[0] != done[0] for key in town.taken[before:])
                assert others <= (len(COMMUNITIES) - 1) * (own_first + 2)

            for community in turns:
                if community:
                    own = sum(key[0] == community for key in waiting)
                    waiting[await town.post(community)] = own, len(town.taken)
                elif waiting:
                    await serve()
                assert await client.zcard("saq:test:last") <= await client.zcard("saq:test:line") == len(waiting)
            while waiting:
                await serve()
            for each in COMMUNITIES:
                posted = [key for key in town.taken if key[0] == each]
                assert posted == sorted(posted, key=lambda key: int(key[1:]))

    asyncio.run(run())


async def test_one_waits_for_two_of_500_at_the_most(opened: Opened) -> None:
    async with opened() as client:
        town = Town(client)
        for _ in range(500):
            await town.post("a")
        for _ in range(7):
            await town.serve()
        one = await town.post("b")
        assert await town.queue.place(one) == 2
        assert [await town.serve() for _ in range(3)] == ["a8", "a9", one]


async def test_the_place_in_line_counts_down_to_none(opened: Opened) -> None:
    async with opened() as client:
        town = Town(client)
        keys = [await town.post("a") for _ in range(3)]
        places = []
        for _ in range(4):
            places.append(await town.queue.place(keys[2]))
            if await town.queue.count("queued"):
                await town.serve()
        assert places == [2, 1, 0, None]


async def test_what_two_want_has_the_better_place_and_is_charged_to_who_has_it(opened: Opened) -> None:
    async with opened() as client:
        town = Town(client)
        shared = [await town.post("a") for _ in range(20)]
        for key in shared[10:]:
            assert await town.queue.enqueue(_job(key, "b")) is None
        assert await town.queue.place(shared[10]) == 2
        # Who asks for what others wait for takes a turn with each: a third is not put off by all of them.
        assert await town.queue.place(await town.post("c")) == 3
        before = await town.queue.place(shared[9])
        assert await town.queue.enqueue(_job(shared[9], "a")) is None
        assert await town.queue.place(shared[9]) == before


async def test_what_another_version_queued_is_taken_too(opened: Opened) -> None:
    async with opened() as client:
        town = Town(client)
        for _ in range(5):
            await town.post("a")
        old = _job("old", "")
        old.queue, old.status = town.queue, Status.QUEUED
        await client.set(old.id, str(town.queue.serialize(old)))
        await client.zadd("saq:test:incomplete", {old.id: 0})
        await client.rpush("saq:test:queued", old.id)
        for newcomer in range(8):
            await town.post(f"new {newcomer} ")
            await town.serve()
        assert "old" in town.taken
        await town.drain()
        assert len(set(town.taken)) == len(town.taken) == 14
        assert await town.left() == []


async def test_who_stood_still_between_its_steps_takes_nothing_from_others(opened: Opened) -> None:
    async with opened() as client:
        town = Town(client)
        still, quick = town.workers[:2]
        key = await town.post("a")
        await still.reach()
        await town.hand_on(key)
        await quick.reach()
        await town.take(quick)
        await quick.mark()
        other = await town.post("a")
        await town.take(still)
        assert town.taken == [key, other]
        assert await town.queue.count("active") == 2
        assert await town.queue.count("queued") == 0


async def test_what_is_aborted_is_dropped_from_the_line(opened: Opened) -> None:
    async with opened() as client:
        town = Town(client)
        gone, stays = await town.post("a"), await town.post("a")
        job = await town.queue.job(gone)
        assert job
        await town.queue.abort(job, "not wanted")
        assert await town.serve() == stays
        assert await town.left() == []


async def test_what_is_handed_back_comes_before_those_who_had_no_turn(opened: Opened) -> None:
    async with opened() as client:
        town = Town(client)
        for _ in range(9):
            await town.post("a")
        begun = town.workers[1]
        await begun.reach()
        await town.take(begun)
        key = town.taken[-1]
        for _ in range(3):
            await town.serve()
        await begun.hand_back()
        assert await town.serve() == key


async def test_who_comes_later_does_not_put_off_for_ever(opened: Opened) -> None:
    async with opened() as client:
        town = Town(client)
        await town.post("a")
        second = await town.post("a")
        served = []
        for newcomer in range(10):
            await town.post(f"new {newcomer} ")
            served.append(await town.serve())
        assert second in served[:3]
