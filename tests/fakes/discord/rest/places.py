"""The gateway's address, the app, users and guilds (docs: Gateway, Application, User, Guild)."""

from tests.fakes.discord import payloads
from tests.fakes.discord.errors import Payload, missing_access, unknown
from tests.fakes.discord.forms.channel import RecipientForm
from tests.fakes.discord.model import Guild
from tests.fakes.discord.rest.call import Answer, Call, Endpoint

MEMBERS_LIMITED = 1 << 15
CONTENT_LIMITED = 1 << 19
"""Flags of an app in fewer than 100 servers that has the intents switched on (docs: Application Flags)."""


def gateway(call: Call) -> Answer:
    """Return where the gateway is (docs: Get Gateway)."""
    return {"url": call.parts.gateway.url}


def gateway_bot(call: Call) -> Answer:
    """Return where the gateway is and how many shards to start (docs: Get Gateway Bot)."""
    terms = call.parts.gateway.terms
    limit: Payload = {
        "total": 1000,
        "remaining": max(0, 1000 - len(call.parts.hub.identified)),
        "reset_after": 14_400_000,
        "max_concurrency": terms.concurrency,
    }
    return {"url": call.parts.gateway.url, "shards": terms.shards, "session_start_limit": limit}


def me(call: Call) -> Answer:
    """Return the bot (docs: Get Current User)."""
    return {**payloads.user(call.bot), "verified": True, "mfa_enabled": True, "locale": "en-US", "flags": 0}


def application(call: Call) -> Answer:
    """Return the app (docs: Get Current Application; discord/appinfo.py, AppInfo)."""
    app = call.parts.world.app
    flags = (CONTENT_LIMITED if app.content_intent else 0) | (MEMBERS_LIMITED if app.member_intent else 0)
    owner = next((user for user in call.parts.world.users.values() if not user.bot), app.bot)
    return {
        "id": str(app.id),
        "name": app.bot.name,
        "icon": None,
        "description": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": payloads.user(owner),
        "team": None,
        "flags": flags,
        "approximate_guild_count": len(list(call.parts.world.bot_guilds())),
        "flags_new": str(flags),
        "type": None,
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "integration_types_config": {"0": {}, "1": {}},
    }


def my_guilds(call: Call) -> Answer:
    """Return the guilds the bot is in (docs: Get Current User Guilds)."""
    return [payloads.guild(guild) for guild in call.parts.world.bot_guilds()]


def user(call: Call) -> Answer:
    """Return a user (docs: Get User)."""
    return payloads.user(call.user())


def open_direct(call: Call) -> Answer:
    """Open direct messages with a user (docs: Create DM)."""
    person = call.parts.world.users.get(call.form(RecipientForm).recipient_id)
    if person is None:
        raise unknown("User")
    return payloads.channel(call.parts.world.direct(person), call.bot)


def _guild(call: Call) -> Guild:
    guild = call.parts.world.guilds.get(call.id("guild_id") or 0)
    if guild is None:
        raise unknown("Guild")
    if call.bot.id not in guild.members:
        raise missing_access()
    return guild


def guild(call: Call) -> Answer:
    """Return a guild (docs: Get Guild)."""
    one = _guild(call)
    return {**payloads.guild(one), "approximate_member_count": len(one.members)}


def channels(call: Call) -> Answer:
    """Return a guild's channels without its threads (docs: Get Guild Channels)."""
    return [payloads.channel(each, call.bot) for each in _guild(call).channels.values() if not each.thread]


def roles(call: Call) -> Answer:
    """Return a guild's roles (docs: Get Guild Roles)."""
    return [payloads.role(each) for each in _guild(call).roles.values()]


def member(call: Call) -> Answer:
    """Return a member (docs: Get Guild Member)."""
    found = _guild(call).members.get(call.user().id)
    if found is None:
        raise unknown("Member")
    return payloads.member(found)


ROUTES = [
    Endpoint("GET", "/gateway", gateway, open=True),
    Endpoint("GET", "/gateway/bot", gateway_bot),
    Endpoint("GET", "/users/@me", me),
    Endpoint("GET", "/users/@me/guilds", my_guilds),
    Endpoint("POST", "/users/@me/channels", open_direct),
    Endpoint("GET", "/users/{user_id}", user),
    Endpoint("GET", "/applications/@me", application),
    Endpoint("GET", "/oauth2/applications/@me", application),
    Endpoint("GET", "/guilds/{guild_id}", guild),
    Endpoint("GET", "/guilds/{guild_id}/channels", channels),
    Endpoint("GET", "/guilds/{guild_id}/roles", roles),
    Endpoint("GET", "/guilds/{guild_id}/members/{user_id}", member),
]
