"""The assistant pane, and status lines in any thread (docs: assistant.threads.*)."""

from tests.fakes.slack.errors import ApiError, Payload, bad_arguments
from tests.fakes.slack.methods.serve import Context, Method
from tests.fakes.slack.model import Channel, Message, Status

LOADING = 10
"""Messages that a status line goes through (docs: assistant.threads.setStatus)."""
PROMPTS = 4
"""Prompts that are suggested (docs: Developing agents > Suggested prompts)."""


def _thread(context: Context) -> tuple[Channel, Message]:
    channel = context.parts.world.channel(context.team, context.args.need("channel_id"))
    root = channel.messages.get(context.args.need("thread_ts"))
    if root is None or not channel.has_bot:
        raise ApiError("invalid_thread_ts" if channel.has_bot else "channel_not_found")
    return channel, root


def _pane(context: Context) -> tuple[str, str]:
    """Return a thread of the pane: titles and prompts are for these alone."""
    channel, root = _thread(context)
    if root.subtype != "assistant_app_thread":
        raise ApiError("invalid_thread_ts")
    return channel.id, root.ts


def _status(context: Context) -> Payload:
    channel, root = _thread(context)
    loading = context.args.data("loading_messages") or []
    if not isinstance(loading, list) or len(loading) > LOADING:
        raise bad_arguments(f"no more than {LOADING} items allowed [json-pointer:/loading_messages]")
    text = context.args.text("status") or ""
    status = Status(channel, root.root_ts, text, tuple(str(each) for each in loading))
    context.parts.world.statuses.append(status)
    shown = context.parts.world.shown_statuses
    if text:
        shown[channel.id, root.root_ts] = status
    else:
        shown.pop((channel.id, root.root_ts), None)
    return {}


def _title(context: Context) -> Payload:
    context.parts.world.titles[_pane(context)] = context.args.need("title")
    return {}


def _prompts(context: Context) -> Payload:
    prompts = context.args.data("prompts")
    if not isinstance(prompts, list) or not 1 <= len(prompts) <= PROMPTS:
        raise bad_arguments(f"no more than {PROMPTS} items allowed [json-pointer:/prompts]")
    if any(not isinstance(each, dict) or not each.get("title") or not each.get("message") for each in prompts):
        raise bad_arguments("missing required field: message [json-pointer:/prompts]")
    if context.args.text("thread_ts") is None:
        context.parts.world.prompts[context.args.need("channel_id"), ""] = prompts
    else:
        context.parts.world.prompts[_pane(context)] = prompts
    return {}


METHODS = [
    Method("assistant.threads.setStatus", _status, "chat:write"),
    Method("assistant.threads.setTitle", _title, "assistant:write"),
    Method("assistant.threads.setSuggestedPrompts", _prompts, "assistant:write"),
]
