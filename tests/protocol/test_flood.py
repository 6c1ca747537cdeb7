"""A flood of links from one server, then a link from another. On a real Redis, through both queues."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from redis.asyncio import Redis

from adapters.redis.fair_queue import FairQueue
from adapters.redis.jobs import JobWorker, RedisJobs, queue
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from bot.delivering import AT_ONCE
from core.delivery.delivering import Delivering
from core.delivery.follow_ups import FollowUps
from core.delivery.intake import Intake
from core.delivery.limits import Limits, Most
from core.delivery.record import Delivery, Message, Place
from core.delivery.records import records
from core.delivery.running import Running
from core.model import Transcript, VideoRef
from core.summaries import Summaries
from core.thread.content import Block
from tests.fakes.chat import MemoryChat
from tests.fakes.engine import CountingSource, SteppedEngine, video_ref
from tests.protocol.test_one_computation import Process

FLOOD = 150


class TimedChat(MemoryChat):
    """A chat that notes in which order posts are finished, and tells when one is."""

    def __init__(self, look: Callable[[], Awaitable[None]]) -> None:
        super().__init__()
        self.finished: list[str] = []
        self.waited = asyncio.Event()
        self._look = look

    async def reply(self, delivery: Delivery, block: Block, *, again: bool) -> str:
        if block[-1].text.endswith("in the thread"):
            self.finished.append(delivery.message)
            if delivery.message == "the one":
                self.waited.set()
            await self._look()
        return await super().reply(delivery, block, again=again)


class HeldSource(CountingSource):
    """Gives no transcript before it is let, those of the quiet server before those of the loud one, if need be.

    Nor before the others are ready: where videos are real, computing takes longer than all else.
    """

    def __init__(self, ready: Callable[[], bool]) -> None:
        super().__init__()
        self.let, self.loud = asyncio.Event(), asyncio.Event()
        self.loud.set()
        self._ready, self._news = ready, asyncio.Condition()

    async def look(self) -> None:
        """Look again whether the others are ready."""
        async with self._news:
            self._news.notify_all()

    async def fetch(self, ref: VideoRef, language: str | None) -> Transcript:
        await self.let.wait()
        if ref.id.startswith("loud"):
            await self.loud.wait()
        async with self._news:
            await self._news.wait_for(self._ready)
            return await super().fetch(ref, language)


class CountedJobs(RedisJobs):
    """Counts the summaries that were asked for, and tells of each."""

    def __init__(self, jobs: FairQueue, look: Callable[[], Awaitable[None]]) -> None:
        super().__init__(jobs)
        self.count = 0
        self._look = look

    async def submit(self, key: str, payload: bytes, community: str = "") -> str | None:
        run = await super().submit(key, payload, community)
        self.count += 1
        await self._look()
        return run


class City:
    """All between posts and a chat, with a source of transcripts that waits to be let."""

    def __init__(self, redis: Redis) -> None:
        self.source = HeldSource(self._ready)
        self.videos: set[str] = set()
        self.process = Process(redis, self.source, SteppedEngine())
        self.chat = TimedChat(self.source.look)
        kept = records(RedisStore(redis), RedisNames(redis))
        waiting = queue(redis, "deliveries")
        follow_ups = FollowUps(kept.deliveries, kept.questions, kept.uploads, RedisJobs(waiting))
        self.intake = Intake(kept, follow_ups, RedisJobs(waiting), Limits(RedisTallies(redis), Most()))
        process, self.jobs = self.process, CountedJobs(queue(redis, "test"), self.source.look)
        asked = Summaries(process.transcripts, process.store, process.feed, self.jobs, process.writers)
        running = Running("memory", kept, (Delivering(kept, asked, self.chat),), follow_ups, RedisJobs(waiting))
        self.worker = JobWorker(waiting, running.run, AT_ONCE)

    def _ready(self) -> bool:
        """Return whether all is delivered that is computed, and as much is asked for as can be."""
        finished = len(self.chat.finished)
        asked = min(len(self.videos), finished + AT_ONCE)
        return finished == self.source.fetches.total() and self.jobs.count >= asked

    async def post(self, server: str, message: str, video: str) -> None:
        self.videos.add(video)
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
    for number in range(FLOOD // 2):
        await city.post("loud", str(number), "loud")
    city.source.loud.clear()
    await city.post("quiet", "the one", "quiet")
    city.source.let.set()
    async with asyncio.timeout(30):
        await city.chat.waited.wait()
    assert city.chat.finished == ["the one"]
    city.source.loud.set()
