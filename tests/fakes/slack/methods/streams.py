"""Streaming a text as it is written (docs: chat.startStream and its kin; slack_sdk/web/async_chat_stream.py)."""

from tests.fakes.slack.blocks import checked
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.methods.chat import made, place
from tests.fakes.slack.methods.serve import Context, Method
from tests.fakes.slack.model import Kind, Message
from tests.fakes.slack.posting import MARKDOWN, metadata

CHUNKS = {"markdown_text", "task_update", "plan_update", "blocks"}
"""Kinds of chunks (docs: chat.appendStream; slack_sdk/models/messages/chunk.py)."""


def _written(context: Context) -> tuple[str, list[Payload]]:
    """Return the Markdown and the blocks that a call brings.

    Raises:
        ApiError: invalid_chunks, invalid_blocks, msg_too_long.
    """
    chunks = context.args.data("chunks") or []
    if not isinstance(chunks, list):
        raise ApiError("invalid_chunks")
    text, blocks = context.args.text("markdown_text") or "", list[Payload]()
    for chunk in chunks:
        if not isinstance(chunk, dict) or chunk.get("type") not in CHUNKS:
            raise ApiError("invalid_chunks")
        if chunk["type"] == "markdown_text":
            text += str(chunk.get("text", ""))
        if chunk["type"] == "blocks":
            blocks += checked(chunk.get("blocks"))
    if len(text) > MARKDOWN:
        raise ApiError("msg_too_long")
    return text, blocks


def _add(context: Context, message: Message) -> None:
    text, blocks = _written(context)
    message.markdown += text
    message.blocks += blocks


def _start(context: Context) -> Payload:
    posting, args, channel = context.parts.posting, context.args, place(context)
    thread_ts = args.need("thread_ts")
    if channel.kind is not Kind.IM:
        for name in ("recipient_team_id", "recipient_user_id"):
            if not args.text(name):
                raise ApiError(f"missing_{name}")
        if args.text("recipient_user_id") not in context.team.users:
            raise ApiError("user_not_found")
    message = posting.blank(channel, context.team.bot)
    message.by_app, message.stream = True, "in_progress"
    posting.into_thread(message, thread_ts)
    _add(context, message)
    posting.send(message)
    return {"channel": channel.id, "ts": message.ts}


def _streaming(context: Context) -> Message:
    channel = place(context)
    message = context.parts.world.message(channel, context.args.need("ts"))
    if message.author is not context.team.bot:
        raise ApiError("message_not_owned_by_app")
    if message.stream != "in_progress":
        raise ApiError("message_not_in_streaming_state")
    return message


def _append(context: Context) -> Payload:
    message = _streaming(context)
    if not context.args.given.get("markdown_text") and not context.args.given.get("chunks"):
        raise ApiError("no_text")
    _add(context, message)
    return {"channel": message.channel.id, "ts": message.ts}


def _stop(context: Context) -> Payload:
    message = _streaming(context)
    posting, before = context.parts.posting, context.parts.posting.told(message)
    blocks = checked(context.args.data("blocks")) if context.args.given.get("blocks") else []
    hidden = metadata(context.args.data("metadata")) if context.args.given.get("metadata") else message.metadata
    _add(context, message)
    message.blocks += blocks
    message.metadata, message.stream = hidden, "completed"
    posting.edited(message, before, mark=False)
    return made(context, message)


METHODS = [
    Method("chat.startStream", _start, "chat:write"),
    Method("chat.appendStream", _append, "chat:write"),
    Method("chat.stopStream", _stop, "chat:write"),
]
