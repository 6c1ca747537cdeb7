"""Threads (docs: Channel > Start Thread and following)."""

from tests.fakes.discord import payloads
from tests.fakes.discord.errors import ApiError, Payload
from tests.fakes.discord.forms.channel import PostForm, ThreadForm
from tests.fakes.discord.model import Channel, ChannelType
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.posting import Sent
from tests.fakes.discord.rest.call import Answer, Call, Endpoint
from tests.fakes.discord.rest.messages import told
from tests.fakes.discord.world import guild_of

ARCHIVE_AFTER = 1440


def on_message(call: Call) -> Answer:
    """Start a thread on a message (docs: Start Thread from Message)."""
    message = call.message(Permission.CREATE_PUBLIC_THREADS)
    form = call.form(ThreadForm)
    after = form.auto_archive_duration or ARCHIVE_AFTER
    return payloads.thread(call.parts.threads.from_message(message, form.name, call.bot, after), call.bot)


def start(call: Call) -> Answer:
    """Start a thread on no message, or a post in a forum."""
    channel = call.channel()
    if channel.kind is ChannelType.FORUM:
        return _post(call, channel)
    form = call.form(ThreadForm)
    private = ChannelType(form.type) is ChannelType.PRIVATE_THREAD
    need = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    call.parts.world.require(channel, need)
    after = form.auto_archive_duration or ARCHIVE_AFTER
    thread = call.parts.threads.alone(channel, form.name, call.bot, private=private, archive_after=after)
    return payloads.thread(thread, call.bot)


def _post(call: Call, forum: Channel) -> Answer:
    """Start a post; it needs SEND_MESSAGES alone (docs: Start Thread in Forum or Media Channel)."""
    call.parts.world.require(forum, Permission.SEND_MESSAGES)
    form = call.form(PostForm)
    if forum.tags_required and not form.applied_tags:
        raise ApiError(400, 40067, "A tag is required to create a forum post in this channel")
    posting = call.parts.posting
    first = posting.fill(posting.blank(forum, call.bot), Sent(form.message, call.files, ("message",)))
    thread = call.parts.threads.post(forum, form.name, first, form.auto_archive_duration or ARCHIVE_AFTER)
    return {**payloads.thread(thread, call.bot), "message": told(call.parts.world, first)}


def _thread(call: Call) -> Channel:
    channel = call.channel()
    if channel.thread is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return channel


def join(call: Call) -> Answer:
    """Join a thread, or add somebody, which needs the right to write in it (docs: Add Thread Member)."""
    thread, user = _thread(call), call.user()
    if thread.thread and thread.thread.archived:
        raise ApiError(400, 50083, "Thread is archived")
    if user is not call.bot:
        call.parts.world.require(thread, Permission.SEND_MESSAGES_IN_THREADS)
    call.parts.posting.join(thread, user)
    return None


def leave(call: Call) -> Answer:
    """Leave a thread, or with MANAGE_THREADS take somebody out."""
    thread, user = _thread(call), call.user()
    if user is not call.bot:
        call.parts.world.require(thread, Permission.MANAGE_THREADS)
    assert thread.thread is not None
    thread.thread.members.pop(user.id, None)
    return None


def members(call: Call) -> Answer:
    """Return who is in a thread; for apps with the members intent (docs: List Thread Members)."""
    thread = _thread(call)
    if not call.parts.world.app.member_intent:
        raise ApiError(403, 50001, "Missing Access")
    assert thread.thread is not None
    return [payloads.thread_member(thread, user_id) for user_id in thread.thread.members]


def _listed(call: Call, threads: list[Channel]) -> Payload:
    bot = call.bot
    return {
        "threads": [payloads.thread(thread, bot) for thread in threads],
        "members": [
            payloads.thread_member(thread, bot.id)
            for thread in threads
            if thread.thread and bot.id in thread.thread.members
        ],
    }


def active(call: Call) -> Answer:
    """Return a guild's active threads that the bot sees (docs: Guild > List Active Guild Threads)."""
    world = call.parts.world
    guild = world.guilds.get(call.id("guild_id") or 0)
    channels = guild.channels.values() if guild and world.member(guild, call.bot) else ()
    return _listed(call, [each for each in channels if each.thread and not each.thread.archived and world.sees(each)])


def archived(call: Call) -> Answer:
    """Return a channel's archived public threads, the last archived first (docs: List Public Archived Threads)."""
    channel = call.channel(Permission.READ_MESSAGE_HISTORY)
    before, limit = call.query.get("before"), int(call.query.get("limit", "50"))
    found = [
        (payloads.stamp(each.thread.changed), each)
        for each in guild_of(channel).channels.values()
        if each.parent is channel
        and each.thread
        and each.thread.archived
        and each.kind is not ChannelType.PRIVATE_THREAD
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    chosen = [thread for moment, thread in found if before is None or moment < before]
    return {**_listed(call, chosen[:limit]), "has_more": len(chosen) > limit}


ROUTES = [
    Endpoint("POST", "/channels/{channel_id}/messages/{message_id}/threads", on_message, status=201),
    Endpoint("POST", "/channels/{channel_id}/threads", start, status=201),
    Endpoint("GET", "/channels/{channel_id}/threads/archived/public", archived),
    Endpoint("GET", "/guilds/{guild_id}/threads/active", active),
    Endpoint("GET", "/channels/{channel_id}/thread-members", members),
    Endpoint("PUT", "/channels/{channel_id}/thread-members/{user_id}", join),
    Endpoint("DELETE", "/channels/{channel_id}/thread-members/{user_id}", leave),
]
