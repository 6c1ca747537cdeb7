"""Events over a websocket that we open: no address of our own is needed (docs: Using Socket Mode)."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from functools import partial
from http import HTTPStatus
from typing import Any

import aiohttp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

from adapters.slack.app import SlackApp
from adapters.slack.catching_up import CatchingUp
from adapters.slack.dispatch import dispatch
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
    client = SocketModeClient(token, logger=app.bolt.logger, web_client=web.client(), ping_interval=PING_EVERY)
    client.message_listeners.append(partial(_hear, app, catching_up))
    try:
        await _connect(client)
        watching = asyncio.create_task(_watch(client, catching_up))
        try:
            yield watching
        finally:
            watching.cancel()
            await catching_up.stop()
    finally:
        with contextlib.suppress(aiohttp.ClientError, OSError):
            await client.close()  # type: ignore[no-untyped-call] # slack-sdk has no types here


async def _hear(
    app: SlackApp, catching_up: CatchingUp, client: AsyncBaseSocketModeClient, message: dict[str, Any], _raw: str | None
) -> None:
    """Take a message of the websocket (https://docs.slack.dev/apis/events-api/using-socket-mode#events)."""
    if message.get("type") == "hello":
        # What came while there was no connection is read whenever there is a new one.
        await catching_up.begin()
    envelope = message.get("envelope_id")
    if not isinstance(envelope, str):
        return
    response = await dispatch(app.bolt, lambda: _request(message))
    if response.status == HTTPStatus.OK:
        await client.send_socket_mode_response(SocketModeResponse(envelope_id=envelope))


def _request(message: dict[str, Any]) -> AsyncBoltRequest:
    """Return the request in an envelope.

    Raises:
        TypeError: its payload is no object.
    """
    payload = message.get("payload")
    if not isinstance(payload, dict):
        raise TypeError(f"the payload is a {type(payload).__name__}")
    return AsyncBoltRequest(mode="socket_mode", body=payload)


async def _connect(client: SocketModeClient) -> None:
    try:
        # Asked once before: the client itself would ask for ever (slack_sdk/socket_mode/aiohttp).
        await client.issue_new_wss_url()
        await client.connect()  # type: ignore[no-untyped-call] # slack-sdk has no types here
    except SlackApiError as error:
        name = refusal(error)
        if name in LOST or not name:
            raise SlackUnreachable(name or "no answer that can be read") from error
        raise AppTokenWrong(name) from error
    except (aiohttp.ClientError, OSError, TimeoutError) as error:
        raise SlackUnreachable(type(error).__name__) from error


async def _watch(client: SocketModeClient, catching_up: CatchingUp) -> None:
    while True:
        await asyncio.sleep(WATCH_EVERY)
        catching_up.connected = await client.is_connected()
