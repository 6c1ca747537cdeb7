"""Which commands Discord's apps offer to whom, and how they pack what was filled in (docs: Application Commands)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.fakes.discord import payloads
from tests.fakes.discord.commands import Command
from tests.fakes.discord.errors import Payload
from tests.fakes.discord.forms.command import Option, OptionForm
from tests.fakes.discord.model import Channel, ChannelType, Role, Upload, User
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.world import World

GUILD, BOT_DM, PRIVATE_CHANNEL = 0, 1, 2
"""Docs: Interaction Context Types."""

Value = str | int | float | bool | User | Role | Channel | Upload
"""What a person fills in."""


class NotOffered(Exception):
    """Discord's app wouldn't let the person do that."""


def context(world: World, channel: Channel) -> int:
    """Return where a channel is, as interactions tell it."""
    if channel.guild is not None:
        return GUILD
    return BOT_DM if world.bot in channel.recipients else PRIVATE_CHANNEL


def owners(world: World, user: User, channel: Channel) -> dict[str, str]:
    """Return by whom the app is here (docs: Authorizing Integration Owners Object)."""
    found: dict[str, str] = {}
    if channel.guild is not None and world.bot.id in channel.guild.members:
        found["0"] = str(channel.guild.id)
    if channel.kind is ChannelType.DM and world.bot in channel.recipients:
        found["0"] = "0"
    if user.installed:
        found["1"] = str(user.id)
    return found


def offered(world: World, command: Command, user: User, channel: Channel) -> dict[str, str]:
    """Return by whom the command is here; its contexts, kinds of installation and default permissions are held.

    Raises:
        NotOffered: the person wouldn't see it there.
    """
    form = command.form
    contexts: list[int] = [*(form.contexts or ())] or [
        GUILD,
        BOT_DM,
        *([PRIVATE_CHANNEL] if 1 in (form.integration_types or ()) else []),
    ]
    if context(world, channel) not in contexts:
        raise NotOffered(f"/{form.name} is not for this kind of channel")
    kinds = {str(kind) for kind in (form.integration_types or [0])}
    found = {kind: owner for kind, owner in owners(world, user, channel).items() if kind in kinds}
    if not found:
        raise NotOffered(f"the app is not installed where /{form.name} would need it")
    if channel.guild is not None and form.default_member_permissions is not None:
        _check_rights(world, command, user, channel)
    return found


def _check_rights(world: World, command: Command, user: User, channel: Channel) -> None:
    needs = Permission(int(command.form.default_member_permissions or 0))
    has = world.may(channel, user)
    if Permission.ADMINISTRATOR not in has and (needs not in has or not needs):
        raise NotOffered(f"{user.name} has no right to /{command.form.name}")


@dataclass(slots=True)
class Filled:
    """Options as they are sent, and what they point at (docs: Resolved Data Structure)."""

    options: list[Payload] = field(default_factory=list)
    resolved: dict[str, dict[str, Payload]] = field(default_factory=dict)


def fill(
    world: World, channel: Channel, forms: Sequence[OptionForm], values: Mapping[str, Value], focused: str | None
) -> Filled:
    """Return the options of a command as filled in.

    Args:
        world: where files are kept.
        channel: where it is used.
        forms: the command's options.
        values: what was filled in, by name.
        focused: the option being typed in, for autocomplete, where required ones may be missing still.

    Raises:
        NotOffered: an option that isn't there, a required one missing, a value it doesn't take.
    """
    known = {form.name: form for form in forms}
    if unknown := values.keys() - known.keys():
        raise NotOffered(f"no option {', '.join(sorted(unknown))}")
    missing = [form.name for form in forms if form.required and form.name not in values]
    if missing and focused is None:
        raise NotOffered(f"option {', '.join(missing)} is required")
    filled = Filled()
    for name, value in values.items():
        option = _option(world, channel, known[name], value, filled, typing=name == focused)
        filled.options.append(option)
    return filled


def _option(world: World, channel: Channel, form: OptionForm, value: Value, filled: Filled, *, typing: bool) -> Payload:
    data: Payload = {"name": form.name, "type": form.type.value}
    if typing:
        return {**data, "value": str(value), "focused": True}
    return {**data, "value": _value(world, channel, form, value, filled)}


def _value(world: World, channel: Channel, form: OptionForm, value: Value, filled: Filled) -> object:
    match form.type, value:
        case Option.STRING, str():
            _check_text(form, value)
            return value
        case (Option.BOOLEAN, bool()) | (Option.INTEGER, int()) | (Option.NUMBER, int() | float()):
            return value
        case ((Option.USER | Option.MENTIONABLE), User()):
            return _resolve(filled, "users", value.id, payloads.user(value))
        case ((Option.ROLE | Option.MENTIONABLE), Role()):
            return _resolve(filled, "roles", value.id, payloads.role(value))
        case Option.CHANNEL, Channel():
            return _resolve(filled, "channels", value.id, partial(world, value))
        case Option.ATTACHMENT, Upload():
            kept = world.keep(value, channel)
            return _resolve(filled, "attachments", kept.id, payloads.attachment(kept, ephemeral=True))
    raise NotOffered(f"option {form.name} takes no {type(value).__name__}")


def _check_text(form: OptionForm, value: str) -> None:
    if form.choices and value not in {choice.value for choice in form.choices}:
        raise NotOffered(f"{value!r} is no choice of {form.name}")
    if not (form.min_length or 0) <= len(value) <= (form.max_length or 6000):
        raise NotOffered(f"option {form.name} is too short or too long")


def _resolve(filled: Filled, kind: str, id_: int, data: Payload) -> str:
    filled.resolved.setdefault(kind, {})[str(id_)] = data
    return str(id_)


def partial(world: World, channel: Channel, user: User | None = None) -> Payload:
    """Return a channel with what one may do in it (docs: Resolved Data Structure, note **)."""
    rights = str(world.may(channel, user).value)
    return {
        **payloads.channel(channel, world.bot),
        "permissions": rights,
        "app_permissions": str(world.may(channel).value),
    }
