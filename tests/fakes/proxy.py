"""An HTTP proxy on loopback that knows one server: whatever host is asked for, it asks that one."""

from types import TracebackType
from typing import Self

from aiohttp import ClientSession, web


class FakeProxy:
    """A forward proxy (RFC 9112, section 3.2.2: the request names the whole address).

    `url` is its address, `asked` the addresses it was asked for, and `credentials` the last `Proxy-Authorization`.
    """

    def __init__(self, server: str) -> None:
        """Make it with the address of the server that answers."""
        self._server = server
        self.url = ""
        self.port = 0
        self.asked: list[str] = []
        self.credentials = ""

    async def __aenter__(self) -> Self:
        self._client = ClientSession(auto_decompress=False)
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._forward)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, self.port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{self.port}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()
        await self._client.close()

    async def _forward(self, request: web.Request) -> web.Response:
        self.asked.append(str(request.url))
        self.credentials = request.headers.get("Proxy-Authorization", "")
        kept = {name: request.headers[name] for name in ("Content-Type", "Cookie") if name in request.headers}
        address = f"{self._server}{request.rel_url.raw_path_qs}"
        async with self._client.request(
            request.method, address, data=await request.read(), headers=kept, allow_redirects=False
        ) as answer:
            passed = ("Content-Type", "Location", "Retry-After", "Set-Cookie")
            headers = {name: answer.headers[name] for name in passed if name in answer.headers}
            return web.Response(status=answer.status, body=await answer.read(), headers=headers)
