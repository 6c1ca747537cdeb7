"""Who and where: auth.test, apps.connections.open, users, teams, bots, oauth.v2.access."""

import base64
import binascii
import time

from tests.fakes.slack import payloads
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.methods.pages import page
from tests.fakes.slack.methods.serve import Context, Key, Method


def _test(context: Context) -> Payload:
    """Answer as docs: auth.test; bolt keeps it (middleware/authorization/async_single_team_authorization.py)."""
    team = context.team
    return {
        "url": f"https://{team.domain}.slack.com/",
        "team": team.name,
        "user": team.bot.name,
        "team_id": team.id,
        "user_id": team.bot.id,
        "bot_id": team.bot.bot_id,
        "is_enterprise_install": False,
    }


def _connect(context: Context) -> Payload:
    if context.request.method != "POST":
        raise ApiError("insecure_request")
    return {"url": context.parts.sockets.ticket()}


def _user(context: Context) -> Payload:
    return {"user": payloads.user(context.parts.world.user(context.team, context.args.need("user")))}


def _users(context: Context) -> Payload:
    """List everybody, who has left too (docs: users.list; limit_required comes in large workspaces alone)."""
    found, paged = page(list(context.team.users.values()), context, default=1000)
    del paged["has_more"]  # which other methods tell, and this one doesn't
    return {"members": [payloads.user(each) for each in found], "cache_ts": int(time.time()), **paged}


def _team(context: Context) -> Payload:
    wanted = context.args.text("team")
    if wanted not in {None, context.team.id}:
        raise ApiError("team_not_found")
    return {"team": payloads.team(context.team)}


def _bot(context: Context) -> Payload:
    team, wanted = context.team, context.args.text("bot")
    found = [
        each for each in team.users.values() if each.bot_id is not None and each.bot_id == (wanted or team.bot.bot_id)
    ]
    if not found:
        raise ApiError("bot_not_found")
    bot = found[0]
    about: Payload = {"id": bot.bot_id, "deleted": False, "name": bot.name, "user_id": bot.id}
    return {"bot": about | ({"app_id": context.parts.world.app.id} if bot is team.bot else {})}


def _client(context: Context) -> tuple[str, str]:
    """Return the app's id and secret as they were sent: basic authentication, or a form (slack_sdk oauth_v2_access)."""
    sent = context.request.headers.get("Authorization", "").removeprefix("Basic ")
    if sent:
        try:
            id_, _, secret = base64.b64decode(sent).decode().partition(":")
        except (binascii.Error, ValueError):
            raise ApiError("invalid_client_id") from None
        return id_, secret
    return context.args.text("client_id") or "", context.args.text("client_secret") or ""


def _access(context: Context) -> Payload:
    app, (id_, secret) = context.parts.world.app, _client(context)
    if id_ != app.client_id:
        raise ApiError("invalid_client_id")
    if secret != app.client_secret:
        raise ApiError("bad_client_secret")
    return context.parts.installs.exchange(context.args.text("code") or "", context.args.text("redirect_uri"))


METHODS = [
    Method("auth.test", _test),
    Method("apps.connections.open", _connect, "connections:write", Key.APP),
    Method("users.info", _user, "users:read"),
    Method("users.list", _users, "users:read"),
    Method("team.info", _team, "team:read"),
    Method("bots.info", _bot, "users:read"),
    Method("oauth.v2.access", _access, key=Key.NONE),
]
