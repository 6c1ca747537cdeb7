"""Everything there is, by id, and what the bot may see and do of it."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.fakes.discord.errors import ApiError, missing_access, missing_permissions, unknown
from tests.fakes.discord.ids import Snowflakes
from tests.fakes.discord.model import (
    Application,
    Attachment,
    Channel,
    ChannelType,
    Guild,
    Member,
    Message,
    Upload,
    User,
)
from tests.fakes.discord.permissions import PRIVATE, Permission, in_channel

NONCES_LAST = 180.0
"""For how many seconds a nonce is remembered: "the past few minutes" (docs: Create Message, enforce_nonce)."""


@dataclass(eq=False)
class World:
    """The state of the fake."""

    app: Application
    ids: Snowflakes
    cdn: str = ""
    users: dict[int, User] = field(default_factory=dict)
    guilds: dict[int, Guild] = field(default_factory=dict)
    channels: dict[int, Channel] = field(default_factory=dict)
    files: dict[int, Attachment] = field(default_factory=dict)
    nonces: dict[tuple[int, str], tuple[float, Message]] = field(default_factory=dict)

    @property
    def bot(self) -> User:
        """The tested bot."""
        return self.app.bot

    def member(self, guild: Guild, user: User) -> Member | None:
        """Return a user's membership of a guild."""
        return guild.members.get(user.id)

    def may(self, channel: Channel, user: User | None = None) -> Permission:
        """Return what a user, else the bot, may do in a channel; nothing where they aren't."""
        person = user or self.bot
        if channel.guild is None:
            return PRIVATE
        member = channel.guild.members.get(person.id)
        return in_channel(member, channel) if member else Permission(0)

    def sees(self, channel: Channel) -> bool:
        """Return whether the bot hears of a channel: it is there, and a private thread has it as a member."""
        if channel.guild is None:
            return self.bot in channel.recipients
        permissions = self.may(channel)
        if Permission.VIEW_CHANNEL not in permissions:
            return False
        if channel.kind is not ChannelType.PRIVATE_THREAD or channel.thread is None:
            return True
        return self.bot.id in channel.thread.members or Permission.MANAGE_THREADS in permissions

    def channel_for_bot(self, id_: int, *needs: Permission) -> Channel:
        """Return a channel that the bot may do something in.

        Raises:
            ApiError: 10003, 50001 where it doesn't see the channel, 50013 where it lacks a right.
        """
        channel = self.channels.get(id_)
        if channel is None:
            raise unknown("Channel")
        if not self.sees(channel):
            raise missing_access()
        if channel.guild is not None:
            self.require(channel, *needs)
        return channel

    def require(self, channel: Channel, *needs: Permission) -> None:
        """Refuse what the bot has no right to in a guild's channel.

        Raises:
            ApiError: 50013.
        """
        permissions = self.may(channel)
        if channel.guild is not None and any(need not in permissions for need in needs):
            raise missing_permissions()

    def message(self, channel: Channel, id_: int) -> Message:
        """Return a message that everybody in the channel sees.

        Raises:
            ApiError: 10008.
        """
        message = channel.messages.get(id_)
        if message is None:
            raise unknown("Message")
        return message

    def keep(self, upload: Upload, channel: Channel) -> Attachment:
        """Keep a file for download."""
        id_ = self.ids.next()
        url = f"{self.cdn}/{channel.id}/{id_}/{upload.filename}"
        self.files[id_] = attachment = Attachment(id_, upload, url)
        return attachment

    def repeated(self, author: User, nonce: str) -> Message | None:
        """Return the message its author sent with that nonce some minutes ago.

        Raises:
            ApiError: 10008 where it was deleted since (discord/discord-api-docs pull request 6647).
        """
        when, message = self.nonces.get((author.id, nonce), (0.0, None))
        if message is None or time.monotonic() - when > NONCES_LAST:
            return None
        if message.deleted:
            raise unknown("Message")
        return message

    def direct(self, user: User) -> Channel:
        """Return the bot's direct messages with a user."""
        for channel in self.channels.values():
            if channel.kind is ChannelType.DM and channel.recipients == [self.bot, user]:
                return channel
        channel = Channel(self.ids.next(), ChannelType.DM, recipients=[self.bot, user])
        self.channels[channel.id] = channel
        return channel

    def bot_guilds(self) -> Iterator[Guild]:
        """Yield the guilds the bot is in."""
        return (guild for guild in self.guilds.values() if self.bot.id in guild.members)

    def messages(self) -> Iterator[Message]:
        """Yield every message in a channel."""
        return (message for channel in self.channels.values() for message in channel.messages.values())


def guild_of(channel: Channel) -> Guild:
    """Return a channel's guild.

    Raises:
        ApiError: 50003, it is a direct message.
    """
    if channel.guild is None:
        raise ApiError(403, 50003, "Cannot execute action on a DM channel")
    return channel.guild
