"""A worker's end, and what a job takes along."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from adapters.redis.jobs import HANDING_BACK, JobWorker, RedisJobs, queue
from core.keys import digest
from core.watching import about, shown_id

IDENT = digest("a delivery")


class Hands:
    """Does jobs when it is let; what was begun is on a list."""

    def __init__(self) -> None:
        self.begun: list[bytes] = []
        self.ids: list[str] = []
        self.busy = asyncio.Event()
        self.let = asyncio.Event()

    async def handle(self, _run: str, payload: bytes) -> None:
        self.begun.append(payload)
        self.ids.append(shown_id())
        self.busy.set()
        await self.let.wait()


@pytest.fixture
async def hands() -> AsyncIterator[Hands]:
    made = Hands()
    yield made
    made.let.set()


async def submitted(redis: Redis, *keys: str) -> None:
    jobs = RedisJobs(queue(redis, "test"))
    for key in keys:
        await jobs.submit(key, key.encode())


async def waiting(redis: Redis) -> int:
    return int(await redis.llen("saq:test:queued"))


async def test_told_to_end_it_finishes_what_it_began_and_begins_no_more(redis: Redis, hands: Hands) -> None:
    await submitted(redis, "a", "b", "c")
    worker = JobWorker(queue(redis, "test"), hands.handle, concurrency=1)
    began = time.monotonic()

    def left() -> float:
        asyncio.get_running_loop().call_soon(hands.let.set)
        return 30.0

    async with worker.running(left):
        await hands.busy.wait()
        assert await worker.counts() == (2, 1)
        assert await worker.works()
    assert hands.begun == [b"a"]
    assert await waiting(redis) == 2
    assert time.monotonic() - began < 10
    assert not await worker.works()


async def test_what_has_not_ended_in_time_is_handed_back(redis: Redis, hands: Hands) -> None:
    await submitted(redis, "a")
    async with JobWorker(queue(redis, "test"), hands.handle, concurrency=4).running(lambda: HANDING_BACK + 0.1):
        await hands.busy.wait()
    assert await waiting(redis) == 1


async def test_with_no_time_left_it_hands_back_at_once(redis: Redis, hands: Hands) -> None:
    await submitted(redis, "a", "b")
    async with JobWorker(queue(redis, "test"), hands.handle, concurrency=4).running(lambda: 0.0):
        await hands.busy.wait()
    assert await waiting(redis) == 2


async def test_a_job_is_done_under_the_id_that_it_was_asked_for_under(redis: Redis, hands: Hands) -> None:
    hands.let.set()
    with about(IDENT):
        await submitted(redis, "a")
    await submitted(redis, "b")
    async with JobWorker(queue(redis, "test"), hands.handle, concurrency=1).running(lambda: 5.0):
        async with asyncio.timeout(5):
            while len(hands.ids) < 2:
                hands.busy.clear()
                await hands.busy.wait()
    assert hands.ids == [IDENT[:12], ""]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("summaries-1-0123456789ab", "summaries"),
        ("summaries-12-012345678901", "summaries"),
        ("deliveries-1-discord", "deliveries-discord"),
    ],
)
async def test_a_queue_is_called_the_same_in_every_version(redis: Redis, hands: Hands, name: str, shown: str) -> None:
    assert JobWorker(queue(redis, name), hands.handle, concurrency=1).name == shown


async def test_a_key_can_be_queued_again_as_soon_as_its_job_has_ended(redis: Redis, hands: Hands) -> None:
    jobs = RedisJobs(queue(redis, "test"))
    twice = asyncio.Event()

    async def ended(key: str) -> None:
        if hands.begun == [b"a"]:
            await jobs.submit(key, b"again")
        else:
            twice.set()

    hands.let.set()
    await submitted(redis, "a")
    async with JobWorker(queue(redis, "test"), hands.handle, 1, ended).running(lambda: 5.0), asyncio.timeout(30):
        await twice.wait()
    assert hands.begun == [b"a", b"again"]
