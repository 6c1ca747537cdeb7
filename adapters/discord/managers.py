"""The way to those who manage a server: its owner, by direct message."""

import discord

from adapters.discord.guilds import guild_of
from adapters.discord.rendering import one_piece
from adapters.discord.rest import LONGEST_NONCE, Rest
from core.budgets.spending import Standing
from core.delivery.chat import Gone
from core.keys import digest
from core.thread.usage import nearly_spent


class DiscordManagers:
    """Implements `core.delivery.managing.Managers`."""

    def __init__(self, client: discord.Client, rest: Rest) -> None:
        self._client = client
        self._rest = rest

    async def tell(self, community: str, standing: Standing) -> None:
        """Write to a server's owner; where they take no direct messages, to the channel for what Discord tells."""
        await self._client.wait_until_ready()
        ident = community.partition(":")[2]
        guild = await guild_of(self._client, ident)
        if guild is None:
            await self._send(ident, community, standing)
            return
        try:
            await self._send(await self._rest.direct(str(guild.owner_id)), community, standing, guild)
        except Gone:
            if guild.system_channel is None:
                raise
            await self._send(str(guild.system_channel.id), community, standing, guild)

    async def _send(self, channel: str, community: str, standing: Standing, guild: discord.Guild | None = None) -> None:
        locale, name = (str(guild.preferred_locale), guild.name) if guild else ("en", "")
        nonce = digest("near", community, channel, str(standing.day.tokens))[:LONGEST_NONCE]
        await self._rest.send(channel, one_piece(nearly_spent(standing, locale, name)), nonce=nonce)
