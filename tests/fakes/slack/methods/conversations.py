"""Conversations and their messages (docs: Reference > Web API methods > conversations.*)."""

from collections.abc import Sequence

from tests.fakes.slack import payloads
from tests.fakes.slack.args import Args
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.methods.pages import page
from tests.fakes.slack.methods.serve import Context, Method
from tests.fakes.slack.model import Channel, Kind, Message

HISTORY = 999
"""Messages of a page at most (docs: conversations.history, limit)."""


def _between(messages: Sequence[Message], args: Args) -> list[Message]:
    """Return the messages between `oldest` and `latest`, both left out unless `inclusive`."""
    oldest, latest = args.ts("oldest", "invalid_ts_oldest"), args.ts("latest", "invalid_ts_latest")
    inclusive = bool(args.flag("inclusive"))

    def lies(ts: float) -> bool:
        after = oldest is None or ts > float(oldest) or (inclusive and ts == float(oldest))
        return after and (latest is None or ts < float(latest) or (inclusive and ts == float(latest)))

    return [each for each in messages if lies(float(each.ts))]


def _told(context: Context, messages: Sequence[Message]) -> list[Payload]:
    hidden = bool(context.args.flag("include_all_metadata"))
    return [payloads.message(each, context.parts.world, metadata=hidden) for each in messages]


def _history(context: Context) -> Payload:
    channel = context.parts.world.joined(context.team, context.args.need("channel"))
    top = [each for each in channel.messages.values() if not each.is_reply or each.broadcast]
    newest = sorted(_between(top, context.args), key=lambda each: float(each.ts), reverse=True)
    shown, more = page(newest, context, 100, HISTORY)
    return {"messages": _told(context, shown), "pin_count": 0, **more}


def _replies(context: Context) -> Payload:
    """Return a thread: what it is about, on the first page alone, then replies (github: simstudioai/sim pull 4934)."""
    world, args = context.parts.world, context.args
    channel = world.joined(context.team, args.need("channel"))
    about = channel.messages.get(args.need("ts"))
    if about is None:
        raise ApiError("thread_not_found")
    if about.is_reply:
        return {"messages": _told(context, [about]), "has_more": False}
    replies = _between(channel.replies(about.ts), args)
    shown, more = page([about, *replies], context, 1000)
    return {"messages": _told(context, shown), **more}


def _info(context: Context) -> Payload:
    channel = context.parts.world.channel(context.team, context.args.need("channel"))
    data = payloads.channel(channel)
    if context.args.flag("include_num_members"):
        data["num_members"] = len(channel.members)
    if context.args.flag("include_locale"):
        data["locale"] = "en-US"
    return {"channel": data}


def _listed(context: Context, *, mine: bool) -> Payload:
    types = (context.args.text("types") or "public_channel").split(",")
    if set(types) - {kind.listed for kind in Kind}:
        raise ApiError("invalid_types")
    found = [each for each in context.team.channels.values() if each.kind.listed in types and _sees(each, mine=mine)]
    if context.args.flag("exclude_archived"):
        found = [each for each in found if not each.archived]
    shown, more = page(found, context, 100)
    return {"channels": [payloads.channel(each) for each in shown], "response_metadata": more["response_metadata"]}


def _sees(channel: Channel, *, mine: bool) -> bool:
    return channel.has_bot or (channel.kind is Kind.PUBLIC and not mine)


def _all(context: Context) -> Payload:
    return _listed(context, mine=False)


def _mine(context: Context) -> Payload:
    return _listed(context, mine=True)


def _members(context: Context) -> Payload:
    channel = context.parts.world.channel(context.team, context.args.need("channel"))
    shown, more = page([each.id for each in channel.members], context, 100)
    return {"members": shown, "response_metadata": more["response_metadata"]}


def _join(context: Context) -> Payload:
    channel = context.parts.world.channel(context.team, context.args.need("channel"))
    if channel.kind is not Kind.PUBLIC:
        raise ApiError("method_not_supported_for_channel_type")
    if channel.archived:
        raise ApiError("is_archived")
    if channel.has_bot:
        return {"channel": payloads.channel(channel), "warning": "already_in_channel"}
    channel.members.append(context.team.bot)
    context.parts.events.joined(channel, context.team.bot)
    return {"channel": payloads.channel(channel)}


def _open(context: Context) -> Payload:
    world, args = context.parts.world, context.args
    if id_ := args.text("channel"):
        return {"channel": payloads.channel(world.channel(context.team, id_))}
    users = [world.user(context.team, each) for each in (args.text("users") or "").split(",") if each]
    if len(users) != 1:
        raise ApiError("users_list_not_supplied" if not users else "not_enough_users")
    if users[0].deleted:
        raise ApiError("user_disabled")
    channel = world.direct(users[0])
    return {"channel": payloads.channel(channel) if args.flag("return_im") else {"id": channel.id}}


METHODS = [
    Method("conversations.history", _history, "*:history"),
    Method("conversations.replies", _replies, "*:history"),
    Method("conversations.info", _info, "*:read"),
    Method("conversations.list", _all, "*:read"),
    Method("users.conversations", _mine, "*:read"),
    Method("conversations.members", _members, "*:read"),
    Method("conversations.join", _join, "channels:join"),
    Method("conversations.open", _open, "im:write"),
]
