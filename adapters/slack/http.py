"""Events as signed requests to an address of ours, `/healthz`, and the pages by which workspaces install the app."""

import asyncio
import contextlib
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from http import HTTPStatus

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from adapters.slack.dispatch import dispatch
from adapters.slack.errors import PortTaken
from adapters.slack.web import asking
from core.errors import CuepointError, InternalError
from core.faults import boundary

EVENTS_PATH, HEALTH_PATH = "/slack/events", "/healthz"
INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"
IDLE_SECONDS = 30.0
"""How long a connection may take to send the head of a request."""
BODY_SECONDS = 10.0
"""How long a request's body may take. Slack gives up after three seconds itself."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_TIMESTAMP = re.compile(r"[0-9]{1,12}")

log = logging.getLogger(__name__)


class SignedEvents:
    """The app's request URL. Nothing of a request is parsed before its signature is verified."""

    def __init__(self, bolt: AsyncApp, signing_secret: str, *, body_seconds: float = BODY_SECONDS) -> None:
        self._bolt = bolt
        self._verifier = SignatureVerifier(signing_secret)
        self._body_seconds = body_seconds

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Return the response to a request.

        Raises:
            HTTPUnauthorized: Slack did not sign it.
            HTTPBadRequest: its body can't be read.
            HTTPRequestTimeout: its body did not come.
        """
        body = await self._verified_body(request)
        headers: dict[str, str | Sequence[str]] = dict(request.headers.items())
        build = partial(AsyncBoltRequest, body=body, query=request.query_string, headers=headers)
        return await to_aiohttp_response(await dispatch(self._bolt, build))

    async def _verified_body(self, request: web.Request) -> str:
        try:
            async with asyncio.timeout(self._body_seconds):
                body = (await request.read()).decode()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        except (web.RequestPayloadError, UnicodeDecodeError):
            raise web.HTTPBadRequest from None
        timestamp = request.headers.get("X-Slack-Request-Timestamp", "")
        signature = request.headers.get("X-Slack-Signature", "")
        # The verifier raises for what is no number, and for signatures beyond ASCII.
        readable = _TIMESTAMP.fullmatch(timestamp) and signature.isascii()
        if not readable or not self._verifier.is_valid(body, timestamp, signature):
            raise web.HTTPUnauthorized
        return body


@contextlib.asynccontextmanager
async def served(
    events: SignedEvents | None,
    flow: AsyncOAuthFlow | None,
    health: Handler,
    host: str,
    port: int,
    *,
    idle_seconds: float = IDLE_SECONDS,
) -> AsyncIterator[int]:
    """Serve for as long as the context lasts; yields the port.

    Args:
        events: takes signed requests, if they come this way.
        flow: how workspaces install the app, if there is more than one.
        health: answers whether Cuepoint can work.
        host: the address to listen at.
        port: its port, 0 for any.
        idle_seconds: how long a connection may take to send the head of a request.

    Raises:
        PortTaken: somebody else listens there.
    """
    server = web.Application(middlewares=[_errors])
    server.router.add_get(HEALTH_PATH, health)
    if events:
        server.router.add_post(EVENTS_PATH, events.handle)
    if flow:
        server.router.add_get(INSTALL_PATH, partial(_oauth_page, flow.handle_installation))
        server.router.add_get(REDIRECT_PATH, partial(_oauth_page, flow.handle_callback))
    runner = web.AppRunner(server, access_log=None, keepalive_timeout=idle_seconds)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise PortTaken(f"{host}:{port}: {error.strerror or error}") from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer 503 while Redis or Slack is away, and 500 for a fault of ours, which is logged."""
    try:
        with boundary(log, f"answering {request.path}"):
            return await _refused_or_answered(request, handler)
    except InternalError:
        return web.Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)
    except CuepointError as error:
        log.warning("a request is refused: %s", error)
        return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)


async def _refused_or_answered(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException as refusal:  # a status such as 404, no fault
        return web.Response(status=refusal.status, headers=refusal.headers, text=refusal.text)


async def _oauth_page(
    answer: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]], request: web.Request
) -> web.StreamResponse:
    with asking():
        return await to_aiohttp_response(await answer(await to_bolt_request(request)))
