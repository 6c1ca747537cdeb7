"""Who sees what: whether the author of a post can open a thread that is there."""

import discord

from adapters.discord.guilds import channel_of, guild_of
from adapters.discord.rest import Rest
from adapters.discord.rest_errors import Raw, asking
from core.delivery.record import Delivery

_PRIVATE_THREAD = 12
"""https://discord.com/developers/docs/resources/channel#channel-object-channel-types"""


class Sight:
    """Looks by the client's knowledge of its servers, and asks Discord about those that another process serves."""

    def __init__(self, client: discord.Client, rest: Rest) -> None:
        self._client = client
        self._rest = rest

    def is_ours(self, message: Raw) -> bool:
        """Return whether we wrote a message."""
        author = message.get("author")
        user = self._client.user
        return isinstance(author, dict) and user is not None and author.get("id") == str(user.id)

    def may_thread(self, delivery: Delivery) -> bool:
        """Return whether we may write in threads of a delivery's channel, as far as this process knows the server."""
        place = delivery.place
        guild = self._client.get_guild(int(place.server)) if place.server else None
        channel = guild.get_channel(int(place.channel)) if guild else None
        if guild is None or channel is None:
            return True
        allowed = channel.permissions_for(guild.me)
        return allowed.create_public_threads and allowed.send_messages_in_threads

    async def title_for(self, delivery: Delivery, there: Delivery) -> str | None:
        """Return the title of another delivery's thread, or None where the author of this one can't see it.

        Raises:
            Gone: it isn't there any more.
            ChatDown: Discord can't be reached.
        """
        channel = await self._found(there)
        if there.place.channel != delivery.place.channel and not await self._can_see(delivery, there, channel):
            return None
        return str(channel.get("name") or "") if there.thread != there.place.channel else ""

    async def all_see(self, delivery: Delivery, there: Delivery) -> bool:
        """Return whether whoever sees a delivery's thread sees another's too: its channel's, or one open to everyone.

        Raises:
            Gone: it isn't there any more.
            ChatDown: Discord can't be reached.
        """
        if there.place.channel != delivery.place.channel and not self._open_to_all(there):
            return False
        await self._found(there)
        return True

    async def _found(self, there: Delivery) -> Raw:
        """Return the channel that a delivery's parts are in."""
        if there.thread == there.place.channel:
            await self._rest.message(there.place.channel, there.reply)
        return await self._rest.channel(there.thread)

    def _open_to_all(self, there: Delivery) -> bool:
        """Return whether everyone in its server sees a delivery's channel, as far as this process knows the server."""
        guild = self._client.get_guild(int(there.place.server)) if there.place.server else None
        channel = guild.get_channel_or_thread(int(there.place.channel)) if guild else None
        if guild is None or channel is None or channel.type is discord.ChannelType.private_thread:
            return False
        return channel.permissions_for(guild.default_role).read_messages

    async def _can_see(self, delivery: Delivery, there: Delivery, thread: Raw) -> bool:
        guild = await guild_of(self._client, there.place.server) if there.place.server else None
        if guild is None or thread.get("type") == _PRIVATE_THREAD:
            return False
        channel = await channel_of(guild, there.place.channel)
        if channel is None or getattr(channel, "type", None) is discord.ChannelType.private_thread:
            return False
        with asking():
            member = await guild.fetch_member(int(delivery.author))
        return channel.permissions_for(member).read_messages
