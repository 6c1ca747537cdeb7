"""Things as Discord sends them; each names its page of the documentation. discord.py 2.7.1 reads all in the tests."""

from datetime import datetime

from tests.fakes.discord.errors import Payload
from tests.fakes.discord.ids import created_at
from tests.fakes.discord.model import (
    Attachment,
    Channel,
    ChannelType,
    Guild,
    Member,
    Message,
    MessageType,
    Overwrite,
    Role,
    User,
)

SHOWN_REFERENCE = {MessageType.REPLY, MessageType.THREAD_STARTER_MESSAGE, MessageType.CONTEXT_MENU_COMMAND}
"""Messages that carry what they refer to (docs: Message > Message Structure, note 4)."""


def stamp(moment: datetime) -> str:
    """Return a time as ISO 8601."""
    return moment.isoformat()


def user(person: User) -> Payload:
    """Return a user (docs: User > User Structure)."""
    return {
        "id": str(person.id),
        "username": person.name,
        "discriminator": "0",
        "global_name": person.name,
        "avatar": None,
        "bot": person.bot,
        "flags": 0,
        "primary_guild": None,
        "public_flags": 0,
    }


def member(one: Member, *, with_user: bool = True) -> Payload:
    """Return a member (docs: Guild > Guild Member Structure); in messages without the user (same page)."""
    data: Payload = {
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [str(role.id) for role in one.roles],
        "joined_at": stamp(one.joined),
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "communication_disabled_until": None,
    }
    return {**data, "user": user(one.user)} if with_user else data


def role(one: Role) -> Payload:
    """Return a role (docs: Permissions > Role Structure)."""
    return {
        "id": str(one.id),
        "name": one.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": one.position,
        "permissions": str(one.permissions.value),
        "managed": False,
        "mentionable": one.mentionable,
        "flags": 0,
    }


def overwrite(id_: int, one: Overwrite) -> Payload:
    """Return a permission overwrite (docs: Channel > Overwrite Structure)."""
    return {
        "id": str(id_),
        "type": int(one.of_member),
        "allow": str(one.allow.value),
        "deny": str(one.deny.value),
    }


def channel(one: Channel, viewer: User) -> Payload:
    """Return a channel, thread or direct message (docs: Channel > Channel Structure).

    Args:
        one: the channel.
        viewer: whose membership of a thread is told.
    """
    if one.guild is None:
        return _direct(one, viewer)
    if one.thread is not None:
        return thread(one, viewer)
    return {
        "id": str(one.id),
        "type": one.kind.value,
        "guild_id": str(one.guild.id),
        "name": one.name,
        "position": list(one.guild.channels).index(one.id) if one.id in one.guild.channels else 0,
        "permission_overwrites": [overwrite(id_, each) for id_, each in one.overwrites.items()],
        "topic": None,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "last_message_id": _last_message(one),
        "parent_id": None,
        "flags": (1 << 4) if one.tags_required else 0,
        **({"available_tags": []} if one.kind is ChannelType.FORUM else {}),
    }


def _direct(one: Channel, viewer: User) -> Payload:
    group = {"name": one.name or None, "icon": None, "owner_id": str(one.recipients[0].id)}
    return {
        "id": str(one.id),
        "type": one.kind.value,
        "last_message_id": _last_message(one),
        "recipients": [user(person) for person in one.recipients if person is not viewer],
        "flags": 0,
        **(group if one.kind is ChannelType.GROUP_DM else {}),
    }


def _last_message(one: Channel) -> str | None:
    return str(max(one.messages)) if one.messages else None


def thread(one: Channel, viewer: User) -> Payload:
    """Return a thread (docs: Threads > Thread Fields)."""
    state, guild, parent = one.thread, one.guild, one.parent
    assert state is not None
    assert guild is not None
    assert parent is not None
    data: Payload = {
        "id": str(one.id),
        "type": one.kind.value,
        "guild_id": str(guild.id),
        "parent_id": str(parent.id),
        "owner_id": str(state.owner.id),
        "name": one.name,
        "last_message_id": _last_message(one),
        "message_count": len(one.messages),
        "total_message_sent": state.sent,
        "member_count": min(50, len(state.members)),
        "rate_limit_per_user": 0,
        "flags": 0,
        "thread_metadata": {
            "archived": state.archived,
            "auto_archive_duration": state.archive_after,
            "archive_timestamp": stamp(state.changed),
            "locked": state.locked,
            "create_timestamp": stamp(created_at(one.id)),
        },
    }
    if parent.kind is ChannelType.FORUM:
        data["applied_tags"] = []
    if viewer.id in state.members:
        data["member"] = thread_member(one, viewer.id)
    return data


def thread_member(one: Channel, user_id: int) -> Payload:
    """Return somebody's membership of a thread (docs: Channel > Thread Member Structure)."""
    assert one.thread is not None
    return {
        "id": str(one.id),
        "user_id": str(user_id),
        "join_timestamp": stamp(one.thread.members[user_id]),
        "flags": 0,
    }


