"""Reactions (docs: Message > Create Reaction and following)."""

from tests.fakes.discord import payloads
from tests.fakes.discord.errors import ApiError, unknown
from tests.fakes.discord.model import Message, User
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.rest.call import Answer, Call, Endpoint

MOST = 20
"""Different reactions to a message (docs: JSON Error Codes, 30010)."""
PATH = "/channels/{channel_id}/messages/{message_id}/reactions"


def _emoji(call: Call) -> str:
    """Return the emoji of the path: a character, or name:id.

    Raises:
        ApiError: 10014.
    """
    text = call.where["emoji"]
    name, _, id_ = text.partition(":")
    if (id_.isdecimal() and name.isidentifier()) or not (text.isascii() or text.isalnum()):
        return text
    raise unknown("Emoji")


def add(call: Call) -> Answer:
    """React; a reaction nobody gave yet needs ADD_REACTIONS."""
    message, emoji = call.message(Permission.READ_MESSAGE_HISTORY), _emoji(call)
    if emoji not in message.reactions:
        call.parts.world.require(message.channel, Permission.ADD_REACTIONS)
        if len(message.reactions) >= MOST:
            raise ApiError(400, 30010, f"Maximum number of reactions reached ({MOST})")
    people = message.reactions.setdefault(emoji, [])
    if call.bot not in people:
        people.append(call.bot)
        call.parts.events.reaction("MESSAGE_REACTION_ADD", message, call.bot, emoji)
    return None


def _take(call: Call, message: Message, user: User, emoji: str) -> None:
    people = message.reactions.get(emoji, [])
    if user in people:
        people.remove(user)
        if not people:
            del message.reactions[emoji]
        call.parts.events.reaction("MESSAGE_REACTION_REMOVE", message, user, emoji)


def remove(call: Call) -> Answer:
    """Take a reaction back; another's needs MANAGE_MESSAGES."""
    message, user = call.message(), call.user()
    if user is not call.bot:
        call.parts.world.require(message.channel, Permission.MANAGE_MESSAGES)
    _take(call, message, user, _emoji(call))
    return None


def clear(call: Call) -> Answer:
    """Take all reactions away, or all of one emoji."""
    message = call.message(Permission.MANAGE_MESSAGES)
    for emoji in [_emoji(call)] if "emoji" in call.where else list(message.reactions):
        for user in list(message.reactions.get(emoji, [])):
            _take(call, message, user, emoji)
    return None


def people(call: Call) -> Answer:
    """Return who reacted."""
    message = call.message()
    return [payloads.user(user) for user in message.reactions.get(_emoji(call), [])]


ROUTES = [
    Endpoint("PUT", PATH + "/{emoji}/@me", add),
    Endpoint("DELETE", PATH + "/{emoji}/{user_id}", remove),
    Endpoint("DELETE", PATH + "/{emoji}", clear),
    Endpoint("DELETE", PATH, clear),
    Endpoint("GET", PATH + "/{emoji}", people),
]
