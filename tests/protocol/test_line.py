"""While others come first, people are told how many. On a real Redis."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis
from saq.job import Status

from adapters.redis import feed
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from core import summaries
from core.delivery import telling
from core.delivery.delivering import Delivering
from core.delivery.record import Delivery, Place, State
from core.delivery.records import records
from core.errors import ComputationLost
from core.progress import Event, Finished, Found, Waiting
from core.requests import Request
from core.thread.words import words
from tests.fakes.chat import Killed, MemoryChat
from tests.fakes.engine import CountingSource, SteppedEngine, video_ref
from tests.protocol.test_one_computation import Process


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the line more often than is worth it for people."""
    monkeypatch.setattr(feed, "IDLE", 20)
    monkeypatch.setattr(telling, "RETELLING", 0.0)


@pytest.fixture
def process(redis: Redis) -> Process:
    """One whose engine writes a section each time it is let."""
    return Process(redis, CountingSource(), SteppedEngine(stepped=True))


async def fill(process: Process, jobs: int) -> list[str]:
    """Put jobs that are nobody's into the line, and return their keys."""
    keys = [f"job {number}" for number in range(jobs)]
    for key in keys:
        await process.jobs.submit(key, b"{}")
    return keys


async def serve(process: Process, key: str) -> None:
    """Take a job out of the line."""
    job = await process.worker._queue.dequeue(timeout=1)  # noqa: SLF001 - a worker would go on with the next
    assert job
    assert job.key == key


async def told(events: AsyncIterator[Event], count: int) -> list[Event]:
    return [await anext(events) for _ in range(count)]


async def test_the_place_is_told_until_it_is_begun_and_then_no_more(process: Process) -> None:
    first, second = await fill(process, 2)
    events = process.summaries.events(Request(video_ref()))
    assert await told(events, 2) == [Waiting(2), Waiting(2)]
    await serve(process, first)
    await serve(process, second)
    while (event := await anext(events)) == Waiting(2):
        pass
    assert event == Waiting(0)
    for _ in range(3):
        process.engine.steps.release()
    async with process.working():
        rest = [event async for event in events]
    begun = rest.index(next(event for event in rest if isinstance(event, Found)))
    assert not [event for event in rest[begun:] if isinstance(event, Waiting)]
    assert isinstance(rest[-1], Finished)


async def test_whoever_waits_is_patient_while_the_line_moves_and_no_longer(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summaries, "PATIENCE", 0.4)
    keys = await fill(process, 6)
    events = process.summaries.events(Request(video_ref()))
    clock = asyncio.get_running_loop().time
    began = clock()
    for before in range(6, 0, -1):
        while (await anext(events)) != Waiting(before):
            pass
        until = clock() + 0.2
        while clock() < until:
            await anext(events)
        await serve(process, keys.pop(0))
    assert clock() - began > 1.0
    lost = await process.worker._queue.dequeue(timeout=1)  # noqa: SLF001 - as a worker that dies with it too often
    assert lost
    await lost.finish(Status.ABORTED)
    assert await told(events, 1) == [Waiting(0)]
    with pytest.raises(ComputationLost):
        await told(events, 100)


async def test_what_nobody_waits_for_any_more_is_not_begun(process: Process) -> None:
    events = process.summaries.events(Request(video_ref()))
    await anext(events)
    await events.aclose()  # type: ignore[attr-defined] # it is a generator
    (wanted,) = [key async for key in process.redis.scan_iter("cuepoint:wanted:*")]
    await process.redis.delete(wanted)
    async with process.working(), asyncio.timeout(3):
        while await process.redis.exists("saq:test:incomplete"):  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0.01)
    assert not process.engine.runs


class House:
    """What delivers a post to a chat in memory, while others come first."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.chat = MemoryChat()
        kept = records(RedisStore(process.redis), RedisNames(process.redis))
        self.deliveries = kept.deliveries
        self.delivering = Delivering(kept, process.summaries, self.chat)

    async def post(self) -> Delivery:
        delivery = Delivery(Place("memory", "s", "c"), "1", "someone", Request(video_ref(), "de"))
        await self.deliveries.begin(delivery)
        return delivery

    def said(self) -> list[str]:
        """What the reply has said so far, by its first line."""
        return [block[0].text for block in self.chat.replies.get("1", [])]

    async def until(self, line: str) -> None:
        async with asyncio.timeout(5):
            while line not in self.said():  # noqa: ASYNC110 - no event tells of it
                await asyncio.sleep(0.01)


LINE = "In der Warteschlange: {} Videos kommen vorher dran …"
NEXT = "In der Warteschlange: als Nächstes an der Reihe …"


async def test_the_reply_says_how_many_come_first_each_time_that_they_are_half_as_many(process: Process) -> None:
    keys = await fill(process, 9)
    house = House(process)
    delivery = await house.post()
    running = asyncio.create_task(house.delivering.run(delivery.id))
    await house.until(LINE.format(9))
    for number, key in enumerate(keys, start=1):
        await serve(process, key)
        shown = 9 - number
        if shown in {4, 2, 1, 0}:
            await house.until(
                {1: "In der Warteschlange: 1 Video kommt vorher dran …", 0: NEXT}.get(shown, LINE.format(shown))
            )
        else:
            await asyncio.sleep(0.06)
    assert len(house.said()) == 5
    for _ in range(3):
        process.engine.steps.release()
    async with process.working():
        await running
    assert house.chat.replies["1"][5][-1].text == words("de").reading
    assert set(house.said()[5:]) == {"The clock"}
    assert len(house.chat.replies) == 1
    ended = await house.deliveries.load(delivery.id)
    assert ended
    assert ended.state is State.DONE


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", [1, 2, 3])
async def test_whichever_step_it_dies_at_there_is_one_reply_and_one_thread(
    process: Process, number: int, *, after: bool
) -> None:
    first, second = await fill(process, 2)
    house = House(process)
    delivery = await house.post()
    house.chat.kill_at("reply", number, after=after)

    async def run() -> None:
        with contextlib.suppress(Killed):
            await house.delivering.run(delivery.id)

    running = asyncio.create_task(run())
    if number > 1:
        await house.until(LINE.format(2))
    await serve(process, first)
    await serve(process, second)
    for _ in range(3):
        process.engine.steps.release()
    async with process.working():
        await running
        await house.delivering.run(delivery.id)
    assert house.chat.killed
    assert len(house.chat.replies) == len(house.chat.threads) == 1
    assert [part.number for part in house.chat.threads["thread of 1"]] == [0, 1, 2, 3]
