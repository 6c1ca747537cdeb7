"""Slack as a command: what is posted there is delivered by this process, or by any other that serves Slack."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from functools import partial

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from adapters.redis.jobs import Handler
from adapters.redis.locks import RedisLocks
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.slack.app import SlackApp
from adapters.slack.catching_up import CatchingUp
from adapters.slack.chat import SlackChat, thread_of
from adapters.slack.http import SignedEvents, served
from adapters.slack.managers import SlackManagers
from adapters.slack.membership import EVERY, compare_workspaces
from adapters.slack.people import People
from adapters.slack.removal import SlackRemover
from adapters.slack.socket_mode import connected
from adapters.slack.spots import PLATFORM
from adapters.slack.starting import workspace_of
from adapters.slack.web import Web
from adapters.slack.workspaces import NoWorkspaces, OneWorkspace
from bot.delivering import Deliverer, delivered, deliverer_of, looking
from bot.ending import Ending
from bot.monitoring import health_page
from bot.redis_choice import check_keeps
from bot.serve import serve
from bot.settings import Settings, SettingsWrong
from bot.supervision import Platform
from bot.wiring import Cuepoint

log = logging.getLogger(__name__)

PATIENCE = 2.0
"""For how many seconds a delivery waits for the events that come first."""


async def slack(settings: Settings, ending: Ending) -> None:
    """Serve Slack over Socket Mode until told to stop; what is under way goes on after a restart.

    Raises:
        CuepointError: Redis can't be reached, or Slack won't have us.
    """
    await serve(settings, ending, SOCKET_MODE)


async def web(settings: Settings, ending: Ending) -> None:
    """Serve Slack over signed requests until told to stop.

    Raises:
        CuepointError: Redis can't be reached, Slack won't have us, or the port is taken.
    """
    await serve(settings, ending, SIGNED_REQUESTS)


@contextlib.asynccontextmanager
async def serving(cuepoint: Cuepoint, settings: Settings) -> AsyncIterator["asyncio.Future[None]"]:
    """Serve Slack over Socket Mode for as long as the context lasts. Yields the task that listens.

    Raises:
        CuepointError: Slack can't be reached, or won't have us.
    """
    if settings.slack_app_token is None:
        raise SettingsWrong("SLACK_APP_TOKEN is not set: it is your app's token for Socket Mode, xapp-....")
    token = settings.slack_app_token.get_secret_value()
    async with (
        _app(cuepoint, settings) as (app, slack_web, catching_up, flow),
        contextlib.AsyncExitStack() as stack,
    ):
        if flow:
            await stack.enter_async_context(_http(cuepoint, settings, None, flow))
        cuepoint.health.watch(PLATFORM, catching_up.hears)
        listening = await stack.enter_async_context(connected(app, slack_web, catching_up, token))
        await _log_ready(slack_web, "connected by websocket")
        yield listening


@contextlib.asynccontextmanager
async def serving_http(cuepoint: Cuepoint, settings: Settings) -> AsyncIterator["asyncio.Future[None]"]:
    """Serve Slack over signed requests for as long as the context lasts. What it yields never ends.

    Raises:
        CuepointError: Slack can't be reached, or won't have us, or the port is taken.
    """
    if settings.slack_signing_secret is None:
        raise SettingsWrong("SLACK_SIGNING_SECRET is not set: it is on your app's page, Basic Information.")
    secret = settings.slack_signing_secret.get_secret_value()
    async with (
        _app(cuepoint, settings) as (app, slack_web, catching_up, flow),
        _http(cuepoint, settings, SignedEvents(app.bolt, secret), flow),
    ):
        await catching_up.begin()
        cuepoint.health.watch(PLATFORM, catching_up.hears)
        await _log_ready(slack_web, f"listening on {settings.http_host}:{settings.http_port}")
        try:
            yield asyncio.get_running_loop().create_future()
        finally:
            await catching_up.stop()


async def _log_ready(slack_web: Web, how: str) -> None:
    workspaces = await slack_web.workspaces.all()
    names = workspaces[0].name if len(workspaces) == 1 else f"{len(workspaces)} workspaces"
    log.info("Slack is ready: %s, in %s", how, names)


def _http(
    cuepoint: Cuepoint, settings: Settings, events: SignedEvents | None, flow: AsyncOAuthFlow | None
) -> contextlib.AbstractAsyncContextManager[int]:
    return served(events, flow, health_page(cuepoint.health), settings.http_host, settings.http_port)


@contextlib.asynccontextmanager
async def _app(
    cuepoint: Cuepoint, settings: Settings
) -> AsyncIterator[tuple[SlackApp, Web, CatchingUp, AsyncOAuthFlow | None]]:
    """Yield the app, and what delivers for it, under way."""
    async with Web(settings.slack_api_url, NoWorkspaces()) as slack_web:
        flow = await _workspaces(cuepoint, settings, slack_web)
        deliverer = deliverer_of(PLATFORM, cuepoint, settings, SlackChat(slack_web), SlackRemover(slack_web))
        app = SlackApp(deliverer.house, slack_web)
        managers = SlackManagers(slack_web, People(slack_web))
        looks = (partial(compare_workspaces, slack_web, deliverer.house.departures),) if flow else ()
        async with (
            delivered(cuepoint, deliverer, managers, _in_turn(cuepoint, deliverer, app)),
            looking(*looks, every=EVERY),
        ):
            yield app, slack_web, CatchingUp(slack_web, deliverer.house.store, app.listening), flow


async def _workspaces(cuepoint: Cuepoint, settings: Settings, slack_web: Web) -> AsyncOAuthFlow | None:
    """Let the app know its workspaces: the one whose token is set, else those that install it; then, return how."""
    if settings.slack_bot_token:
        token = settings.slack_bot_token.get_secret_value()
        slack_web.workspaces = OneWorkspace(await workspace_of(slack_web, token))
        return None
    if not (settings.slack_client_id and settings.slack_client_secret and settings.slack_token_key):
        raise SettingsWrong(
            "SLACK_BOT_TOKEN is not set: it is the app's token in your workspace, xoxb-.... For many workspaces set "
            "SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_TOKEN_KEY and HTTP_URL in its place."
        )
    if settings.http_url is None:
        raise SettingsWrong("HTTP_URL is not set: it is the address under which people reach /slack/install.")
    check_keeps(settings, "Installing the app to many workspaces")
    from adapters.slack.installing import InstalledWorkspaces, oauth_flow  # noqa: PLC0415 - for many workspaces alone

    store, names = RedisStore(cuepoint.redis.commands), RedisNames(cuepoint.redis.commands)
    installed = InstalledWorkspaces(store, names, settings.slack_token_key.get_secret_value())
    slack_web.workspaces = installed
    return oauth_flow(
        slack_web,
        installed,
        client_id=settings.slack_client_id,
        client_secret=settings.slack_client_secret.get_secret_value(),
        public_url=settings.http_url,
    )


def _in_turn(cuepoint: Cuepoint, deliverer: Deliverer, app: SlackApp) -> Handler:
    """Return what does the jobs: videos of one post, or of one thread, one after the other, so as not to mix."""
    locks = RedisLocks(cuepoint.redis.commands)

    async def in_turn(run: str, payload: bytes) -> None:
        await _give_way(app)
        delivery = await deliverer.house.records.deliveries.load(payload.decode())
        turn = locks.hold(f"slack:{thread_of(delivery)}") if delivery else contextlib.nullcontext()
        async with turn:
            await deliverer.running.run(run, payload)

    return in_turn


async def _give_way(app: SlackApp) -> None:
    """Wait for a while where events are to be taken in first: Slack waits for these."""
    until = time.monotonic() + PATIENCE
    while app.busy and time.monotonic() < until:  # noqa: ASYNC110 - no event tells of it
        await asyncio.sleep(0.05)


SOCKET_MODE = Platform(PLATFORM, serving)
"""Slack, over a websocket that Cuepoint opens."""
SIGNED_REQUESTS = Platform(PLATFORM, serving_http)
"""Slack, over signed requests to an address of Cuepoint's."""
