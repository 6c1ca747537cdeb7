"""The fake Slack as a server on loopback: Web API, Socket Mode, response_urls, files, OAuth."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.fakes.door import HOST, Door
from tests.fakes.slack.args import read_args
from tests.fakes.slack.calls import Call
from tests.fakes.slack.errors import ApiError
from tests.fakes.slack.faults import refusal
from tests.fakes.slack.ids import Ids
from tests.fakes.slack.jsonic import answer
from tests.fakes.slack.looking import Looking
from tests.fakes.slack.methods import assistant, chat, conversations, files, places, reactions, streams, views
from tests.fakes.slack.methods.serve import serving, token_of
from tests.fakes.slack.model import Application, Role
from tests.fakes.slack.outbox import Terms
from tests.fakes.slack.parts import assemble
from tests.fakes.slack.world import SCOPES, World

APP_TOKEN = "xapp-1-fake"  # noqa: S105  # of this server
SIGNING_SECRET = "5ecretOfLoopback"  # noqa: S105  # of this server
LARGEST_REQUEST = 25 * 1024 * 1024

METHODS = [
    method
    for module in (assistant, chat, conversations, files, places, reactions, streams, views)
    for method in module.METHODS
]


class Slack(Looking):
    """A Slack of one's own, with a workspace ("team"), a channel ("general") and a person ("owner") to begin with.

    An asynchronous context manager. All but waiting is synchronous, and what is done is sent to the app at once.
    """

    def __init__(
        self,
        terms: Terms | None = None,
        *,
        scopes: Sequence[str] = SCOPES,
        events: Iterable[str] | None = None,
        unthreads: bool = True,
    ) -> None:
        """Make one.

        Args:
            terms: how events are delivered and delivered again.
            scopes: what the first workspace's token may do.
            events: what the app is subscribed to, as its manifest says ("message.channels"); None for everything.
            unthreads: a reply to what was deleted goes to the channel, as it does; else it is thread_not_found.
        """
        app = Application("A0FAKE", APP_TOKEN, SIGNING_SECRET, "1.2", "client-secret", "verification")
        heard = None if events is None else frozenset(events)
        super().__init__(assemble(World(app, Ids(), unthreads=unthreads), terms or Terms(), heard))
        self.team = self.add_team("Home", scopes=scopes)
        self.owner = self.add_user("owner", role=Role.PRIMARY_OWNER)
        self.general = self.add_channel("general", self.owner)
        self.app_token, self.signing_secret = APP_TOKEN, SIGNING_SECRET
        self.client_id, self.client_secret = app.client_id, app.client_secret
        self.parts.installs.installer = self.owner
        self.url = ""
        self.unknown_methods: list[str] = []
        self._app = web.Application(client_max_size=LARGEST_REQUEST)
        self.door = Door(self._app, refusal("ratelimited", 200, 1, {}))

    @property
    def token(self) -> str:
        """The app's token in the first workspace."""
        return self.team.token

    def routes(self, routes: Iterable[web.AbstractRouteDef]) -> None:
        """Serve something beside Slack's own paths, to be said before `start`."""
        self._app.add_routes(routes)

    def _serve_slack(self) -> None:
        router = self._app.router
        for method in METHODS:
            router.add_route("*", f"/api/{method.name}", serving(self.parts, method))
        router.add_get("/link/", self.parts.sockets.connect)
        router.add_get("/oauth/v2/authorize", self.parts.installs.authorize)
        router.add_post("/actions/{team}/{number}/{token}", self._respond)
        router.add_post("/upload/v1/{file}", self._upload)
        router.add_get("/files-pri/{place}/{filename}", self._download)
        router.add_route("*", "/{rest:.*}", self._nowhere)

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        """Take an answer at a response_url (docs: Message responses; slack_sdk/webhook/async_client.py)."""
        args = await read_args(request)
        call = Call("response_url", args.given)
        self.calls.append(call)
        self.parts.watch.changed()
        if fault := self.parts.faults.take("response_url", after=False):
            return await fault.strike(request)
        try:
            message = self.parts.responses.answer(request.match_info["token"], args.given)
        except ApiError as refused:
            call.error, call.status = refused.error, 404
            self.parts.watch.changed()
            return answer(refused.body, 404)
        call.status, call.ts = 200, message.ts if message else None
        self.parts.watch.changed()
        return web.Response(text="ok")

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        """Take a file's content, and answer in text (docs: files.getUploadURLExternal; async_internal_utils.py)."""
        id_ = request.match_info["file"]
        pending = self.parts.uploads.get(id_)
        if fault := self.parts.faults.take("files.upload", after=False):
            return await fault.strike(request)
        content = await request.read()
        if pending is None or len(content) != pending.length:
            return web.Response(status=400, text="Bad length")
        self.parts.uploads[id_] = replace(pending, content=content)
        return web.Response(text=f"OK - {len(content)}")

    async def _download(self, request: web.Request) -> web.StreamResponse:
        """Return a file; whoever brings no token that may read it is sent to sign in (docs: Working with files)."""
        call = Call("files.download", {"path": request.path})
        self.calls.append(call)
        self.parts.watch.changed()
        if fault := self.parts.faults.take("files.download", after=False):
            return await fault.strike(request)
        place = request.match_info["place"].removeprefix("download-")
        kept = self.world.files.get(place.partition("-")[2])
        try:
            team = self.world.team_of(token_of(request, await read_args(request)))
        except ApiError:
            team = None
        allowed = kept is not None and kept.team is team and "files:read" in kept.team.scopes
        call.status = 200 if allowed else 302
        self.parts.watch.changed()
        if kept is None or not allowed:
            return web.Response(status=302, headers={"Location": f"{self.world.base}/signin"})
        if kept.deleted:
            return web.Response(status=404)
        return web.Response(body=kept.upload.content, content_type=kept.upload.mimetype)

    async def _nowhere(self, request: web.Request) -> web.StreamResponse:
        """Refuse what Slack hasn't, or this fake doesn't know, and tell whoever runs it."""
        if request.path == "/signin":
            return web.Response(text="<!DOCTYPE html><html>Sign in to Slack</html>", content_type="text/html")
        self.unknown_methods.append(f"{request.method} {request.path}")
        if request.path.startswith("/api/"):
            return answer({"ok": False, "error": "unknown_method"})
        return web.Response(status=404)

    async def start(self, port: int = 0) -> Self:
        """Listen on a port of loopback, any that is free unless said."""
        self._serve_slack()
        bound = await self.door.open(port)
        self.world.base = f"http://{HOST}:{bound}"
        self.url = f"{self.world.base}/api/"
        self.parts.sockets.url = f"ws://{HOST}:{bound}/link/"
        return self

    async def stop(self) -> None:
        """End deliveries, close every connection and stop listening."""
        self.lift()
        self.come_up()
        await self.parts.outbox.stop()
        self.drop()
        if self._requests is not None:
            await self._requests.close()
        await self.door.close()

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.stop()
