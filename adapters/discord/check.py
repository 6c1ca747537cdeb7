"""What Discord says of the application before Cuepoint connects: its name, its intents, where it is."""

import discord

from adapters.discord.errors import DiscordUnreachable, IntentOff, TokenWrong
from adapters.discord.rest_errors import asking, is_json
from core.checks import Finding, Status, found_wrong
from core.delivery.chat import ChatDown
from core.errors import CuepointError

MATTER = "Discord"
PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    create_public_threads=True,
    send_messages_in_threads=True,
    attach_files=True,
    read_message_history=True,
    add_reactions=True,
)
"""All that Cuepoint uses."""
_FEW_IDENTIFIES = 50


def check_intents(flags: discord.ApplicationFlags) -> None:
    """Check that the application may read messages, before the gateway is told so by an IDENTIFY.

    A gateway that refuses counts it all the same, and has but a thousand a day:
    https://discord.com/developers/docs/resources/application#application-object-application-flags and
    https://discord.com/developers/docs/events/gateway#session-start-limit-object

    Raises:
        IntentOff: the message content intent is switched off.
    """
    if not (flags.gateway_message_content or flags.gateway_message_content_limited):
        raise IntentOff


def invite_link(application_id: int) -> str:
    """Return the link by which somebody adds the bot to a server with the permissions that it uses."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands"))


def in_servers(count: int) -> str:
    """Return a number of servers in words for a line of the log or of a check."""
    return "1 server" if count == 1 else f"{count} servers"


async def check_discord(token: str) -> list[Finding]:
    """Return what Discord says of a token and its application; the gateway isn't connected to.

    Args:
        token: the bot's.
    """
    async with discord.Client(intents=discord.Intents.none()) as client:
        try:
            await log_in(client, token)
            with asking():
                limits = (await client.http.get_bot_gateway())[2]
                remaining = int(limits["remaining"])
        except CuepointError as error:
            return [found_wrong(MATTER, error)]
        except discord.DiscordException as error:
            return [found_wrong(MATTER, DiscordUnreachable(reason(error)))]
        application = client.application
        return _findings(application, remaining) if application else []


async def log_in(client: discord.Client, token: str) -> None:
    """Log a client in by REST alone, which calls its `setup_hook`.

    Raises:
        TokenWrong: Discord doesn't know the token.
        DiscordUnreachable: it can't be reached.
    """
    try:
        with asking():
            await client.login(token)
    except discord.LoginFailure as error:
        cause = error.__cause__
        if isinstance(cause, discord.HTTPException) and not is_json(cause):
            raise DiscordUnreachable("401 by a proxy") from error
        raise TokenWrong from error
    except (ChatDown, discord.DiscordException) as error:
        raise DiscordUnreachable(reason(error)) from error


def reason(error: Exception) -> str:
    """Return why Discord can't be reached, for an operator."""
    if isinstance(error, discord.HTTPException):
        return f"{error.status}, code {error.code}"
    return error.detail if isinstance(error, ChatDown) else type(error).__name__


def _findings(application: discord.AppInfo, identifies: int) -> list[Finding]:
    servers = in_servers(application.approximate_guild_count)
    found = [Finding(MATTER, Status.OK, f"The token is that of {application.name}, which is in {servers}.")]
    try:
        check_intents(application.flags)
        found.append(Finding(MATTER, Status.OK, "Message Content Intent is switched on."))
    except IntentOff as error:
        found.append(found_wrong(MATTER, error))
    if application.interactions_endpoint_url:
        text = (
            "Commands and buttons go to an Interactions Endpoint URL and not to Cuepoint. Clear that field on your "
            "application's page, General Information (https://discord.com/developers/applications)."
        )
        found.append(Finding(MATTER, Status.WRONG, text))
    if identifies < _FEW_IDENTIFIES:
        text = f"Only {identifies} sessions can be begun until tomorrow: Cuepoint has restarted too often."
        found.append(Finding(MATTER, Status.NOTE, text))
    found.append(Finding(MATTER, Status.OK, f"Invite it with {invite_link(application.id)}"))
    return found
