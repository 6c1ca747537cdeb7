"""The way of a call: token, scopes, limits, faults, the deed, the answer."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum

from aiohttp import web

from tests.fakes.slack.args import Args, read_args
from tests.fakes.slack.calls import Call
from tests.fakes.slack.errors import ApiError, Payload, missing_scope
from tests.fakes.slack.jsonic import answer
from tests.fakes.slack.model import Kind, Team
from tests.fakes.slack.parts import Parts


class Key(Enum):
    """What a method is opened with."""

    BOT = "xoxb-"
    APP = "xapp-"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What a method works with: the parts, the workspace of the token, the arguments, the request."""

    parts: Parts
    team: Team
    args: Args
    request: web.Request


Deed = Callable[[Context], Payload]


@dataclass(frozen=True, slots=True)
class Method:
    """A method. `scope` is the one it needs; "*:history" is of the kind of the conversation that is asked about."""

    name: str
    deed: Deed
    scope: str = ""
    key: Key = Key.BOT


def token_of(request: web.Request, args: Args) -> str:
    """Return the token of a call (docs: Web API > Authentication).

    Raises:
        ApiError: not_authed.
    """
    bearer = request.headers.get("Authorization", "")
    token = bearer.removeprefix("Bearer ").strip() if bearer.startswith("Bearer ") else args.text("token") or ""
    if not token:
        raise ApiError("not_authed")
    return token


def _needed(method: Method, parts: Parts, team: Team, args: Args) -> list[str]:
    """Return the scopes any of which will do."""
    if not method.scope.startswith("*"):
        return [method.scope] if method.scope else []
    id_ = str(args.given.get("channel", ""))
    channel = team.channels.get(id_)
    kinds = [channel.kind] if channel else list(Kind)
    if channel is None and method.name == "conversations.list":
        wanted = (args.text("types") or "public_channel").split(",")
        kinds = [kind for kind in Kind if kind.listed in wanted]
    return [method.scope.replace("*", kind.scope) for kind in kinds]


def _opened(method: Method, parts: Parts, request: web.Request, args: Args) -> Team:
    """Return the workspace that a call's token opens.

    Raises:
        ApiError: not_authed, invalid_auth, account_inactive, token_revoked, not_allowed_token_type, missing_scope.
    """
    world = parts.world
    anywhere = next(iter(world.teams.values()))
    if method.key is Key.NONE:
        return anywhere
    token = token_of(request, args)
    if method.key is Key.APP:
        if token != world.app.app_token:
            raise ApiError("not_allowed_token_type" if token.startswith("xoxb-") else "invalid_auth")
        if method.scope not in world.app_scopes:
            raise missing_scope(method.scope, world.app_scopes)
        return anywhere
    if token == world.app.app_token and method.name != "auth.test":
        raise ApiError("not_allowed_token_type")
    team = world.team_of(token)
    needed = _needed(method, parts, team, args)
    if needed and not set(needed) & set(team.scopes):
        raise missing_scope(needed[0], team.scopes)
    return team


def _headers(method: Method, team: Team | None) -> dict[str, str]:
    """Return the headers that tell a token's scopes (docs: Web API > Authentication; OAuth scopes)."""
    if team is None or method.key is not Key.BOT:
        return {}
    return {"x-oauth-scopes": ",".join(team.scopes), "x-accepted-oauth-scopes": method.scope}


def serving(parts: Parts, method: Method) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """Return what serves a method."""

    async def serve(request: web.Request) -> web.StreamResponse:
        try:
            args = await read_args(request)
        except ApiError as refused:
            return answer(refused.body)
        call = Call(method.name, {key: value for key, value in args.given.items() if key != "token"})
        parts.calls.append(call)
        parts.watch.changed()
        try:
            response = await _served(parts, method, request, args, call)
        finally:
            parts.watch.changed()
        call.status = response.status
        return response

    return serve


async def _served(parts: Parts, method: Method, request: web.Request, args: Args, call: Call) -> web.StreamResponse:
    if delay := parts.faults.delay(method.name):
        await asyncio.sleep(delay)
    if fault := parts.faults.take(method.name, after=False):
        call.error = "fault"
        return await fault.strike(request)
    team: Team | None = None
    try:
        team = _opened(method, parts, request, args)
        call.team = team.id
        channel = str(args.given.get("channel") or args.given.get("channel_id") or "")
        if wait := parts.limits.count(method.name, channel):
            call.error = "ratelimited"
            return answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})
        body: Payload = {"ok": True, **method.deed(Context(parts, team, args, request))}
    except ApiError as refused:
        call.error = refused.error
        return answer(refused.body, headers=_headers(method, team) or _told(parts, refused))
    call.ts = str(body["ts"]) if "ts" in body else None
    if fault := parts.faults.take(method.name, after=True):
        call.error = "fault"
        return await fault.strike(request)
    return answer(body, headers=_headers(method, team))


def _told(parts: Parts, refused: ApiError) -> dict[str, str]:
    """Return the headers of a refusal for want of a scope."""
    if refused.error != "missing_scope":
        return {}
    return {"x-oauth-scopes": str(refused.body["provided"]), "x-accepted-oauth-scopes": str(refused.body["needed"])}
