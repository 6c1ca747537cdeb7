"""The fake Discord as a server on loopback: REST, gateway, file downloads."""

from collections.abc import Iterable
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.fakes.discord.gateway.socket import Terms
from tests.fakes.discord.ids import Snowflakes
from tests.fakes.discord.jsonic import answer
from tests.fakes.discord.limits import limited
from tests.fakes.discord.looking import Looking
from tests.fakes.discord.model import Application, User
from tests.fakes.discord.parts import assemble
from tests.fakes.discord.rest import channels, commands, interactions, messages, places, reactions, threads
from tests.fakes.discord.rest.serve import BASE, serving
from tests.fakes.discord.world import World
from tests.fakes.door import HOST, Door

TOKEN = "MTAw.fake.token"  # noqa: S105  # of this server
LARGEST_REQUEST = 25 * 1024 * 1024
"""Bytes of a request (docs: Message > Create Message)."""

ENDPOINTS = [
    endpoint
    for module in (places, channels, messages, reactions, threads, commands, interactions)
    for endpoint in module.ROUTES
]


class Discord(Looking):
    """A Discord of one's own, with a server ("guild"), a channel ("general") and a person ("owner") to begin with.

    An asynchronous context manager. All but waiting is synchronous, and what is done is announced to the bot at once.
    """

    def __init__(
        self,
        terms: Terms | None = None,
        *,
        token: str = TOKEN,
        content_intent: bool = True,
        member_intent: bool = False,
    ) -> None:
        """Make one.

        Args:
            terms: what the gateway asks of clients.
            token: the bot's.
            content_intent: the message content intent is switched on in the portal.
            member_intent: the members intent is.
        """
        ids = Snowflakes()
        bot_id = ids.next()
        app = Application(bot_id, User(bot_id, "Cuepoint", bot=True), token, content_intent, member_intent)
        super().__init__(assemble(app, World(app, ids), terms or Terms()))
        self.owner = self.add_user("owner")
        self.guild = self.add_guild("Home", self.owner)
        self.general = self.add_channel(self.guild, "general")
        self.token = token
        self.url = ""
        self.unknown_paths: list[str] = []
        self._app = web.Application(client_max_size=LARGEST_REQUEST)
        self.door = Door(self._app, lambda: limited(0.5))

    def routes(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        """Serve something beside Discord's own paths, to be said before `start`."""
        self._app.add_routes(routes)

    def _serve_discord(self) -> None:
        router = self._app.router
        for endpoint in ENDPOINTS:
            router.add_route(endpoint.method, BASE + endpoint.path, serving(self.parts, endpoint))
        router.add_get("/gateway/", self.parts.gateway.connect)
        router.add_get("/attachments/{channel_id}/{file_id}/{filename}", self._download)
        router.add_route("*", "/{rest:.*}", self._nowhere)

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Return a file's content (docs: Reference > Signed Attachment CDN URLs; discord/http.py, get_from_cdn)."""
        path = f"{request.method} {request.path}"
        if fault := self.parts.faults.take(path, after=False):
            return await fault.strike(request)
        kept = self.world.files.get(int(request.match_info["file_id"]))
        if kept is None:
            return web.Response(status=404)
        return web.Response(
            body=kept.upload.content, content_type=kept.upload.content_type or "application/octet-stream"
        )

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        """Refuse a path that Discord hasn't, or this fake doesn't know, and tell whoever runs it."""
        self.unknown_paths.append(f"{request.method} {request.path}")
        return answer({"message": "404: Not Found", "code": 0}, 404)

    async def start(self, port: int = 0) -> Self:
        """Listen on a port of loopback, any that is free unless said."""
        self._serve_discord()
        bound = await self.door.open(port)
        self.url = f"http://{HOST}:{bound}{BASE}"
        self.world.cdn = f"http://{HOST}:{bound}/attachments"
        self.parts.gateway.url = f"ws://{HOST}:{bound}/gateway/"
        return self

    async def stop(self) -> None:
        """Close every connection and stop listening."""
        self.lift()
        self.parts.hub.gate.set()
        self.parts.hub.close(1001)
        await self.door.close()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()
