"""Who would be notified by a message (docs: Message > Allowed Mentions Object)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.fakes.discord.model import Guild, Mentions, User

ALL_KINDS = frozenset({"users", "roles", "everyone"})
"""What is parsed in messages when nothing is said (docs: Default Settings for Allowed Mentions)."""
USERS_ONLY = frozenset({"users"})
"""What is parsed in answers to interactions when nothing is said (same page)."""

_USER = re.compile(r"<@!?(\d+)>")
_ROLE = re.compile(r"<@&(\d+)>")
_EVERYONE = re.compile(r"@(?:everyone|here)")


@dataclass(frozen=True, slots=True)
class Allowed:
    """The allowed_mentions of a request: kinds that are parsed, and ids that are let through."""

    parse: frozenset[str] = ALL_KINDS
    users: frozenset[int] = frozenset()
    roles: frozenset[int] = frozenset()
    replied_user: bool = False


def named(
    text: str, allowed: Allowed, users: Mapping[int, User], guild: Guild | None, *, may_mention_all: bool
) -> Mentions:
    """Return whom a text notifies.

    Mentions in code count too, though Discord's apps may not show them as such: to be on the safe side.

    Args:
        text: the content and text displays.
        allowed: what the request allows.
        users: everybody.
        guild: where it is sent, or None in a direct message, where there is neither role nor everybody.
        may_mention_all: whether the author has MENTION_EVERYONE; without it neither everybody nor a role that isn't
            mentionable is notified.
    """
    people = tuple(
        users[id_] for id_ in _ids(_USER, text) if id_ in users and ("users" in allowed.parse or id_ in allowed.users)
    )
    if guild is None:
        return Mentions(people)
    roles = tuple(
        role
        for role in (guild.roles[id_] for id_ in _ids(_ROLE, text) if id_ in guild.roles)
        if (role.mentionable or may_mention_all) and ("roles" in allowed.parse or role.id in allowed.roles)
    )
    everyone = may_mention_all and "everyone" in allowed.parse and _EVERYONE.search(text) is not None
    return Mentions(people, roles, everyone)


def _ids(pattern: re.Pattern[str], text: str) -> list[int]:
    return list(dict.fromkeys(int(id_) for id_ in pattern.findall(text)))


@dataclass(frozen=True, slots=True)
class Ping:
    """One notification of a person, a role or everybody ("everyone"), why (mention, reply or thread), and by whom."""

    whom: str
    why: str
    by: User
    message_id: int
