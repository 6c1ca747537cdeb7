"""Discord's messages as core sees them, and which of them are dropped."""

from dataclasses import dataclass

import discord

from core.attachments import Attachment, chosen
from core.delivery.delivery_index import post_home
from core.delivery.record import Message, Place
from core.links import find_links

PLATFORM = "discord"
_WRITTEN = {discord.MessageType.default, discord.MessageType.reply}


@dataclass(frozen=True, slots=True)
class Inbound:
    """A person's message.

    `channel` is the one whose settings hold: of a thread, the one it hangs on. `homes` are the ids under which a
    conversation that it belongs to would be known, the likeliest first: of what it replies to, then of the thread or
    direct message. `file` is what is attached. `addressed` says that it names us in its words or is written to us
    alone, `to_us` that it is a reply to us or mentions us, `to_others` that it is one to or mentions somebody else.
    """

    message: Message
    channel: str
    homes: tuple[str, ...]
    file: Attachment | None
    addressed: bool
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
    if find_links(forwarded_text(message)):
        # The rest of what is forwarded was said to others.
        text = f"{text}\n{forwarded_text(message)}"
    return Inbound(
        message=Message(place, str(message.id), str(message.author.id), text, written=message.created_at.timestamp()),
        channel=settings_channel(message.channel),
        homes=_homes(message, place, replied, us),
        file=chosen(map(_attached, _attachments(message))),
        addressed=message.guild is None or us.id in message.raw_mentions,
        to_us=to_us,
        to_others=bool(others) or (replied is not None and replied.author.id not in {us.id, message.author.id}),
    )


def forwarded_text(message: discord.Message) -> str:
    """Return what the messages say that a message forwards, "" where it forwards none.

    https://discord.com/developers/docs/resources/message#message-snapshot-object
    """
    return "\n".join(snapshot.content for snapshot in message.message_snapshots)


def place_of(channel: discord.abc.Snowflake, guild: discord.abc.Snowflake | None) -> Place:
    """Return where something was posted."""
    threaded = guild is None or _is_thread(channel)
    settings = settings_channel(channel)
    parent = settings if settings != str(channel.id) else ""
    return Place(PLATFORM, str(guild.id) if guild else "", str(channel.id), threaded, parent=parent)


def settings_channel(channel: discord.abc.Snowflake) -> str:
    """Return the id of the channel whose settings hold."""
    parent = getattr(channel, "parent_id", None) if _is_thread(channel) else None
    return str(parent or channel.id)


def _is_thread(channel: discord.abc.Snowflake) -> bool:
    if isinstance(channel, discord.PartialMessageable):
        # A thread that isn't known yet: Discord says only that it is a channel (discord/state.py, _get_guild_channel).
        return channel.type in {discord.ChannelType.public_thread, discord.ChannelType.private_thread}
    return isinstance(channel, discord.Thread)


def _reply_of(message: discord.Message) -> discord.MessageReference | None:
    """Return what a message replies to; what it forwards is referred to as well."""
    reference = message.reference
    return reference if reference and reference.type is discord.MessageReferenceType.reply else None


def _replied_to(message: discord.Message) -> discord.Message | None:
    reply = _reply_of(message)
    return reply.resolved if reply and isinstance(reply.resolved, discord.Message) else None


def _homes(
    message: discord.Message, place: Place, replied: discord.Message | None, us: discord.abc.User
) -> tuple[str, ...]:
    homes = []
    reply = _reply_of(message)
    if reply and reply.message_id:
        homes += [str(reply.message_id), post_home(place, str(reply.message_id))]
    # Our reply to a post can be there before it is remembered that it is ours.
    post = _reply_of(replied) if replied and replied.author.id == us.id else None
    if post and post.message_id:
        homes.append(post_home(place, str(post.message_id)))
    return (*homes, place.channel) if place.threaded else tuple(homes)


def _attachments(message: discord.Message) -> list[discord.Attachment]:
    forwarded = (each for snapshot in message.message_snapshots for each in snapshot.attachments)
    return [*message.attachments, *forwarded]


def _attached(attachment: discord.Attachment) -> Attachment:
    return Attachment(attachment.filename, attachment.size, attachment.url, attachment.content_type or "")
