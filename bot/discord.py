"""Discord as a command: what is posted there is delivered by this process, or by any other that serves Discord."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from adapters.discord.chat import DiscordChat
from adapters.discord.client import CuepointClient, connected, point_at
from adapters.discord.house import House
from adapters.discord.inbound import PLATFORM
from adapters.discord.sight import Sight
from adapters.redis.jobs import JobWorker, RedisJobs, queue
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from bot.serve import told_to_stop
from bot.settings import Settings, SettingsWrong
from bot.wiring import GRACE, Cuepoint, wire, working
from core.delivery.answering import Answering
from core.delivery.delivering import Captions, Delivering
from core.delivery.intake import Intake
from core.delivery.records import records
from core.delivery.running import Running
from core.errors import CuepointError
from core.faults import boundary
from core.model import Section, Summary, Transcript
from core.preferences import PreferencesOf
from core.requests import Request

AT_ONCE = 32
"""How many posts and questions a process answers at a time: it mostly waits, for Discord and for summaries."""
LOOK_AGAIN = 30.0
"""How often, in seconds, what hasn't ended is queued again, if it isn't there."""

log = logging.getLogger(__name__)


async def discord(settings: Settings) -> None:
    """Serve Discord until SIGTERM or SIGINT, or until Discord ends it; what is under way goes on after a restart.

    Raises:
        CuepointError: Redis or Discord can't be reached, or Discord won't have us.
    """
    async with wire(settings) as cuepoint, working(cuepoint, settings), serving(cuepoint, settings) as listening:
        stop = asyncio.create_task(told_to_stop())
        await asyncio.wait({stop, listening}, return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        if listening.done():
            await listening


@contextlib.asynccontextmanager
async def serving(cuepoint: Cuepoint, settings: Settings) -> AsyncIterator["asyncio.Task[None]"]:
    """Serve Discord for as long as the context lasts. Yields the task that listens, which ends where Discord ends it.

    Raises:
        CuepointError: Discord can't be reached, or won't have us.
    """
    if settings.discord_token is None:
        raise SettingsWrong("DISCORD_TOKEN is not set: it is the token of your application's bot.")
    point_at(settings.discord_api_url)
    client = CuepointClient()
    running, worker = _wired(client, cuepoint)
    async with connected(client, settings.discord_token.get_secret_value()) as listening:
        resuming = asyncio.create_task(_resume(running))
        try:
            async with worker.running(grace=GRACE):
                yield listening
        finally:
            resuming.cancel()


def _wired(client: CuepointClient, cuepoint: Cuepoint) -> tuple[Running, JobWorker]:
    store = RedisStore(cuepoint.redis)
    kept = records(store, RedisNames(cuepoint.redis))
    chat = DiscordChat(client.rest, Sight(client, client.rest))
    captions = Captions(chat, _parsed, cuepoint.transcripts)
    delivering = Delivering(kept, cuepoint.summaries, chat, captions)
    answering = Answering(kept, cuepoint.asking, chat)
    waiting = queue(cuepoint.redis, "deliveries-discord")
    jobs = RedisJobs(waiting)
    client.house = House(
        Intake(kept, captions, jobs),
        kept,
        PreferencesOf(store),
        cuepoint.summaries,
        cuepoint.asking,
        lambda *asked: _redone(cuepoint, *asked),
        store,
    )
    running = Running(PLATFORM, kept, delivering, answering, jobs)
    return running, JobWorker(waiting, running.run, AT_ONCE)


def _parsed(name: str, content: bytes) -> Transcript:
    from adapters.captions.parse import parse  # noqa: PLC0415 - hardly ever needed, and takes the stemmers

    return parse(name, content)


async def _redone(cuepoint: Cuepoint, request: Request, index: int, shown: str) -> tuple[Section, Summary] | None:
    from core.redoing import Redoing  # noqa: PLC0415 - seldom needed, and takes what checks the laws

    redoing = Redoing(cuepoint.transcripts, cuepoint.summaries, cuepoint.engines.engine)
    return await redoing.section(request, index, shown)


async def _resume(running: Running) -> None:
    while True:
        # Redis away for a while is no reason not to look again.
        with contextlib.suppress(CuepointError), boundary(log, "looking for what hasn't ended"):
            await running.resume()
        await asyncio.sleep(LOOK_AGAIN)
