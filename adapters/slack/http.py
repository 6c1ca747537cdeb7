"""Events as signed requests to an address of ours, `/healthz`, and the pages by which workspaces install the app."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from adapters.slack.app import SlackApp
from adapters.slack.errors import PortTaken

EVENTS_PATH, HEALTH_PATH = "/slack/events", "/healthz"
INSTALL_PATH, REDIRECT_PATH = "/slack/install", "/slack/oauth_redirect"


Handler = Callable[[web.Request], Awaitable[web.Response]]


@contextlib.asynccontextmanager
async def served(
    app: SlackApp | None, flow: AsyncOAuthFlow | None, health: Handler, host: str, port: int
) -> AsyncIterator[int]:
    """Serve for as long as the context lasts; yields the port.

    Args:
        app: what takes signed requests, if they come this way.
        flow: how workspaces install the app, if there is more than one.
        health: answers whether Cuepoint can work.
        host: the address to listen at.
        port: its port, 0 for any.

    Raises:
        PortTaken: somebody else listens there.
    """
    server = web.Application()
    server.router.add_get(HEALTH_PATH, health)
    if app:
        server.router.add_post(EVENTS_PATH, _events(app))
    if flow:
        server.router.add_get(INSTALL_PATH, _installation(flow))
        server.router.add_get(REDIRECT_PATH, _redirect(flow))
    runner = web.AppRunner(server, access_log=None)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise PortTaken(f"{host}:{port}: {error.strerror or error}") from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _events(app: SlackApp) -> Handler:
    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.bolt.async_dispatch(await to_bolt_request(request)))

    return events


def _installation(flow: AsyncOAuthFlow) -> Handler:
    async def install(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await flow.handle_installation(await to_bolt_request(request)))

    return install


def _redirect(flow: AsyncOAuthFlow) -> Handler:
    async def redirect(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await flow.handle_callback(await to_bolt_request(request)))

    return redirect
