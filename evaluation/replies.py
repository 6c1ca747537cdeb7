"""A server between Cuepoint and a model's, which keeps the replies: what was asked before takes no call."""

import hashlib
from pathlib import Path
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

from core.private_files import make_private_file, make_private_folder

_LARGEST = 64 * 1024**2
_OK = 200


class Replies:
    """An async context: `url` is the base URL while it lasts; `kept` and `asked` count the replies."""

    def __init__(self, base_url: str, folder: Path) -> None:
        """Keep the replies of the server at a base URL in a folder, each under the hash of where and what was asked."""
        self._base_url = base_url.rstrip("/")
        self._folder = folder
        self.kept = self.asked = 0
        self.url = ""

    async def __aenter__(self) -> Self:
        make_private_folder(self._folder)
        # As long as Cuepoint waits: its own deadline ends a call.
        self._session = aiohttp.ClientSession(trust_env=True, timeout=aiohttp.ClientTimeout())
        app = web.Application(client_max_size=_LARGEST)
        app.router.add_post("/{path:.*}", self._reply)
        self._runner = web.AppRunner(app, shutdown_timeout=0.05)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()
        await self._session.close()

    async def _reply(self, request: web.Request) -> web.Response:
        body = await request.read()
        url = f"{self._base_url}/{request.match_info['path']}"
        name = hashlib.sha256(url.encode() + b"\0" + body).hexdigest()[:32]
        file = self._folder / f"{name}.json"
        if file.exists():
            self.kept += 1
            return web.Response(body=file.read_bytes(), content_type="application/json")
        try:
            status, said, headers = await self._ask(url, request, body)
        except aiohttp.ClientError:
            return web.Response(status=502)
        if status == _OK:
            part = file.with_suffix(".part")
            make_private_file(part)
            part.write_bytes(said)
            part.replace(file)
        return web.Response(status=status, body=said, headers=headers, content_type="application/json")

    async def _ask(self, url: str, request: web.Request, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        self.asked += 1
        passed = {name: request.headers[name] for name in ("Authorization", "Content-Type") if name in request.headers}
        async with self._session.post(url, data=body, headers=passed) as response:
            told = {name: response.headers[name] for name in ("Retry-After",) if name in response.headers}
            return response.status, await response.read(), told
