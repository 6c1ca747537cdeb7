"""What every chat's process does beside listening: deliver what was taken in, and take up what is left."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from adapters.captions.reader import read_captions
from adapters.redis.fair_queue import FairQueue
from adapters.redis.jobs import Handler, JobWorker, RedisJobs, queue
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from bot.erasing import erasure_of
from bot.settings import Settings
from bot.wiring import Cuepoint, at_work
from core.delivery.answering import Answering
from core.delivery.chat import Attachments, Chat
from core.delivery.delivering import Captions, Delivering
from core.delivery.departures import Departures
from core.delivery.follow_ups import FollowUps, Responder
from core.delivery.house import House
from core.delivery.intake import Intake
from core.delivery.limits import Limits, Most
from core.delivery.managing import Managers, Managing
from core.delivery.more import More, Neighbours
from core.delivery.records import records
from core.delivery.removal import PostRemover
from core.delivery.running import Running
from core.delivery.upload_handler import UploadHandler
from core.faults import now_and_then
from core.keys import FORMAT
from core.model import Section, Summary
from core.preferences import PreferencesOf
from core.requests import Request

AT_ONCE = 256
"""How many posts and questions a process answers at a time. It mostly waits, for the chat and for summaries: there are
so many that a flood, which waits for summaries too, seldom keeps others from being begun."""
LOOK_AGAIN = 30.0
"""How often, in seconds, what hasn't ended is queued again, if it isn't there, and who manages a server is told."""

log = logging.getLogger(__name__)


class Posting(Chat, Attachments, Responder, Neighbours, Protocol):
    """All that a platform does for what was taken in."""


@dataclass(frozen=True, slots=True)
class Deliverer:
    """What delivers on one platform, and what its adapter listens with."""

    platform: str
    house: House
    running: Running
    waiting: FairQueue


def deliverer_of(
    platform: str, cuepoint: Cuepoint, settings: Settings, chat: Posting, remover: PostRemover
) -> Deliverer:
    """Return what delivers on a platform, and removes what is taken back."""
    store, names = RedisStore(cuepoint.redis.commands), RedisNames(cuepoint.redis.commands)
    kept = records(store, names, settings.retention)
    captions = Captions(chat, read_captions, cuepoint.transcripts, cuepoint.pool)
    waiting = queue(cuepoint.redis.waiting, f"deliveries-{FORMAT}-{platform}")
    jobs = RedisJobs(waiting)
    follow_ups = FollowUps(kept.deliveries, kept.questions, kept.uploads, jobs)
    intake = Intake(kept, follow_ups, jobs, _limits(settings, cuepoint))
    house = House(
        intake,
        kept,
        PreferencesOf(store),
        cuepoint.summaries,
        cuepoint.asking,
        partial(_redone, cuepoint),
        store,
        names,
        cuepoint.writers.budgets,
        Departures(platform, names, erasure_of(cuepoint.redis)),
        settings.retention,
    )
    more = More(kept, chat, cuepoint.pool)
    handlers = (
        Delivering(kept, cuepoint.summaries, chat, captions, more, follow_ups=follow_ups, remover=remover),
        Answering(kept, cuepoint.asking, chat, remover),
        UploadHandler(kept, captions, chat, intake, jobs, remover=remover),
    )
    running = Running(platform, kept, handlers, follow_ups, jobs)
    return Deliverer(platform, house, running, waiting)


@contextlib.asynccontextmanager
async def delivered(
    cuepoint: Cuepoint, deliverer: Deliverer, managers: Managers, handler: Handler | None = None
) -> AsyncIterator[None]:
    """Deliver what is taken in, and have told who is to be told, for as long as the context lasts.

    Args:
        cuepoint: what the process shares.
        deliverer: what delivers.
        managers: the way to those who manage the platform's communities.
        handler: what does a job, if not the deliverer's `running` by itself.
    """
    house = deliverer.house
    manages = Managing(deliverer.platform, house.budgets, house.store, house.names, managers)
    worker = JobWorker(
        deliverer.waiting, handler or deliverer.running.run, AT_ONCE, deliverer.running.requeue_withdrawn
    )
    async with looking(deliverer.running.resume, manages.look, house.departures.look), at_work(cuepoint, worker):
        yield


def _limits(settings: Settings, cuepoint: Cuepoint) -> Limits:
    most = Most(settings.limit_user, settings.limit_channel, settings.limit_server)
    return Limits(RedisTallies(cuepoint.redis.commands), most)


async def _redone(cuepoint: Cuepoint, request: Request, index: int, shown: str) -> tuple[Section, Summary] | None:
    """Return a section anew, and the summary it is part of: see `core.redoing.Redoing.section`.

    Raises:
        CuepointError: the section can't be written.
    """
    from core.redoing import Redoing  # noqa: PLC0415 - seldom needed, and takes what checks the laws

    redoing = Redoing(cuepoint.transcripts, cuepoint.summaries, cuepoint.writers, cuepoint.pool)
    return await redoing.section(request, index, shown)


@contextlib.asynccontextmanager
async def looking(*looks: Callable[[], Awaitable[None]], every: float = LOOK_AGAIN) -> AsyncIterator[None]:
    """Look every so many seconds whether there is something left to do, for as long as the context lasts."""
    # Each on its own: one that waits for its platform doesn't hold up the other.
    tasks = [asyncio.create_task(now_and_then(look, every, log, "looking for what is left to do")) for look in looks]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
