"""chat.postMessage and its kin (docs: Reference > Web API methods > chat.*)."""

from tests.fakes.slack import payloads
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.methods.serve import Context, Method
from tests.fakes.slack.model import Channel, Kind, Message


def place(context: Context) -> Channel:
    """Return the conversation to write in; without being in it only with chat:write.public (docs: chat.postMessage).

    Raises:
        ApiError: channel_not_found, not_in_channel, is_archived.
    """
    channel = context.parts.world.channel(context.team, context.args.need("channel"))
    public = channel.kind is Kind.PUBLIC and "chat:write.public" in context.team.scopes
    if not (channel.has_bot or public):
        raise ApiError("not_in_channel")
    if channel.archived:
        raise ApiError("is_archived")
    return channel


def own(context: Context, refusal: str) -> Message:
    """Return a message of the app's own.

    Raises:
        ApiError: channel_not_found, message_not_found, or the refusal where it isn't its own.
    """
    world = context.parts.world
    message = world.message(world.channel(context.team, context.args.need("channel")), context.args.need("ts"))
    if message.author is not context.team.bot or message.subtype is not None:
        raise ApiError(refusal)
    return message


def _post(context: Context) -> Payload:
    posting, args = context.parts.posting, context.args
    message = posting.fill(posting.blank(place(context), context.team.bot), args)
    posting.into_thread(
        message, args.ts("thread_ts", "invalid_thread_ts"), broadcast=bool(args.flag("reply_broadcast"))
    )
    return made(context, posting.send(message))


def made(context: Context, message: Message) -> Payload:
    """Return the answer that tells of a new message (docs: chat.postMessage > Response)."""
    told = payloads.message(message, context.parts.world, metadata=True)
    return {"channel": message.channel.id, "ts": message.ts, "message": told}


def _update(context: Context) -> Payload:
    message = own(context, "cant_update_message")
    if message.channel.archived:
        raise ApiError("is_inactive")
    if message.stream == "in_progress":
        raise ApiError("streaming_state_conflict")
    context.parts.posting.change(message, context.args)
    return {**made(context, message), "text": message.text}


def _delete(context: Context) -> Payload:
    message = own(context, "cant_delete_message")
    context.parts.posting.remove(message)
    return {"channel": message.channel.id, "ts": message.ts}


def _ephemeral(context: Context) -> Payload:
    posting, channel = context.parts.posting, place(context)
    user = context.parts.world.user(context.team, context.args.need("user"))
    if user not in channel.members:
        raise ApiError("user_not_in_channel")
    message = posting.blank(channel, context.team.bot)
    message.only_for = user
    posting.into_thread(posting.fill(message, context.args), context.args.text("thread_ts"))
    return {"message_ts": posting.send(message).ts}


def _permalink(context: Context) -> Payload:
    world, args = context.parts.world, context.args
    channel = world.channel(context.team, args.need("channel"))
    message = world.message(channel, args.need("message_ts"))
    return {"channel": channel.id, "permalink": permalink(message)}


def permalink(message: Message) -> str:
    """Return a message's address (docs: chat.getPermalink)."""
    channel = message.channel
    address = f"https://{channel.team.domain}.slack.com/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return f"{address}?thread_ts={message.thread_ts}&cid={channel.id}" if message.is_reply else address


METHODS = [
    Method("chat.postMessage", _post, "chat:write"),
    Method("chat.update", _update, "chat:write"),
    Method("chat.delete", _delete, "chat:write"),
    Method("chat.postEphemeral", _ephemeral, "chat:write"),
    Method("chat.getPermalink", _permalink),
]
