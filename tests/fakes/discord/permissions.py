"""Who may do what where (docs: Permissions)."""

from collections.abc import Iterable
from enum import IntFlag
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fakes.discord.model import Channel, Guild, Member


class Permission(IntFlag):
    """The bits that matter here (docs: Permissions > Bitwise Permission Flags)."""

    ADMINISTRATOR = 1 << 3
    MANAGE_CHANNELS = 1 << 4
    MANAGE_GUILD = 1 << 5
    ADD_REACTIONS = 1 << 6
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    MENTION_EVERYONE = 1 << 17
    USE_EXTERNAL_EMOJIS = 1 << 18
    USE_APPLICATION_COMMANDS = 1 << 31
    MANAGE_THREADS = 1 << 34
    CREATE_PUBLIC_THREADS = 1 << 35
    CREATE_PRIVATE_THREADS = 1 << 36
    SEND_MESSAGES_IN_THREADS = 1 << 38
    USE_EXTERNAL_APPS = 1 << 50


NONE = Permission(0)
ALL = Permission((1 << 53) - 1)

BOT = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.SEND_MESSAGES_IN_THREADS
    | Permission.CREATE_PUBLIC_THREADS
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.ADD_REACTIONS
)
"""What a bot is invited with here unless a test says otherwise."""

EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
    | Permission.USE_EXTERNAL_APPS
)
"""What @everyone may do here. The bot's right to write comes by its role; people's posts are not checked."""

PRIVATE = Permission.ATTACH_FILES | Permission.EMBED_LINKS | Permission.MENTION_EVERYONE
"""An app's permissions in direct messages (docs: Receiving and Responding > Interaction Structure)."""

_NEED_SENDING = Permission.MENTION_EVERYONE | Permission.ATTACH_FILES | Permission.EMBED_LINKS


def in_guild(member: "Member", guild: "Guild") -> Permission:
    """Return a member's permissions before overwrites (docs: Permissions, compute_base_permissions)."""
    if guild.owner is member.user:
        return ALL
    permissions = guild.everyone.permissions
    for role in member.roles:
        permissions |= role.permissions
    return ALL if Permission.ADMINISTRATOR in permissions else permissions


def in_channel(member: "Member", channel: "Channel") -> Permission:
    """Return a member's permissions in a channel; a thread has its parent's (docs: Permissions > compute_overwrites).

    What follows from a missing permission is taken away too: nothing without VIEW_CHANNEL, and no files, embeds or
    mass mentions without the right to send (docs: Permissions > Implicit Permissions).
    """
    guild = channel.guild
    if guild is None:
        return PRIVATE
    permissions = in_guild(member, guild)
    if Permission.ADMINISTRATOR in permissions:
        return ALL
    place = channel.parent if channel.thread and channel.parent else channel
    permissions = _overwritten(permissions, place, (guild.id,))
    permissions = _overwritten(permissions, place, [role.id for role in member.roles])
    permissions = _overwritten(permissions, place, (member.user.id,))
    return _without_implied(permissions, in_thread=channel.thread is not None)


def _overwritten(permissions: Permission, channel: "Channel", ids: Iterable[int]) -> Permission:
    found = [channel.overwrites[id_] for id_ in ids if id_ in channel.overwrites]
    for overwrite in found:
        permissions &= ~overwrite.deny
    for overwrite in found:
        permissions |= overwrite.allow
    return permissions


def _without_implied(permissions: Permission, *, in_thread: bool) -> Permission:
    if Permission.VIEW_CHANNEL not in permissions:
        return NONE
    sending = Permission.SEND_MESSAGES_IN_THREADS if in_thread else Permission.SEND_MESSAGES
    return permissions if sending in permissions else permissions & ~_NEED_SENDING
