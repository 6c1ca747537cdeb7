"""Where a fake listens, and the trouble that whoever knocks is given: the same at every fake, on and off at will."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from enum import StrEnum

from aiohttp import web

HOST = "127.0.0.1"
PAGE = "<!doctype html><title>Please log in</title>"
"""What a proxy answers with in place of who was asked."""
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Trouble(StrEnum):
    """What happens to every request while it lasts."""

    REFUSED = "refused"  # nobody listens, and the connections there were are gone
    HANGS = "hangs"  # no answer until it ends; then the connection is gone
    TOO_MANY = "429"
    BROKEN = "500"
    GARBLED = "garbled"  # a proxy's page in place of every answer, with 200
    CUT_OFF = "cut off"  # what was asked for is done, and the answer ends in its middle


class Door:
    """Serves an application on loopback. `delay` is how many seconds its answers come after the deed."""

    def __init__(self, app: web.Application, too_many: Callable[[], web.Response]) -> None:
        """Make it; `too_many` makes a 429 as this fake's original words it."""
        app.middlewares.append(self._through)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self._too_many = too_many
        self._trouble: Trouble | None = None
        self._ended = asyncio.Event()
        self.port = 0
        self.struck = 0
        self.delay = 0.0

    async def open(self, port: int = 0) -> int:
        """Listen, and return the port: the one given, or any that is free for 0."""
        await self._runner.setup()
        await self._listen(port)
        self.port = int(self._runner.addresses[0][1])
        return self.port

    async def close(self) -> None:
        """End what hangs, close every connection and stop listening."""
        self._ended.set()
        await self._runner.cleanup()

    async def make(self, trouble: Trouble) -> None:
        """Give this trouble to every request until `end`."""
        self._trouble, self._ended = trouble, asyncio.Event()
        if trouble is Trouble.REFUSED:
            for site in list(self._runner.sites):
                await site.stop()
            self.drop()

    async def end(self) -> None:
        """Let all be well again."""
        self._trouble = None
        self._ended.set()
        if not self._runner.sites:
            await self._listen(self.port)

    def drop(self) -> None:
        """Cut every connection that there is, websockets too."""
        server = self._runner.server
        for connection in list(server.connections) if server else ():
            if connection.transport:
                connection.transport.abort()

    async def _listen(self, port: int) -> None:
        await web.TCPSite(self._runner, HOST, port).start()

    @web.middleware
    async def _through(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        trouble, ended = self._trouble, self._ended
        if trouble is None:
            answer = await handler(request)
            await asyncio.sleep(self.delay)
            return answer
        self.struck += 1
        match trouble:
            case Trouble.TOO_MANY:
                return self._too_many()
            case Trouble.BROKEN:
                return web.Response(status=500, text="broken")
            case Trouble.GARBLED:
                return web.Response(text=PAGE, content_type="text/html")
            case Trouble.CUT_OFF:
                answer = await handler(request)
                return answer if answer.prepared else await cut_off(request, answer)
        await ended.wait()
        return gone(request)


async def cut_off(request: web.Request, answer: web.StreamResponse) -> web.StreamResponse:
    """Write half of what an answer announces, then end the connection."""
    body = answer.body if isinstance(answer, web.Response) and isinstance(answer.body, bytes) else b""
    begun = web.StreamResponse(status=answer.status, headers={"Content-Length": str(max(1, len(body)))})
    begun.content_type = answer.content_type
    # Who asked may be gone by now.
    with contextlib.suppress(ConnectionError):
        await begun.prepare(request)
        await begun.write(body[: len(body) // 2])
    return gone(request, begun)


def gone(request: web.Request, answer: web.StreamResponse | None = None) -> web.StreamResponse:
    """End a request's connection, and return what aiohttp wants of a handler."""
    if request.transport:
        request.transport.close()
    return answer or web.Response()
