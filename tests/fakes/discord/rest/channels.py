"""Channels as such (docs: Channel)."""

import time
from datetime import UTC, datetime

from tests.fakes.discord import payloads
from tests.fakes.discord.errors import ApiError, missing_permissions
from tests.fakes.discord.forms.channel import ChannelForm
from tests.fakes.discord.model import Channel, ThreadState
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.rest.call import Answer, Call, Endpoint
from tests.fakes.discord.rest.messages import writable


def get(call: Call) -> Answer:
    """Return a channel (docs: Get Channel)."""
    return payloads.channel(call.channel(), call.bot)


def edit(call: Call) -> Answer:
    """Change a channel or thread (docs: Modify Channel)."""
    channel, form = call.channel(), call.form(ChannelForm)
    if channel.thread is not None:
        _edit_thread(call, channel, channel.thread, form)
        return payloads.thread(channel, call.bot)
    call.parts.world.require(channel, Permission.MANAGE_CHANNELS)
    channel.name = form.name or channel.name
    call.parts.events.channel("CHANNEL_UPDATE", channel)
    return payloads.channel(channel, call.bot)


def _edit_thread(call: Call, thread: Channel, state: ThreadState, form: ChannelForm) -> None:
    """Change a thread: who started it may rename and archive it, anything else needs MANAGE_THREADS (docs: Threads)."""
    manages = Permission.MANAGE_THREADS in call.parts.world.may(thread)
    opens = form.archived is False and not state.locked
    if not (manages or opens or (state.owner is call.bot and form.locked is None)):
        raise missing_permissions()
    if state.archived and form.archived is not False:
        raise ApiError(400, 50083, "Thread is archived")
    if form.name is not None and form.name != thread.name:
        call.parts.threads.rename(thread, form.name, call.bot)
    if form.archived is not None:
        state.archived, state.changed = form.archived, datetime.now(UTC)
    state.locked = state.locked if form.locked is None else form.locked
    state.archive_after = form.auto_archive_duration or state.archive_after
    call.parts.events.thread("THREAD_UPDATE", thread)


def delete(call: Call) -> Answer:
    """Delete a channel or thread (docs: Delete/Close Channel)."""
    channel = call.channel()
    need = Permission.MANAGE_THREADS if channel.thread else Permission.MANAGE_CHANNELS
    call.parts.world.require(channel, need)
    data = payloads.channel(channel, call.bot)
    call.parts.threads.delete(channel)
    return data


def typing(call: Call) -> Answer:
    """Show that the bot types (docs: Trigger Typing Indicator)."""
    channel = writable(call)
    call.parts.events.typing(channel, call.bot, int(time.time()))
    return None


ROUTES = [
    Endpoint("GET", "/channels/{channel_id}", get),
    Endpoint("PATCH", "/channels/{channel_id}", edit),
    Endpoint("DELETE", "/channels/{channel_id}", delete),
    Endpoint("POST", "/channels/{channel_id}/typing", typing),
]
