"""A flood of links from one server, then a link from another. On a real Redis, through both queues."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from adapters.redis.jobs import JobWorker, RedisJobs, queue
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from bot.delivering import AT_ONCE
from core.delivery.answering import Answering
from core.delivery.delivering import Captions, Delivering
from core.delivery.intake import Intake
from core.delivery.limits import Limits, Most
from core.delivery.record import Delivery, Message, Place
from core.delivery.records import records
from core.delivery.running import Running
from core.model import Transcript, VideoRef
from core.thread.content import Block
from tests.fakes.chat import MemoryChat
from tests.fakes.engine import CountingSource, SteppedEngine, transcript, video_ref
from tests.protocol.test_intake import NoFiles
from tests.protocol.test_one_computation import Process

FLOOD = 500


class TimedChat(MemoryChat):
    """A chat that notes in which order posts are finished, and tells when one is."""

    def __init__(self) -> None:
        super().__init__()
        self.finished: list[str] = []
        self.waited = asyncio.Event()

    async def reply(self, delivery: Delivery, block: Block, *, again: bool) -> str:
        if block[-1].text.endswith("in the thread"):
            self.finished.append(delivery.message)
            if delivery.message == "the one":
                self.waited.set()
        return await super().reply(delivery, block, again=again)


class HeldSource(CountingSource):
    """Gives no transcript before it is let, those of the quiet server before those of the loud one, if need be."""

    def __init__(self) -> None:
        super().__init__()
        self.let, self.loud = asyncio.Event(), asyncio.Event()
        self.loud.set()

    async def fetch(self, ref: VideoRef, language: str | None) -> Transcript:
        await self.let.wait()
        if ref.id.startswith("loud"):
            await self.loud.wait()
        return await super().fetch(ref, language)


class City:
    """All between posts and a chat, with a source of transcripts that waits to be let."""

    def __init__(self, redis: Redis) -> None:
        self.source = HeldSource()
        self.process = Process(redis, self.source, SteppedEngine())
        self.chat = TimedChat()
        kept = records(RedisStore(redis), RedisNames(redis))
        captions = Captions(NoFiles(), lambda name, _: transcript(video_ref(name)), self.process.transcripts)
        waiting = queue(redis, "deliveries")
        self.intake = Intake(kept, captions, RedisJobs(waiting), Limits(RedisTallies(redis), Most()))
        delivering = Delivering(kept, self.process.summaries, self.chat)
        answering = Answering(kept, None, None)  # type: ignore[arg-type]  # nobody asks here
        running = Running("memory", kept, delivering, answering, RedisJobs(waiting))
        self.worker = JobWorker(waiting, running.run, AT_ONCE)

    async def post(self, server: str, message: str, video: str) -> None:
        await self.intake.post(
            Message(Place("memory", server, server), message, "ada", f"https://youtu.be/{video_ref(video).id}")
        )


@pytest.fixture
async def city(redis: Redis) -> AsyncIterator[City]:
    made = City(redis)
    async with made.process.working(), made.worker.running(lambda: 0.0):
        yield made


async def test_a_link_is_served_before_the_tenth_of_a_flood(city: City) -> None:
    for number in range(FLOOD):
        await city.post("loud", str(number), f"loud{number}")
    await city.post("quiet", "the one", "quiet")
    city.source.let.set()
    async with asyncio.timeout(30):
        await city.chat.waited.wait()
    assert city.chat.finished.index("the one") < 9


async def test_posts_that_wait_for_another_s_thread_keep_nobody_else_waiting(city: City) -> None:
    for number in range(FLOOD // 5):
        await city.post("loud", str(number), "loud")
    city.source.loud.clear()
    await city.post("quiet", "the one", "quiet")
    city.source.let.set()
    async with asyncio.timeout(30):
        await city.chat.waited.wait()
    assert city.chat.finished == ["the one"]
    city.source.loud.set()
