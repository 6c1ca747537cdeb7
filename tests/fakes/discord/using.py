"""What people do with the app: commands, buttons, selects, windows (docs: Interactions)."""

from collections.abc import Mapping, Sequence

from tests.fakes.discord import payloads, reading
from tests.fakes.discord.commands import Command
from tests.fakes.discord.errors import Payload
from tests.fakes.discord.forms.command import Option, OptionForm
from tests.fakes.discord.gateway.intents import Intent
from tests.fakes.discord.interactions import Interaction, Kind
from tests.fakes.discord.model import Channel, Message, User
from tests.fakes.discord.offers import NotOffered, Value, context, fill, offered, owners, partial
from tests.fakes.discord.people import People
from tests.fakes.discord.permissions import PRIVATE, Permission
from tests.fakes.discord.posting import FILE_SIZE

SLASH, MESSAGE_MENU = 1, 3


class Using(People):
    """Uses the app as Discord's own apps do: what they wouldn't let one do raises `NotOffered`."""

    def slash(
        self,
        name: str,
        options: Mapping[str, Value] | None = None,
        *,
        user: User,
        channel: Channel,
        locale: str | None = None,
    ) -> Interaction:
        """Use a slash command.

        Args:
            name: its name, with that of group and subcommand where it has any: "settings channel".
            options: what is filled in.
            user: who uses it.
            channel: where; a direct message with the bot, or among people, where the app is installed to the user.
            locale: the language of their app if another than the user's.

        Raises:
            NotOffered: there is no such command for them there, or it can't be filled in so.
        """
        return self._command(name, options or {}, user, channel, locale, focused=None)

    def autocomplete(
        self, name: str, options: Mapping[str, Value], focused: str, *, user: User, channel: Channel
    ) -> Interaction:
        """Type in an option; what is suggested comes in `choices`."""
        return self._command(name, options, user, channel, None, focused=focused)

    def message_command(self, name: str, message: Message, user: User, *, locale: str | None = None) -> Interaction:
        """Use a command of a message's menu."""
        command, here = self._find(MESSAGE_MENU, name, user, message.channel)
        data = self._named(command)
        data["target_id"] = str(message.id)
        data["resolved"] = {"messages": {str(message.id): payloads.message(message, self.world.bot)}}
        return self._begin(Kind.COMMAND, user, message.channel, data, here, message=message, locale=locale)

    def click(self, message: Message, custom_id: str, user: User, *, locale: str | None = None) -> Interaction:
        """Press a button of a message.

        Raises:
            NotOffered: it has none, it is switched off, or the message is for another's eyes.
        """
        return self._use(message, custom_id, user, None, locale)

    def select(self, message: Message, custom_id: str, values: Sequence[str], user: User) -> Interaction:
        """Choose in a select of texts."""
        return self._use(message, custom_id, user, list(values), None)

    def submit(self, opened: Interaction, answers: Mapping[str, str | Sequence[str]]) -> Interaction:
        """Send the window that an interaction opened; `answers` by custom_id: a text, or the values of a select.

        Raises:
            NotOffered: no window was opened.
        """
        if opened.modal is None:
            raise NotOffered("no window was opened")
        components = opened.modal["components"]
        assert isinstance(components, list)
        data: Payload = {
            "custom_id": opened.modal["custom_id"],
            "components": [_answered(component, answers) for component in components],
        }
        return self._begin(Kind.MODAL, opened.user, opened.channel, data, opened.owners, message=opened.message)

    def _command(
        self,
        name: str,
        options: Mapping[str, Value],
        user: User,
        channel: Channel,
        locale: str | None,
        *,
        focused: str | None,
    ) -> Interaction:
        first, *path = name.split()
        command, here = self._find(SLASH, first, user, channel)
        forms, around = _descend(command.form.options, path)
        filled = fill(self.world, channel, forms, options, focused)
        data = self._named(command)
        data["options"] = around(filled.options)
        if filled.resolved:
            data["resolved"] = filled.resolved
        kind = Kind.COMMAND if focused is None else Kind.AUTOCOMPLETE
        return self._begin(kind, user, channel, data, here, locale=locale)

    def _find(self, kind: int, name: str, user: User, channel: Channel) -> tuple[Command, dict[str, str]]:
        for command in self.parts.commands.find(kind, name, channel.guild):
            return command, offered(self.world, command, user, channel)
        raise NotOffered(f"no command {name!r} is registered")

    @staticmethod
    def _named(command: Command) -> Payload:
        data: Payload = {"id": str(command.id), "name": command.form.name, "type": command.form.type}
        return {**data, "guild_id": str(command.guild_id)} if command.guild_id else data

    def _use(
        self, message: Message, custom_id: str, user: User, values: list[str] | None, locale: str | None
    ) -> Interaction:
        found = [each for each in reading.buttons(message) if each.custom_id == custom_id]
        if not found or found[0].disabled or message.deleted:
            raise NotOffered(f"nothing to use with the id {custom_id!r}")
        if message.only_for not in {None, user}:
            raise NotOffered(f"{user.name} doesn't see that message")
        data: Payload = {"custom_id": custom_id, "component_type": found[0].kind}
        if values is not None:
            data["values"] = values
        here = owners(self.world, user, message.channel)
        return self._begin(Kind.COMPONENT, user, message.channel, data, here, message=message, locale=locale)

    def _begin(
        self,
        kind: Kind,
        user: User,
        channel: Channel,
        data: Payload,
        here: dict[str, str],
        *,
        message: Message | None = None,
        locale: str | None = None,
    ) -> Interaction:
        if channel.guild is not None:
            self.join(channel.guild, user)
        interaction = Interaction(self.world.ids.next(), kind, user, channel, data, here, message)
        interaction.payload = self._payload(interaction, locale or user.locale)
        self.parts.answers.by_token[interaction.token] = interaction
        self._announce(interaction)
        return interaction

    def _announce(self, interaction: Interaction) -> None:
        guild = interaction.channel.guild
        guild_id = guild.id if guild else None
        self.parts.hub.dispatch("INTERACTION_CREATE", interaction.payload, guild_id=guild_id, intent=Intent.NONE)

    def _payload(self, interaction: Interaction, locale: str) -> Payload:
        """Return what the app is sent (docs: Interaction Structure; discord/interactions.py, _from_data)."""
        channel, bot = interaction.channel, self.world.bot
        data: Payload = {
            "id": str(interaction.id),
            "application_id": str(self.world.app.id),
            "type": interaction.kind.value,
            "token": interaction.token,
            "version": 1,
            "data": interaction.data,
            "channel_id": str(channel.id),
            "channel": partial(self.world, channel, interaction.user),
            "app_permissions": str(self._app_rights(channel).value),
            "locale": locale,
            "entitlements": [],
            "authorizing_integration_owners": interaction.owners,
            "context": context(self.world, channel),
            "attachment_size_limit": FILE_SIZE,
        }
        if interaction.kind in {Kind.COMPONENT, Kind.MODAL} and interaction.message is not None:
            data["message"] = payloads.message(interaction.message, bot)
        return {**data, **self._who(interaction.user, channel)}

    def _who(self, user: User, channel: Channel) -> Payload:
        guild = channel.guild
        if guild is None:
            return {"user": payloads.user(user)}
        member = payloads.member(guild.members[user.id])
        return {
            "guild_id": str(guild.id),
            "guild_locale": guild.locale,
            "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
            "member": {**member, "permissions": str(self.world.may(channel, user).value)},
        }

    def _app_rights(self, channel: Channel) -> Permission:
        """Return app_permissions: in a server the bot isn't in, those of @everyone."""
        if channel.guild is None:
            return PRIVATE
        return self.world.may(channel) or channel.guild.everyone.permissions