_GUILD_DEFAULTS: Payload = {
    "application_id": None,
    "discovery_splash": None,
    "home_header": None,
    "incidents_data": None,
    "max_members": 500_000,
    "max_presences": None,
    "max_stage_video_channel_users": 50,
    "max_video_channel_users": 25,
    "nsfw": False,
    "premium_progress_bar_enabled": False,
    "premium_subscription_count": 0,
    "public_updates_channel_id": None,
    "region": "deprecated",
    "rules_channel_id": None,
    "safety_alerts_channel_id": None,
    "vanity_url_code": None,
    "widget_channel_id": None,
    "widget_enabled": False,
}


def guild(one: Guild) -> Payload:
    """Return a guild (docs: Guild > Guild Structure)."""
    return {
        "id": str(one.id),
        "name": one.name,
        "icon": None,
        "splash": None,
        "banner": None,
        "description": None,
        "owner_id": str(one.owner.id),
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "preferred_locale": one.locale,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [role(each) for each in one.roles.values()],
        "system_channel_id": str(one.system.id) if one.system else None,
        "system_channel_flags": 0,
        **_GUILD_DEFAULTS,
    }


def attachment(one: Attachment, *, ephemeral: bool = False) -> Payload:
    """Return a file of a message (docs: Message > Attachment Structure)."""
    data: Payload = {
        "id": str(one.id),
        "filename": one.upload.filename,
        "size": len(one.upload.content),
        "url": one.url,
        "proxy_url": one.url,
        "content_type": one.upload.content_type or "application/octet-stream",
    }
    if one.upload.description is not None:
        data["description"] = one.upload.description
    return {**data, "ephemeral": True} if ephemeral else data


def emoji(name: str) -> Payload:
    """Return an emoji of a reaction: a character, or name:id of a guild's own (docs: Emoji > Emoji Object)."""
    custom, _, id_ = name.partition(":")
    return {"id": id_ or None, "name": custom, "animated": False}


def message(one: Message, viewer: User, *, shown: bool = True) -> Payload:
    """Return a message (docs: Message > Message Structure).

    Args:
        one: the message.
        viewer: who asks, for "me" in reactions and threads.
        shown: whether what people put in is told; False for an app without the message content intent (note 2 there).
    """
    data: Payload = {
        "id": str(one.id),
        "channel_id": str(one.channel.id),
        "author": user(one.author),
        "timestamp": stamp(one.created),
        "edited_timestamp": stamp(one.edited) if one.edited else None,
        "type": one.kind.value,
        "flags": one.flags.value,
        "tts": False,
        "pinned": False,
        "mention_everyone": one.mentions.everyone,
        "mentions": [user(each) for each in one.mentions.users],
        "mention_roles": [str(each.id) for each in one.mentions.roles],
        **(_put_in(one) if shown else {"content": "", "embeds": [], "attachments": [], "components": []}),
    }
    if one.nonce is not None:
        data["nonce"] = one.nonce
    if one.reactions:
        data["reactions"] = [_reaction(name, people, viewer) for name, people in one.reactions.items()]
    if one.thread is not None and not one.thread.deleted:
        data["thread"] = thread(one.thread, viewer)
    return {**data, **_origin(one, viewer, shown=shown)}


def _put_in(one: Message) -> Payload:
    return {
        "content": one.content,
        "embeds": one.embeds,
        "attachments": [attachment(each, ephemeral=one.ephemeral) for each in one.attachments],
        "components": one.components,
    }


def _reaction(name: str, people: list[User], viewer: User) -> Payload:
    return {
        "count": len(people),
        "count_details": {"burst": 0, "normal": len(people)},
        "me": viewer in people,
        "me_burst": False,
        "emoji": emoji(name),
        "burst_colors": [],
    }


def _origin(one: Message, viewer: User, *, shown: bool) -> Payload:
    data: Payload = {}
    if one.interaction is not None:
        data["interaction_metadata"] = one.interaction
        data["application_id"] = data["webhook_id"] = str(viewer.id)
    reference = one.reference
    if reference is None:
        return data
    target = reference.message
    data["message_reference"] = {
        "type": int(reference.forward),
        "channel_id": str(reference.channel.id),
        **({"guild_id": str(reference.channel.guild.id)} if reference.channel.guild else {}),
        **({"message_id": str(target.id)} if target else {}),
    }
    if target is not None and reference.forward:
        return {**data, "message_snapshots": [{"message": _snapshot(target, viewer)}] if shown else []}
    if target is not None and one.kind in SHOWN_REFERENCE:
        data["referenced_message"] = None if target.deleted else _flat(target, viewer, shown=shown)
    return data


def _snapshot(one: Message, viewer: User) -> Payload:
    """Return what is kept of a message that is forwarded (docs: Message > Message Snapshot Structure)."""
    kept = {
        "type", "content", "embeds", "attachments", "timestamp", "edited_timestamp", "flags", "mentions",
        "mention_roles", "components",
    }  # fmt: skip
    return {name: value for name, value in message(one, viewer).items() if name in kept}


def _flat(one: Message, viewer: User, *, shown: bool) -> Payload:
    data = message(one, viewer, shown=shown or one.author is viewer)
    data.pop("referenced_message", None)
    return data
