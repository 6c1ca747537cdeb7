"""Discord's messages as core sees them, and which of them are dropped."""

from dataclasses import dataclass

import discord

from adapters.discord.files import File, caption_file
from core.delivery.record import Message, Place

PLATFORM = "discord"
_WRITTEN = {discord.MessageType.default, discord.MessageType.reply}


@dataclass(frozen=True, slots=True)
class Inbound:
    """A person's message.

    `channel` is the one whose settings hold: of a thread, the one it hangs on. `home` is the id under which a
    conversation would be known: the thread's, the direct message's, or that of the message that is replied to.
    `to_us` says that it is a reply to us or mentions us, `to_others` that it is one to or mentions somebody else.
    """

    message: Message
    channel: str
    home: str
    captions: File | None
    to_us: bool
    to_others: bool


def inbound(message: discord.Message, us: discord.abc.User) -> Inbound | None:
    """Return a message as core sees it, or None where it is dropped: our own, a bot's, a webhook's, Discord's."""
    if message.author.bot or message.webhook_id is not None or message.type not in _WRITTEN:
        return None
    place = place_of(message.channel, message.guild)
    replied = _replied_to(message)
    mentioned = {user.id for user in message.mentions} - ({replied.author.id} if replied else set())
    to_us = us.id in mentioned or (replied is not None and replied.author.id == us.id)
    others = mentioned - {us.id} or message.role_mentions
    text = message.content.replace(f"<@{us.id}>", " ").replace(f"<@!{us.id}>", " ").strip()
    return Inbound(
        message=Message(place, str(message.id), str(message.author.id), text, written=message.created_at.timestamp()),
        channel=settings_channel(message.channel),
        home=place.channel if place.threaded else _reference(message),
        captions=caption_file(_attached(each) for each in message.attachments),
        to_us=to_us,
        to_others=bool(others) or (replied is not None and replied.author.id != us.id),
    )


def place_of(channel: discord.abc.Snowflake, guild: discord.abc.Snowflake | None) -> Place:
    """Return where something was posted."""
    threaded = guild is None or _is_thread(channel)
    return Place(PLATFORM, str(guild.id) if guild else "", str(channel.id), threaded)


def settings_channel(channel: discord.abc.Snowflake) -> str:
    """Return the id of the channel whose settings hold."""
    parent = getattr(channel, "parent_id", None) if _is_thread(channel) else None
    return str(parent or channel.id)


def _is_thread(channel: discord.abc.Snowflake) -> bool:
    if isinstance(channel, discord.PartialMessageable):
        # A thread that isn't known yet: Discord says only that it is a channel (discord/state.py, _get_guild_channel).
        return channel.type in {discord.ChannelType.public_thread, discord.ChannelType.private_thread}
    return isinstance(channel, discord.Thread)


def _replied_to(message: discord.Message) -> discord.Message | None:
    resolved = message.reference.resolved if message.reference else None
    return resolved if isinstance(resolved, discord.Message) else None


def _reference(message: discord.Message) -> str:
    return str(message.reference.message_id) if message.reference and message.reference.message_id else ""


def _attached(attachment: discord.Attachment) -> dict[str, object]:
    return {"filename": attachment.filename, "size": attachment.size, "url": attachment.url}
