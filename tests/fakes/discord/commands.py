"""The commands an app has registered (docs: Application Commands > Endpoints)."""

from collections.abc import Iterator
from dataclasses import dataclass

from tests.fakes.discord.errors import ApiError, Payload, unknown
from tests.fakes.discord.forms.command import MOST, CommandForm
from tests.fakes.discord.ids import Snowflakes
from tests.fakes.discord.model import Guild


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it is registered, globally or in a guild."""

    id: int
    app_id: int
    guild_id: int | None
    form: CommandForm

    def payload(self) -> Payload:
        """Return it as it comes back (docs: Application Command Structure; discord/app_commands/models.py)."""
        data: Payload = self.form.model_dump(mode="json", exclude_none=True)
        permissions = self.form.default_member_permissions
        return {
            **data,
            "id": str(self.id),
            "application_id": str(self.app_id),
            "version": str(self.id),
            "default_member_permissions": None if permissions is None else str(permissions),
            **({"guild_id": str(self.guild_id)} if self.guild_id else {}),
        }


class Commands:
    """All of an app's commands; names are unique by kind and place (docs: Registering a Command)."""

    def __init__(self, app_id: int, ids: Snowflakes) -> None:
        self.app_id = app_id
        self._ids = ids
        self._all: dict[int, Command] = {}

    def of(self, guild_id: int | None) -> list[Command]:
        """Return the commands registered globally (None) or in a guild."""
        return [command for command in self._all.values() if command.guild_id == guild_id]

    def put(self, guild_id: int | None, forms: list[CommandForm]) -> list[Command]:
        """Replace all commands of a place; those that were there keep their ids."""
        _check(forms)
        had = {(command.form.type, command.form.name): command.id for command in self.of(guild_id)}
        for id_ in had.values():
            del self._all[id_]
        return [self._add(had.get((form.type, form.name)), guild_id, form) for form in forms]

    def post(self, guild_id: int | None, form: CommandForm) -> Command:
        """Add a command, or replace the one of that name and kind."""
        same = [each for each in self.of(guild_id) if (each.form.type, each.form.name) == (form.type, form.name)]
        return self._add(same[0].id if same else None, guild_id, form)

    def get(self, guild_id: int | None, id_: int) -> Command:
        """Return a command.

        Raises:
            ApiError: 10063.
        """
        command = self._all.get(id_)
        if command is None or command.guild_id != guild_id:
            raise unknown("Application Command")
        return command

    def delete(self, guild_id: int | None, id_: int) -> None:
        """Remove a command."""
        del self._all[self.get(guild_id, id_).id]

    def find(self, kind: int, name: str, guild: Guild | None) -> Iterator[Command]:
        """Yield the commands of that kind and name in a place, its own before the global."""
        for guild_id in ([guild.id] if guild else []) + [None]:
            yield from (each for each in self.of(guild_id) if each.form.type == kind and each.form.name == name)

    def _add(self, id_: int | None, guild_id: int | None, form: CommandForm) -> Command:
        command = Command(id_ or self._ids.next(), self.app_id, guild_id, form)
        self._all[command.id] = command
        return command


def _check(forms: list[CommandForm]) -> None:
    names = [(form.type, form.name) for form in forms]
    if len(set(names)) < len(names):
        raise ApiError(400, 50035, "Invalid Form Body", {"_errors": [_DUPLICATE]})
    for kind, most in MOST.items():
        if sum(form.type == kind for form in forms) > most:
            raise ApiError(400, 30032, f"Maximum number of application commands reached ({most}).")


_DUPLICATE = {"code": "APPLICATION_COMMANDS_DUPLICATE_NAME", "message": "Application command names must be unique"}