def _descend(forms: Sequence[OptionForm], path: Sequence[str]) -> tuple[Sequence[OptionForm], "_Around"]:
    around = _Around()
    for name in path:
        inner = [
            form for form in forms if form.name == name and form.type in {Option.SUB_COMMAND, Option.SUB_COMMAND_GROUP}
        ]
        if not inner:
            raise NotOffered(f"no subcommand {name!r}")
        around.steps.append(inner[0])
        forms = inner[0].options
    if any(form.type in {Option.SUB_COMMAND, Option.SUB_COMMAND_GROUP} for form in forms):
        raise NotOffered("a subcommand must be chosen")
    return forms, around


class _Around:
    """Wraps options in the subcommands they belong to."""

    def __init__(self) -> None:
        self.steps: list[OptionForm] = []

    def __call__(self, options: list[Payload]) -> list[Payload]:
        for step in reversed(self.steps):
            options = [{"name": step.name, "type": step.type.value, "options": options}]
        return options


def _answered(component: Payload, answers: Mapping[str, str | Sequence[str]]) -> Payload:
    """Return a component of a window as it is sent back (docs: Component Interaction Response Structures)."""
    data: Payload = {"type": component["type"], "id": component["id"]}
    for key in ("components", "component"):
        inner = component.get(key)
        if isinstance(inner, list):
            data[key] = [_answered(each, answers) for each in inner]
        elif isinstance(inner, dict):
            data[key] = _answered(inner, answers)
    if "custom_id" in component:
        answer = answers.get(str(component["custom_id"]), "")
        data["custom_id"] = component["custom_id"]
        data.update({"value": answer} if isinstance(answer, str) else {"values": list(answer)})
    return data
