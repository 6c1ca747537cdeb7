"""Messages of a channel (docs: Message)."""

from tests.fakes.discord import payloads
from tests.fakes.discord.errors import ApiError, Payload, missing_permissions
from tests.fakes.discord.model import Channel, ChannelType, Message, MessageFlag
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.posting import Sent
from tests.fakes.discord.rest.call import Answer, Call, Endpoint
from tests.fakes.discord.world import World


def told(world: World, message: Message) -> Payload:
    """Return a message with its content where the app has the intent (docs: Gateway > Message Content Intent)."""
    own = message.author is world.bot or world.bot in message.mentions.users or message.channel.guild is None
    return payloads.message(message, world.bot, shown=world.app.content_intent or own)


def writable(call: Call) -> Channel:
    """Return the channel of the path, which the bot may write in.

    Raises:
        ApiError: 50013, 40058 a forum, 50007 a person who takes no messages, 50083 a locked and archived thread.
    """
    world = call.parts.world
    channel = call.channel()
    if channel.kind is ChannelType.FORUM:
        raise ApiError(400, 40058, "Cannot send messages in a forum channel")
    if channel.guild is None:
        if any(not person.takes_messages for person in channel.recipients if person is not call.bot):
            raise ApiError(403, 50007, "Cannot send messages to this user")
        return channel
    world.require(channel, Permission.SEND_MESSAGES_IN_THREADS if channel.thread else Permission.SEND_MESSAGES)
    _unlocked(world, channel)
    return channel


def _unlocked(world: World, channel: Channel) -> None:
    """Refuse to write in a locked thread without MANAGE_THREADS (docs: Threads > Locked Threads)."""
    if channel.thread and channel.thread.locked and Permission.MANAGE_THREADS not in world.may(channel):
        raise ApiError(403, 160005, "Thread is locked")


def _active(world: World, channel: Channel) -> None:
    """Refuse to change what is in an archived thread (docs: Threads > Active & Archived Threads)."""
    if channel.thread and channel.thread.archived:
        raise ApiError(400, 50083, "Thread is archived")
    _unlocked(world, channel)


def history(call: Call) -> Answer:
    """Return up to 100 messages, newest first; none without READ_MESSAGE_HISTORY (docs: Get Channel Messages)."""
    world = call.parts.world
    channel = call.channel()
    if channel.guild and Permission.READ_MESSAGE_HISTORY not in world.may(channel):
        return []
    limit = int(call.query.get("limit", "50"))
    if not 1 <= limit <= 100:
        raise ApiError(400, 50035, "Invalid Form Body", {"limit": {"_errors": [{"code": "NUMBER_TYPE_MAX"}]}})
    ids = sorted(channel.messages)
    after, before, around = call.id("after"), call.id("before"), call.id("around")
    if after is not None:
        chosen = [id_ for id_ in ids if id_ > after][:limit]
    elif around is not None:
        chosen = sorted(sorted(ids, key=lambda id_: abs(id_ - around))[:limit])
    else:
        chosen = [id_ for id_ in ids if before is None or id_ < before][-limit:]
    return [told(world, channel.messages[id_]) for id_ in reversed(chosen)]


def get(call: Call) -> Answer:
    """Return one message (docs: Get Channel Message)."""
    return told(call.parts.world, call.message(Permission.READ_MESSAGE_HISTORY))


def create(call: Call) -> Answer:
    """Send a message, or return the one sent with the same nonce (docs: Create Message, enforce_nonce)."""
    world, posting = call.parts.world, call.parts.posting
    channel = writable(call)
    sent = call.sent()
    nonce = sent.form.nonce
    if nonce is not None and sent.form.enforce_nonce:
        known = world.repeated(call.bot, nonce)
        if known is not None:
            return told(world, known)
    message = posting.blank(channel, call.bot)
    posting.reply_to(message, sent)
    return told(world, posting.send(posting.fill(message, sent)))


def edit(call: Call) -> Answer:
    """Change a message; of another's only whether it has previews, with MANAGE_MESSAGES (docs: Edit Message)."""
    world = call.parts.world
    message = call.message()
    _active(world, message.channel)
    sent = call.sent()
    if message.author is not call.bot:
        return told(world, _suppress(call, message, sent))
    return told(world, call.parts.posting.change(message, sent))


def _suppress(call: Call, message: Message, sent: Sent) -> Message:
    if sent.form.model_fields_set != {"flags"}:
        raise ApiError(403, 50005, "Cannot edit a message authored by another user")
    call.parts.world.require(message.channel, Permission.MANAGE_MESSAGES)
    message.flags = message.flags & ~MessageFlag.SUPPRESS_EMBEDS | sent.form.settable() & MessageFlag.SUPPRESS_EMBEDS
    call.parts.events.message("MESSAGE_UPDATE", message)
    return message


def delete(call: Call) -> Answer:
    """Delete a message; another's with MANAGE_MESSAGES, and in a direct message never (docs: Delete Message)."""
    message = call.message()
    if message.author is not call.bot:
        if message.channel.guild is None:
            raise missing_permissions()
        call.parts.world.require(message.channel, Permission.MANAGE_MESSAGES)
    call.parts.posting.remove(message)
    return None


ROUTES = [
    Endpoint("GET", "/channels/{channel_id}/messages", history),
    Endpoint("GET", "/channels/{channel_id}/messages/{message_id}", get),
    Endpoint("POST", "/channels/{channel_id}/messages", create),
    Endpoint("PATCH", "/channels/{channel_id}/messages/{message_id}", edit),
    Endpoint("DELETE", "/channels/{channel_id}/messages/{message_id}", delete),
]
