"""The way to those who manage a server: its owner, by direct message."""

import discord

from adapters.discord.guilds import guild_of
from adapters.discord.rendering import one_piece
from adapters.discord.rest import LONGEST_NONCE, Rest
from core.delivery.chat import Gone
from core.delivery.managing import Notice
from core.keys import digest


class DiscordManagers:
    """Implements `core.delivery.managing.Managers`."""

    def __init__(self, client: discord.Client, rest: Rest) -> None:
        self._client = client
        self._rest = rest

    async def tell(self, community: str, notice: Notice) -> None:
        """Write to a server's owner; where they take no direct messages, to the channel for what Discord tells."""
        await self._client.wait_until_ready()
        ident = community.partition(":")[2]
        guild = await guild_of(self._client, ident)
        if guild is None:
            await self._send(ident, community, notice)
            return
        try:
            await self._send(await self._rest.direct(str(guild.owner_id)), community, notice, guild)
        except Gone:
            if guild.system_channel is None:
                raise
            await self._send(str(guild.system_channel.id), community, notice, guild)

    async def _send(self, channel: str, community: str, notice: Notice, guild: discord.Guild | None = None) -> None:
        locale, name = (str(guild.preferred_locale), guild.name) if guild else ("en", "")
        nonce = digest(notice.key, community, channel)[:LONGEST_NONCE]
        await self._rest.send(channel, one_piece(notice.text(locale, name)), nonce=nonce)
