"""Registering commands, globally and in a guild (docs: Application Commands > Endpoints)."""

from tests.fakes.discord.errors import ApiError, missing_access
from tests.fakes.discord.forms.base import parse
from tests.fakes.discord.forms.command import CommandForm
from tests.fakes.discord.rest.call import Answer, Call, Endpoint

GLOBAL = "/applications/{application_id}/commands"
GUILD = "/applications/{application_id}/guilds/{guild_id}/commands"


def _place(call: Call) -> int | None:
    """Return the guild of the path, or None for global commands.

    Raises:
        ApiError: 20012 another app's, 50001 a guild the app isn't in.
    """
    if call.id("application_id") != call.parts.world.app.id:
        raise ApiError(403, 20012, "You are not authorized to perform this action on this application")
    guild_id = call.id("guild_id")
    if guild_id is not None and guild_id not in {guild.id for guild in call.parts.world.bot_guilds()}:
        raise missing_access()
    return guild_id


def listed(call: Call) -> Answer:
    """Return all commands of a place."""
    return [command.payload() for command in call.parts.commands.of(_place(call))]


def put(call: Call) -> Answer:
    """Replace all commands of a place (docs: Bulk Overwrite Global Application Commands)."""
    place = _place(call)
    bodies = call.body if isinstance(call.body, list) else []
    forms = [parse(CommandForm, body, (str(number),)) for number, body in enumerate(bodies)]
    return [command.payload() for command in call.parts.commands.put(place, forms)]


def post(call: Call) -> Answer:
    """Add a command, or replace the one of that name."""
    return call.parts.commands.post(_place(call), call.form(CommandForm)).payload()


def get(call: Call) -> Answer:
    """Return a command."""
    return call.parts.commands.get(_place(call), call.id("command_id") or 0).payload()


def delete(call: Call) -> Answer:
    """Remove a command."""
    call.parts.commands.delete(_place(call), call.id("command_id") or 0)
    return None


ROUTES = [
    endpoint
    for path in (GLOBAL, GUILD)
    for endpoint in (
        Endpoint("GET", path, listed),
        Endpoint("PUT", path, put),
        Endpoint("POST", path, post),
        Endpoint("GET", path + "/{command_id}", get),
        Endpoint("DELETE", path + "/{command_id}", delete),
    )
]
