"""Law 5: who wants the same summary at the same time shares one run. On a real Redis."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
from redis.asyncio import Redis

from adapters.redis.feed import RedisFeed
from adapters.redis.jobs import JobWorker, RedisJobs, queue
from adapters.redis.locks import RedisLocks
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from core.budgets.budgets import Budgets
from core.budgets.spending import Limit
from core.computation import FALLEN_BACK, Computation
from core.compute import ComputationGivenUp, ComputePool, RetryingPool, ThreadPool
from core.drafts import Engine
from core.errors import KnownFailure, TranscriptError
from core.laws.breaches import breaches
from core.progress import Event, Finished, Found, Progress, SectionReady
from core.requests import Request, job_key, wanted_key
from core.summaries import Summaries
from core.transcripts import Transcripts
from core.writers import Writers
from tests.fakes.engine import CountingSource, SteppedEngine, transcript, video_ref
from tests.fakes.pool import DeadlyPool


class Lasting(TranscriptError):
    code = "lasting"
    sentence = "It can't be had."
    lasting = 60.0


class Passing(TranscriptError):
    code = "passing"
    sentence = "Not just now."


@dataclass
class Process:
    """What one process has: its own clients, engine and worker; the Redis is shared."""

    redis: Redis
    source: CountingSource
    engine: SteppedEngine
    way: str = ""
    instead: Engine | None = None
    each: Limit | None = None
    whole: Limit | None = None
    clock: Callable[[], float] = time.time
    pool: ComputePool = field(default_factory=ThreadPool)

    def __post_init__(self) -> None:
        store, feed = RedisStore(self.redis), RedisFeed(self.redis)
        jobs = queue(self.redis, "test")
        self.store, self.feed = store, feed
        self.transcripts = Transcripts(self.source, store, RedisLocks(self.redis), self.way)
        tallies, names = RedisTallies(self.redis), RedisNames(self.redis)
        self.budgets = Budgets(tallies, store, names, each=self.each, whole=self.whole, clock=self.clock)
        self.writers = Writers(self.engine, self.budgets, store, self.instead)
        self.jobs = RedisJobs(jobs)
        self.summaries = Summaries(self.transcripts, store, feed, self.jobs, self.writers)
        computation = Computation(self.transcripts, store, feed, self.writers, self.pool)
        self.worker = JobWorker(jobs, computation.run, concurrency=2)

    @contextlib.asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        async with self.worker.running(lambda: 5.0):
            yield

    async def events(self, language: str | None = None, community: str = "") -> list[Event]:
        return [event async for event in self.summaries.events(Request(video_ref(), language, community))]


@pytest.fixture
def one(redis: Redis) -> Process:
    return Process(redis, CountingSource(), SteppedEngine())


def sections(events: list[Event]) -> list[str]:
    return [event.section.title for event in events if isinstance(event, SectionReady)]


async def test_a_summary_is_told_as_it_grows_and_holds_the_laws(one: Process) -> None:
    async with one.working():
        events = await one.events()
    assert isinstance(events[0], Found)
    assert [event for event in events if isinstance(event, Progress)] == [Progress(n, 12) for n in (4, 8, 12)]
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert sections(events) == [section.title for section in finished.summary.sections]
    assert breaches(finished.summary, transcript()) == []
    assert finished.summary.usage.input_tokens == 350
    assert finished.summary.usage.calls == 4


async def test_the_same_again_comes_from_the_cache(one: Process) -> None:
    async with one.working():
        first = await one.events()
    again = await one.events()
    assert [e for e in first if not isinstance(e, Progress)] == again
    assert one.engine.runs == 1
    assert one.source.fetches.total() == 1


async def test_two_processes_that_ask_at_once_share_one_run(redis: Redis) -> None:
    source = CountingSource()
    here = Process(redis, source, SteppedEngine(stepped=True))
    there = Process(redis, source, SteppedEngine(stepped=True))
    async with here.working(), there.working():
        first = asyncio.create_task(here.events())
        second = asyncio.create_task(there.events())
        for engine in (here.engine, there.engine):
            for _ in range(3):
                engine.steps.release()
        both = await asyncio.gather(first, second)
    assert sections(both[0]) == sections(both[1]) == [f"Part {n} in en" for n in (1, 2, 3)]
    assert here.engine.runs + there.engine.runs == 1
    assert source.fetches.total() == 1


async def test_who_joins_late_gets_every_section(redis: Redis) -> None:
    process = Process(redis, CountingSource(), SteppedEngine(stepped=True))
    async with process.working():
        early = process.summaries.events(Request(video_ref()))
        process.engine.steps.release()
        while not isinstance(await anext(early), SectionReady):
            pass
        late = asyncio.create_task(process.events())
        process.engine.steps.release()
        process.engine.steps.release()
        assert sections(await late) == [f"Part {n} in en" for n in (1, 2, 3)]
        assert sections([event async for event in early]) == ["Part 2 in en", "Part 3 in en"]
    assert process.engine.runs == 1


async def test_a_run_cut_short_is_begun_again_and_nobody_hears_a_section_twice(redis: Redis) -> None:
    source = CountingSource()
    first = Process(redis, source, SteppedEngine(stepped=True))
    second = Process(redis, source, SteppedEngine())
    heard: list[Event] = []

    async def listen() -> None:
        async for event in second.summaries.events(Request(video_ref())):
            heard.append(event)
            if isinstance(event, SectionReady):
                told.set()

    told = asyncio.Event()
    listener = asyncio.create_task(listen())
    with pytest.raises(InterruptedError):
        await interrupted_after_a_section(first, told)
    async with second.working():
        await listener
    assert sections(heard) == [f"Part {n} in en" for n in (1, 2, 3)]
    assert (first.engine.runs, second.engine.runs) == (1, 1)
    assert source.fetches.total() == 1


async def interrupted_after_a_section(process: Process, told: asyncio.Event) -> None:
    async with process.working():
        process.engine.steps.release()
        await told.wait()
        raise InterruptedError


async def test_a_lasting_failure_is_remembered(one: Process) -> None:
    one.source.failure = Lasting()
    async with one.working():
        for _ in range(3):
            with pytest.raises(KnownFailure, match="It can't be had") as caught:
                await one.events()
    assert caught.value.failure.code == "lasting"
    assert one.source.fetches.total() == 1


async def test_what_failed_one_way_is_tried_another(redis: Redis) -> None:
    source = CountingSource()
    source.failure = Lasting()
    bare, proxied = (Process(redis, source, SteppedEngine(), way) for way in ("", "proxied"))
    async with bare.working():
        with pytest.raises(KnownFailure):
            await bare.events()
    source.failure = None
    async with proxied.working():
        assert isinstance((await proxied.events())[-1], Finished)


@pytest.mark.parametrize("notes", [(), ("The conclusion was written offline.",)])
async def test_a_summary_that_fell_back_is_not_kept_for_long(
    one: Process, redis: Redis, notes: tuple[str, ...]
) -> None:
    one.engine.notes = notes
    async with one.working():
        await one.events()
    assert await one.summaries.kept(Request(video_ref()))
    kept = [await redis.pttl(key) / 1000 for key in await redis.keys("cuepoint:summary:*")]
    assert [lifetime <= FALLEN_BACK for lifetime in kept] == [bool(notes)]


async def test_a_model_that_never_replied_has_written_nothing(one: Process) -> None:
    one.engine.replies = False
    async with one.working():
        finished = (await one.events())[-1]
    assert isinstance(finished, Finished)
    assert finished.summary.engine == "offline"


async def test_a_passing_failure_is_tried_again(one: Process) -> None:
    one.source.failure = Passing()
    async with one.working():
        with pytest.raises(KnownFailure, match="Not just now"):
            await one.events()
    one.source.failure = None
    another = Process(one.redis, one.source, one.engine)
    async with another.working():
        assert isinstance((await another.events())[-1], Finished)
    assert one.source.fetches.total() == 2


async def test_a_fault_is_told_by_its_id_and_logged(one: Process, caplog: pytest.LogCaptureFixture) -> None:
    one.engine.failure = ZeroDivisionError("secret detail")
    async with one.working():
        with pytest.raises(KnownFailure) as caught:
            await one.events()
    assert "secret" not in str(caught.value)
    fault = next(record for record in caplog.records if record.exc_info)
    assert str(caught.value).split()[-1].rstrip(".") == fault.__dict__["facts"]["fault"]


async def test_what_nobody_waits_for_is_stopped(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.computation.WANTED", 0.03)
    process = Process(redis, CountingSource(), SteppedEngine(stepped=True))
    async with process.working():
        events = process.summaries.events(Request(video_ref()))
        await anext(events)
        await events.aclose()  # type: ignore[attr-defined]  # it is a generator, which the port need not say
        await redis.delete("cuepoint:" + wanted_key(job_key(Request(video_ref()), process.engine)))
        while await redis.exists(*await redis.keys("saq:job:*") or ["none"]):
            await redis.ping()
    assert process.engine.runs <= 1


async def test_an_engine_that_translates_reads_the_video_s_own_words(redis: Redis) -> None:
    process = Process(redis, CountingSource(), SteppedEngine(translates=True))
    async with process.working():
        assert sections(await process.events("de")) == [f"Part {n} in de" for n in (1, 2, 3)]
        assert sections(await process.events())[0] == "Part 1 in en"
    assert process.source.fetches == {(video_ref().id, None): 1}


async def test_an_engine_that_does_not_translate_asks_for_the_reader_s_transcript(one: Process) -> None:
    async with one.working():
        assert sections(await one.events("de"))[0] == "Part 1 in de"
    assert one.source.fetches == {(video_ref().id, "de"): 1}


async def test_another_version_s_data_is_computed_anew(one: Process, redis: Redis) -> None:
    async with one.working():
        first = await one.events()
        for key in await redis.keys("cuepoint:[pst]*:*"):
            if await redis.type(key) == b"string":
                await redis.set(key, b'{"of": "another version"}')
        again = await one.events()
    assert sections(again) == sections(first)
    assert one.source.fetches.total() == 2


async def test_nothing_is_left_without_an_end(one: Process, redis: Redis) -> None:
    async with one.working():
        await one.events()
    left = {key: await redis.ttl(key) for key in await redis.keys("*")}
    assert not [key for key, ttl in left.items() if ttl < 0], left


async def test_a_computation_that_kills_its_process_is_tried_twice_and_never_again(redis: Redis) -> None:
    """Whoever asks hears why, at once where it is known; so does who asks another process."""
    source, engine, deadly = CountingSource(), SteppedEngine(), DeadlyPool(times=9)
    for _ in range(2):
        process = Process(redis, source, engine, pool=RetryingPool(deadly, RedisTallies(redis)))
        async with process.working():
            with pytest.raises(KnownFailure) as raised:
                await process.events()
        assert raised.value.failure.code == ComputationGivenUp.code
    assert deadly.calls == 2
