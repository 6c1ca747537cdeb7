"""Reactions (docs: reactions.add, reactions.remove, reactions.get)."""

import re

from tests.fakes.slack import payloads
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.methods.serve import Context, Method
from tests.fakes.slack.model import Message

NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def _item(context: Context) -> Message:
    world, args = context.parts.world, context.args
    if not args.text("channel") or not args.text("timestamp"):
        raise ApiError("no_item_specified")
    channel = world.joined(context.team, args.need("channel"))
    return world.message(channel, args.ts("timestamp", "bad_timestamp"))


def _name(context: Context) -> str:
    name = context.args.need("name").strip(":")
    if not NAME.fullmatch(name):
        raise ApiError("invalid_name")
    return name


def _add(context: Context) -> Payload:
    name, message = _name(context), _item(context)
    if message.channel.archived:
        raise ApiError("is_archived")
    people = message.reactions.setdefault(name, [])
    if context.team.bot in people:
        raise ApiError("already_reacted")
    people.append(context.team.bot)
    context.parts.events.reaction("reaction_added", message, context.team.bot, name)
    return {}


def _remove(context: Context) -> Payload:
    name, message = _name(context), _item(context)
    if context.team.bot not in message.reactions.get(name, []):
        raise ApiError("no_reaction")
    message.reactions[name].remove(context.team.bot)
    if not message.reactions[name]:
        del message.reactions[name]
    context.parts.events.reaction("reaction_removed", message, context.team.bot, name)
    return {}


def _get(context: Context) -> Payload:
    message = _item(context)
    told = payloads.message(message, context.parts.world)
    return {"type": "message", "channel": message.channel.id, "message": told}


METHODS = [
    Method("reactions.add", _add, "reactions:write"),
    Method("reactions.remove", _remove, "reactions:write"),
    Method("reactions.get", _get, "reactions:read"),
]
