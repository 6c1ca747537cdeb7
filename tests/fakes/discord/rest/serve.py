"""The way of a request: logged, failed on order, let in, limited, answered."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.fakes.discord.calls import RestCall
from tests.fakes.discord.errors import ApiError, unauthorized
from tests.fakes.discord.jsonic import answer
from tests.fakes.discord.limits import VIA, limited
from tests.fakes.discord.parts import Parts
from tests.fakes.discord.rest.body import read
from tests.fakes.discord.rest.call import Call, Endpoint
from tests.fakes.faults import Fault

BASE = "/api/v10"
MAJORS = ("channel_id", "guild_id", "webhook_id", "token")
"""Top-level resources, which have limits of their own (docs: Rate Limits; discord/http.py, Route.major_parameters)."""

Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


def serving(parts: Parts, endpoint: Endpoint) -> Serve:
    """Return what serves an endpoint."""

    async def serve(request: web.Request) -> web.StreamResponse:
        record = RestCall(request.method, request.rel_url.path.removeprefix(BASE), None)
        parts.calls.append(record)
        try:
            response = await _serve(parts, endpoint, request, record)
        finally:
            parts.watch.changed()
        record.status = response.status
        parts.watch.changed()
        return response

    return serve


async def _serve(parts: Parts, endpoint: Endpoint, request: web.Request, record: RestCall) -> web.StreamResponse:
    name = f"{record.method} {record.path}"
    try:
        record.body, record.files = await read(request)
    except ApiError as error:
        return answer(error.body, error.status)
    if fault := parts.faults.take(name, after=False):
        return await _fail(parts, fault, request)
    major = "+".join(request.match_info.get(key, "") for key in MAJORS)
    standing = parts.limits.count(record.method, endpoint.path, major)
    if standing.retry_after is not None:
        return limited(standing.retry_after, headers=standing.headers)
    response = _answer(parts, endpoint, request, record)
    response.headers.update({**standing.headers, **VIA})
    if fault := parts.faults.take(name, after=True):
        return await _fail(parts, fault, request)
    return response


async def _fail(parts: Parts, fault: Fault, request: web.Request) -> web.Response:
    parts.watch.changed()
    return await fault.strike(request)


def _answer(parts: Parts, endpoint: Endpoint, request: web.Request, record: RestCall) -> web.Response:
    try:
        if not endpoint.open and request.headers.get("Authorization") != f"Bot {parts.world.app.token}":
            raise unauthorized()
        call = Call(parts, request.match_info, request.query, record.body, record.files)
        said = endpoint.handler(call)
    except ApiError as error:
        return answer(error.body, error.status)
    record.answer = said
    if isinstance(said, dict) and "id" in said:
        record.made = str(said["id"])
    return web.Response(status=204) if said is None else answer(said, endpoint.status)
