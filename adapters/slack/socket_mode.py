"""Events over a websocket that we open: no address of our own is needed (docs: Using Socket Mode)."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient

from adapters.slack.app import SlackApp
from adapters.slack.catching_up import CatchingUp
from adapters.slack.errors import AppTokenWrong, SlackUnreachable
from adapters.slack.web import LOST, Web, refusal

WATCH_EVERY = 1.0
PING_EVERY = 5.0
"""How often, in seconds, the connection is looked at; a lost one is opened anew then."""

log = logging.getLogger(__name__)


@contextlib.asynccontextmanager
async def connected(
    app: SlackApp, web: Web, catching_up: CatchingUp, token: str
) -> AsyncIterator["asyncio.Task[None]"]:
    """Listen for as long as the context lasts. Yields a task that ends with the connection, for good.

    Raises:
        AppTokenWrong: Slack doesn't know the app's token, or it may not connect.
        SlackUnreachable: it can't be reached.
    """
    handler = AsyncSocketModeHandler(app.bolt, token, web_client=web.client(), ping_interval=PING_EVERY)

    async def heard(_client: AsyncBaseSocketModeClient, message: dict[str, Any], _raw: str | None) -> None:
        # What came while there was no connection is read whenever there is a new one.
        if message.get("type") == "hello":
            await catching_up.begin()

    handler.client.message_listeners.append(heard)
    try:
        await _connect(handler)
        watching = asyncio.create_task(_watch(handler, catching_up))
        try:
            yield watching
        finally:
            watching.cancel()
            await catching_up.stop()
    finally:
        with contextlib.suppress(aiohttp.ClientError, OSError):
            await handler.client.close()  # type: ignore[no-untyped-call] # slack-sdk has no types here


async def _connect(handler: AsyncSocketModeHandler) -> None:
    try:
        # Asked once before: the client itself would ask for ever (slack_sdk/socket_mode/aiohttp).
        await handler.client.issue_new_wss_url()
        await handler.client.connect()  # type: ignore[no-untyped-call] # slack-sdk has no types here
    except SlackApiError as error:
        name = refusal(error)
        if name in LOST or not name:
            raise SlackUnreachable(name or "no answer that can be read") from error
        raise AppTokenWrong(name) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise SlackUnreachable(type(error).__name__) from error


async def _watch(handler: AsyncSocketModeHandler, catching_up: CatchingUp) -> None:
    while True:
        await asyncio.sleep(WATCH_EVERY)
        catching_up.connected = await handler.client.is_connected()
