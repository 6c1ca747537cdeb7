"""Discord as a command: what is posted there is delivered by this process, or by any other that serves Discord."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from adapters.discord.chat import DiscordChat
from adapters.discord.client import CuepointClient, Shards, point_at
from adapters.discord.connection import connected
from adapters.discord.inbound import PLATFORM
from adapters.discord.managers import DiscordManagers
from adapters.discord.removal import DiscordRemover
from adapters.discord.sight import Sight
from bot.delivering import delivered, deliverer_of
from bot.ending import Ending
from bot.serve import serve
from bot.settings import Settings, SettingsWrong
from bot.supervision import Platform
from bot.wiring import Cuepoint


async def discord(settings: Settings, ending: Ending) -> None:
    """Serve Discord until told to stop; what is under way goes on after a restart.

    Raises:
        CuepointError: Redis can't be reached, or Discord won't have us.
    """
    await serve(settings, ending, DISCORD)


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
    sight = Sight(client, client.rest)
    chat, remover = DiscordChat(client.rest, sight), DiscordRemover(client.rest, sight)
    deliverer = deliverer_of(PLATFORM, cuepoint, settings, chat, remover)
    client.house = deliverer.house
    token = settings.discord_token.get_secret_value()
    managers = DiscordManagers(client, client.rest)
    cuepoint.health.watch(PLATFORM, client.hears)
    async with connected(client, token) as listening, delivered(cuepoint, deliverer, managers):
        yield listening


DISCORD = Platform(PLATFORM, serving)
"""Discord, over its gateway."""
