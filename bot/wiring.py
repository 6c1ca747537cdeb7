"""The composition root: settings become a running Cuepoint. Nothing is connected before `wire` is entered."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from redis.asyncio import Redis

from adapters.redis.client import Connections, answers
from adapters.redis.feed import RedisFeed
from adapters.redis.jobs import JobWorker, RedisJobs, queue
from adapters.redis.locks import RedisLocks
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from bot.ending import Ending
from bot.engines import Engines, engines_for
from bot.health import Health
from bot.processes import process_pool
from bot.redis_choice import redis_for
from bot.settings import Settings
from bot.youtube import way, youtube_source
from core.answers.asking import Asking
from core.budgets.budgets import Budgets
from core.budgets.spending import Limit
from core.compute import ComputePool, RetryingPool
from core.keys import FORMAT, digest
from core.summaries import Summaries
from core.transcripts import Transcripts
from core.writers import Writers


@dataclass(frozen=True, slots=True)
class Cuepoint:
    """A wired Cuepoint: what the command line and the chats use."""

    redis: Connections
    pool: ComputePool
    engines: Engines
    writers: Writers
    transcripts: Transcripts
    summaries: Summaries
    asking: Asking
    worker: JobWorker
    health: Health
    ending: Ending


@contextlib.asynccontextmanager
async def wire(settings: Settings, ending: Ending | None = None) -> AsyncIterator[Cuepoint]:
    """Yield a Cuepoint that is connected; its worker is not started.

    Args:
        settings: the settings.
        ending: that of a process that serves others: it waits for a Redis that goes away later on.

    Raises:
        StoreUnavailable: Redis can't be reached or started.
    """
    serves = ending is not None
    async with process_pool(early=not serves) as processes, redis_for(settings, patient=serves) as redis:
        store, budgets = RedisStore(redis.commands), budgets_for(settings, redis.commands)
        pool = RetryingPool(processes, RedisTallies(redis.commands))
        async with engines_for(settings, store, RedisNames(redis.commands), budgets, pool) as engines:
            writers = Writers(engines.engine, budgets, store, engines.instead)
            yield _wired(settings, redis, pool, engines, writers=writers, ending=ending or Ending())


def _wired(
    settings: Settings, redis: Connections, pool: ComputePool, engines: Engines, *, writers: Writers, ending: Ending
) -> Cuepoint:
    store, feed = RedisStore(redis.commands), RedisFeed(redis.waiting)
    transcripts = Transcripts(
        youtube_source(settings, pool), store, RedisLocks(redis.commands), way(settings), settings.retention.transcripts
    )
    # Processes with different engines can share a Redis: each works on what its own engine is to write.
    jobs = queue(redis.waiting, f"summaries-{FORMAT}-{digest(engines.engine.fingerprint)[:12]}")
    summaries = Summaries(transcripts, store, feed, RedisJobs(jobs), writers)

    async def compute(run: str, payload: bytes) -> None:
        from core.computation import Computation  # noqa: PLC0415 - not every process computes

        await Computation(transcripts, store, feed, writers, pool, kept=settings.retention.summaries).run(run, payload)

    worker = JobWorker(jobs, compute, max(1, settings.cuepoint_concurrency))
    asking = Asking(transcripts, summaries, writers, engines.answerer, engines.answerer_instead)
    health = Health()
    health.watch("redis", lambda: answers(redis.commands))
    return Cuepoint(redis, pool, engines, writers, transcripts, summaries, asking, worker, health, ending)


def budgets_for(settings: Settings, redis: Redis) -> Budgets:
    """Return the budgets that are set, counted in a Redis."""
    return Budgets(
        RedisTallies(redis),
        RedisStore(redis),
        RedisNames(redis),
        each=Limit(settings.budget_server_tokens, settings.budget_server_money),
        whole=Limit(settings.budget_tokens, settings.budget_money),
    )


@contextlib.asynccontextmanager
async def working(cuepoint: Cuepoint, settings: Settings) -> AsyncIterator[None]:
    """Compute in this process too for as long as the context lasts, unless `CUEPOINT_CONCURRENCY` is 0."""
    if not settings.cuepoint_concurrency:
        yield
        return
    async with at_work(cuepoint, cuepoint.worker):
        yield


@contextlib.asynccontextmanager
async def at_work(cuepoint: Cuepoint, worker: JobWorker) -> AsyncIterator[None]:
    """Have a worker do its jobs for as long as the context lasts, and look whether it does."""
    async with worker.running(cuepoint.ending.left):
        cuepoint.health.watch_worker(worker)
        yield
