"""Discord as a command: what is posted there is delivered by this process, or by any other that serves Discord."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from adapters.discord.chat import DiscordChat
from adapters.discord.client import CuepointClient, Shards, connected, point_at
from adapters.discord.house import House
from adapters.discord.inbound import PLATFORM
from adapters.discord.managers import DiscordManagers
from adapters.discord.sight import Sight
from adapters.redis.jobs import JobWorker, RedisJobs, queue
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from bot.delivering import AT_ONCE, limits_for, looking, managing, parsed, redone
from bot.ending import Ending
from bot.serve import serve
from bot.settings import Settings, SettingsWrong
from bot.wiring import Cuepoint
from core.delivery.answering import Answering
from core.delivery.delivering import Captions, Delivering
from core.delivery.intake import Intake
from core.delivery.limits import Limits
from core.delivery.more import More
from core.delivery.records import records
from core.delivery.running import Running
from core.keys import FORMAT
from core.preferences import PreferencesOf


async def discord(settings: Settings, ending: Ending) -> None:
    """Serve Discord until told to stop, or until Discord ends it; what is under way goes on after a restart.

    Raises:
        CuepointError: Redis or Discord can't be reached, or Discord won't have us.
    """
    await serve(settings, ending, serving)


@contextlib.asynccontextmanager
async def serving(cuepoint: Cuepoint, settings: Settings) -> AsyncIterator["asyncio.Future[None]"]:
    """Serve Discord for as long as the context lasts. Yields the task that listens, which ends where Discord ends it.

    Raises:
        CuepointError: Discord can't be reached, or won't have us.
    """
    if settings.discord_token is None:
        raise SettingsWrong("DISCORD_TOKEN is not set: it is the token of your application's bot.")
    point_at(settings.discord_api_url)
    first, last, count = settings.discord_shards or (0, 0, 0)
    client = CuepointClient(Shards(range(first, last + 1), count) if count else None)
    running, worker = _wired(client, cuepoint, limits_for(settings, cuepoint))
    token = settings.discord_token.get_secret_value()
    manages = managing(PLATFORM, cuepoint, DiscordManagers(client, client.rest))
    cuepoint.health.watch(PLATFORM, client.hears)
    async with connected(client, token) as listening, looking(running, manages), worker.running(cuepoint.ending.left):
        cuepoint.health.watch_worker(worker)
        yield listening


def _wired(client: CuepointClient, cuepoint: Cuepoint, limits: Limits) -> tuple[Running, JobWorker]:
    store, names = RedisStore(cuepoint.redis.commands), RedisNames(cuepoint.redis.commands)
    kept = records(store, names)
    chat = DiscordChat(client.rest, Sight(client, client.rest))
    captions = Captions(chat, parsed, cuepoint.transcripts)
    delivering = Delivering(kept, cuepoint.summaries, chat, captions, More(kept, chat))
    answering = Answering(kept, cuepoint.asking, chat)
    waiting = queue(cuepoint.redis.waiting, f"deliveries-{FORMAT}-{PLATFORM}")
    jobs = RedisJobs(waiting)
    client.house = House(
        Intake(kept, captions, jobs, limits),
        kept,
        PreferencesOf(store),
        cuepoint.summaries,
        cuepoint.asking,
        lambda *asked: redone(cuepoint, *asked),
        store,
        names,
        cuepoint.writers.budgets,
    )
    running = Running(PLATFORM, kept, delivering, answering, jobs)
    return running, JobWorker(waiting, running.run, AT_ONCE)
