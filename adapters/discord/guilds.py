"""Servers as this process knows them from the gateway, else as Discord tells of them: another may serve their shard."""

import discord

from adapters.discord.rest_errors import asking, is_outage


async def guild_of(client: discord.Client, server: str) -> discord.Guild | None:
    """Return a server by its id, or None where we aren't in it.

    Raises:
        ChatDown: Discord can't be reached.
    """
    known = client.get_guild(int(server))
    if known:
        return known
    with asking():
        try:
            return await client.fetch_guild(int(server), with_counts=False)
        except (discord.NotFound, discord.Forbidden) as error:
            if is_outage(error):
                raise
    return None


async def channel_of(guild: discord.Guild, channel: str) -> discord.abc.GuildChannel | discord.Thread | None:
    """Return a server's channel or thread by its id, or None where we can't see it.

    Raises:
        ChatDown: Discord can't be reached.
    """
    known = guild.get_channel_or_thread(int(channel))
    if known:
        return known
    with asking():
        try:
            return await guild.fetch_channel(int(channel))
        except (discord.NotFound, discord.Forbidden) as error:
            if is_outage(error):
                raise
    return None
