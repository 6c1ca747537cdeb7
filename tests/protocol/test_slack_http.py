"""The address to which Slack sends signed requests, as strangers meet it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from aiohttp import web
from cryptography.fernet import Fernet
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult

from adapters.slack.http import SignedEvents, served
from adapters.slack.installing import STATE_LASTS, SignedStates
from tests.fakes.slack.http import Requests

SECRET = "secret of loopback"  # noqa: S105 - of this test


async def healthy(_request: web.Request) -> web.Response:
    return web.Response()


async def authorize() -> AuthorizeResult:
    return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token="xoxb-loopback")


@pytest_asyncio.fixture
async def port() -> AsyncIterator[int]:
    bolt = AsyncApp(authorize=authorize, request_verification_enabled=False)
    events = SignedEvents(bolt, SECRET, body_seconds=0.1)
    async with served(events, None, healthy, "127.0.0.1", 0, idle_seconds=0.1) as port:
        yield port


HEAD = "POST /slack/events HTTP/1.1\r\nHost: loopback\r\n"


@pytest.mark.parametrize("sent", ["", "POST /sla", HEAD, HEAD + "X-Slack-Signature: v0"])
async def test_a_connection_without_a_whole_head_is_closed(port: int, sent: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent.encode())
    assert await reader.read() == b""
    writer.close()


async def test_a_body_that_never_comes_is_refused(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"{HEAD}Content-Length: 10\r\n\r\n{{".encode())
    assert b" 408 " in await reader.readline()
    writer.close()


async def test_a_request_that_no_listener_takes_is_acknowledged(port: int) -> None:
    requests = Requests(f"http://127.0.0.1:{port}/slack/events", SECRET, within=30)
    body = '{"type": "event_callback", "event": {"type": "of tomorrow"}}'
    answered, _ = await requests.post(body, requests.headers(body, "application/json"))
    await requests.close()
    assert answered.status == 200


async def test_a_state_proves_itself_for_ten_minutes() -> None:
    key = Fernet.generate_key()
    states = SignedStates(Fernet(key))
    state = await states.async_issue()
    assert await states.async_consume(state)
    assert not await SignedStates(Fernet(Fernet.generate_key())).async_consume(state)
    old = Fernet(key).encrypt_at_time(b"oauth state", Fernet(key).extract_timestamp(state.encode()) - STATE_LASTS - 5)
    assert not await states.async_consume(old.decode())
    token = Fernet(key).encrypt(b'{"token": "xoxb"}').decode()
    for wrong in ("", "x", "\u00e9", token, state[:-4]):
        assert not await states.async_consume(wrong), wrong
