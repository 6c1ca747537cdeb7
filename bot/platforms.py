"""All chats that have tokens, in one process."""

import asyncio
import contextlib

from bot.serve import told_to_stop
from bot.settings import Settings
from bot.wiring import wire, working


async def platforms(settings: Settings) -> None:
    """Serve them until SIGTERM or SIGINT, or until one of them ends it.

    Raises:
        CuepointError: Redis or a platform can't be reached, or a platform won't have us.
    """
    async with (
        wire(settings, patient=True) as cuepoint,
        working(cuepoint, settings),
        contextlib.AsyncExitStack() as stack,
    ):
        waited = {asyncio.create_task(told_to_stop())}
        if settings.has_discord:
            from bot import discord  # noqa: PLC0415 - here and below: who has no token for it doesn't pay for it

            waited.add(await stack.enter_async_context(discord.serving(cuepoint, settings)))
        if settings.has_slack:
            from bot import slack  # noqa: PLC0415

            waited.add(await stack.enter_async_context(slack.serving(cuepoint, settings)))
        ended, _ = await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
        for task in ended:
            await task
