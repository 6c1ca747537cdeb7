"""All chats that have tokens, in one process."""

from bot.ending import Ending
from bot.serve import serve
from bot.settings import Settings
from bot.supervision import Platform


async def platforms(settings: Settings, ending: Ending) -> None:
    """Serve them until told to stop, or until none of them can be served.

    Raises:
        CuepointError: Redis can't be reached, or no platform can be served.
    """
    chats: list[Platform] = []
    if settings.has_discord:
        from bot import discord  # noqa: PLC0415 - here and below: who has no token for it doesn't pay for it

        chats.append(discord.DISCORD)
    if settings.has_slack:
        from bot import slack  # noqa: PLC0415

        chats.append(slack.SOCKET_MODE)
    await serve(settings, ending, *chats)
