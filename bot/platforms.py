"""All chats that have tokens, in one process."""

from bot.ending import Ending
from bot.serve import Chat, serve
from bot.settings import Settings


async def platforms(settings: Settings, ending: Ending) -> None:
    """Serve them until told to stop, or until one of them ends it.

    Raises:
        CuepointError: Redis or a platform can't be reached, or a platform won't have us.
    """
    chats: list[Chat] = []
    if settings.has_discord:
        from bot import discord  # noqa: PLC0415 - here and below: who has no token for it doesn't pay for it

        chats.append(discord.serving)
    if settings.has_slack:
        from bot import slack  # noqa: PLC0415

        chats.append(slack.serving)
    await serve(settings, ending, *chats)
