"""Faults of the connection and of the server, whatever is asked for."""

import asyncio

from aiohttp import web

from tests.fakes.door import cut_off, gone
from tests.fakes.youtube.videos import Failure, FakeVideo

FAULTS = frozenset(
    {
        Failure.HANGS,
        Failure.RESET,
        Failure.CUT_OFF,
        Failure.TRUNCATED,
        Failure.EMPTY,
        Failure.GARBAGE,
        Failure.SERVER_ERROR,
        Failure.TOO_MANY_REQUESTS,
        Failure.FORBIDDEN,
        Failure.ENDLESS,
    }
)
_DRIP = 0.02


async def faulty(
    request: web.Request, video: FakeVideo, body: bytes, content_type: str, closing: asyncio.Event
) -> web.StreamResponse:
    """Return what a request gets instead of its answer `body`, or nothing: then the connection is gone afterwards."""
    match video.failure:
        case Failure.HANGS:
            await closing.wait()
        case Failure.ENDLESS:
            return await _dripping(request, closing)
        case Failure.CUT_OFF:
            return await cut_off(request, web.Response(body=body, content_type=content_type))
        case Failure.RESET:
            pass
        case _:
            return _wrong(video, body, content_type)
    return gone(request)


def _wrong(video: FakeVideo, body: bytes, content_type: str) -> web.Response:
    """Return a whole answer that is a wrong one."""
    bodies: dict[Failure | None, bytes] = {
        Failure.TRUNCATED: body[: len(body) // 2],
        Failure.GARBAGE: b"<neither JSON nor XML",
    }
    statuses: dict[Failure | None, int] = {
        Failure.SERVER_ERROR: 500,
        Failure.TOO_MANY_REQUESTS: 429,
        Failure.FORBIDDEN: 403,
    }
    headers = {"Content-Type": f"{content_type}; charset=utf-8"}
    if video.retry_after is not None:
        headers["Retry-After"] = str(video.retry_after)
    return web.Response(status=statuses.get(video.failure, 200), body=bodies.get(video.failure, b""), headers=headers)


async def _dripping(request: web.Request, closing: asyncio.Event) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    while not closing.is_set() and request.transport and not request.transport.is_closing():
        await response.write(b" ")
        await asyncio.sleep(_DRIP)
    return response
