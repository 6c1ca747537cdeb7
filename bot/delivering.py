"""What every chat's process does beside listening: read caption files, redo sections, take up what is left."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from bot.settings import Settings
from bot.wiring import Cuepoint
from core.delivery.limits import Limits, Most
from core.delivery.managing import Managers, Managing
from core.delivery.running import Running
from core.errors import CuepointError
from core.faults import boundary
from core.model import Section, Summary, Transcript
from core.requests import Request

AT_ONCE = 512
"""How many posts and questions a process answers at a time: more than one server may post in an hour, by default, so
that who waits for a summary keeps nobody waiting. It mostly waits, for the chat and for summaries."""
LOOK_AGAIN = 30.0
"""How often, in seconds, what hasn't ended is queued again, if it isn't there, and who manages a server is told."""

log = logging.getLogger(__name__)


def limits_for(settings: Settings, cuepoint: Cuepoint) -> Limits:
    """Return the limits that are set."""
    most = Most(settings.limit_user, settings.limit_channel, settings.limit_server)
    return Limits(RedisTallies(cuepoint.redis.commands), most)


def parsed(name: str, content: bytes) -> Transcript:
    """Return the transcript in a caption file.

    Raises:
        TranscriptError: it is none that can be used.
    """
    from adapters.captions.parse import parse  # noqa: PLC0415 - hardly ever needed, and takes the stemmers

    return parse(name, content)


async def redone(cuepoint: Cuepoint, request: Request, index: int, shown: str) -> tuple[Section, Summary] | None:
    """Return a section anew, and the summary it is part of: see `core.redoing.Redoing.section`.

    Raises:
        CuepointError: the section can't be written.
    """
    from core.redoing import Redoing  # noqa: PLC0415 - seldom needed, and takes what checks the laws

    redoing = Redoing(cuepoint.transcripts, cuepoint.summaries, cuepoint.writers)
    return await redoing.section(request, index, shown)


def managing(platform: str, cuepoint: Cuepoint, managers: Managers) -> Managing:
    """Return what has a platform's managers told."""
    store, names = RedisStore(cuepoint.redis.commands), RedisNames(cuepoint.redis.commands)
    return Managing(platform, cuepoint.writers.budgets, store, names, managers)


@contextlib.asynccontextmanager
async def looking(running: Running, manages: Managing) -> AsyncIterator[None]:
    """Queue what hasn't ended, and have told who is to be told, now and then for as long as the context lasts."""
    # Each on its own: one that waits for its platform doesn't hold up the other.
    tasks = [asyncio.create_task(_look(look)) for look in (running.resume, manages.look)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()


async def _look(look: Callable[[], Awaitable[None]]) -> None:
    while True:
        # Redis away for a while is no reason not to look again.
        with contextlib.suppress(CuepointError), boundary(log, "looking for what is left to do"):
            await look()
        await asyncio.sleep(LOOK_AGAIN)
