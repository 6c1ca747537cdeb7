"""What goes over the wire to the app, seen from the other end without an SDK: envelopes, requests, retries."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import aiohttp
import pytest
from aiohttp import web

from tests.fakes.slack.kit import Slack, Terms
from tests.protocol.slack_kit import client


@pytest.fixture
async def fake() -> AsyncIterator[Slack]:
    async with Slack(Terms(ack_within=0.1, retries=(0.0, 0.05))) as server:
        yield server


@pytest.fixture
async def line(fake: Slack) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A websocket that has been greeted."""
    url = (await client(fake).apps_connections_open(app_token=fake.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
        hello = await socket.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        yield socket


async def test_an_event_says_whose_it_is_and_comes_again_with_its_number(
    fake: Slack, line: aiohttp.ClientWebSocketResponse
) -> None:
    message = fake.post(fake.general, fake.owner, "hello")
    envelopes = [await line.receive_json() for _ in range(3)]
    first = envelopes[0]
    assert first["type"] == "events_api"
    assert not first["accepts_response_payload"]
    payload = first["payload"]
    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == ("event_callback", fake.team.id, "A0FAKE")
    assert payload["authorizations"][0]["user_id"] == fake.team.bot.id
    event = payload["event"]
    assert (event["type"], event["ts"], event["user"]) == ("message", message.ts, fake.owner.id)
    assert (event["channel"], event["channel_type"], event["text"]) == (fake.general.id, "channel", "hello")
    assert [(each["retry_attempt"], each["retry_reason"]) for each in envelopes] == [
        (0, ""),
        (1, "timeout"),
        (2, "timeout"),
    ]
    assert {each["envelope_id"] for each in envelopes} == {first["envelope_id"]}
    assert {each["payload"]["event_id"] for each in envelopes} == {payload["event_id"]}


async def test_an_acknowledgement_ends_it_and_a_strange_one_is_noted(
    fake: Slack, line: aiohttp.ClientWebSocketResponse
) -> None:
    fake.post(fake.general, fake.owner, "hello")
    envelope = await line.receive_json()
    await line.send_json({"envelope_id": "nobody"})
    await line.send_json({"envelope_id": envelope["envelope_id"]})
    await fake.heard()
    assert (fake.sent[0].acks, fake.sent[0].attempts) == (1, 1)
    assert fake.parts.sockets.unknown == [{"envelope_id": "nobody"}]


async def test_a_command_comes_once_and_not_at_all_without_a_connection(
    fake: Slack, line: aiohttp.ClientWebSocketResponse
) -> None:
    act = fake.command("/bare", "", fake.owner, fake.general)
    envelope = await line.receive_json()
    assert (envelope["type"], envelope["accepts_response_payload"]) == ("slash_commands", True)
    await fake.until(lambda: act.envelope.given_up)
    assert act.envelope.attempts == 1
    await line.close()
    await fake.until(lambda: fake.connections == 0)
    lost = fake.command("/bare", "", fake.owner, fake.general)
    await fake.until(lambda: lost.envelope.given_up)
    assert lost.took is None


async def test_connections_take_turns(fake: Slack, line: aiohttp.ClientWebSocketResponse) -> None:
    url = (await client(fake).apps_connections_open(app_token=fake.app_token))["url"]
    async with aiohttp.ClientSession() as session, session.ws_connect(url) as other:
        assert (await other.receive_json())["num_connections"] == 2
        posted = {fake.post(fake.general, fake.owner, each).ts for each in ("one", "two")}
        got = [await each.receive_json(timeout=2) for each in (line, other)]
    assert {each["payload"]["event"]["ts"] for each in got} == posted


async def test_workspaces_are_told_apart(fake: Slack, line: aiohttp.ClientWebSocketResponse) -> None:
    other = fake.add_team("Other")
    bo = fake.add_user("Bo", other)
    fake.dm(bo, "hello")
    payload = (await line.receive_json())["payload"]
    assert (payload["team_id"], payload["authorizations"][0]["user_id"]) == (other.id, other.bot.id)
    assert payload["event"]["channel_type"] == "im"


async def test_a_connection_is_told_why_it_ends(fake: Slack, line: aiohttp.ClientWebSocketResponse) -> None:
    fake.disconnect("link_disabled", close=True)
    said = await line.receive_json()
    assert (said["type"], said["reason"]) == ("disconnect", "link_disabled")
    assert (await line.receive()).type is aiohttp.WSMsgType.CLOSE


class Endpoint:
    """A request URL that answers as it is told, and keeps what came."""

    def __init__(self, status: int, headers: Mapping[str, str], waits: float) -> None:
        self.status, self.headers, self.waits = status, headers, waits
        self.came: list[Mapping[str, str]] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.came.append(request.headers)
        await asyncio.sleep(self.waits)
        return web.Response(status=self.status, headers=self.headers)

    async def listen(self) -> tuple[web.AppRunner, str]:
        served = web.Application()
        served.router.add_post("/slack/events", self.answer)
        runner = web.AppRunner(served, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"


@pytest.mark.parametrize(
    ("endpoint", "numbers", "reason"),
    [
        (Endpoint(500, {}, 0), [None, "1", "2"], "http_error"),
        (Endpoint(200, {}, 1.0), [None, "1", "2"], "http_timeout"),
        (Endpoint(404, {"X-Slack-No-Retry": "1"}, 0), [None], "http_error"),
        (Endpoint(200, {}, 0), [None], "timeout"),
    ],
)
async def test_requests_come_again_with_number_and_reason(
    endpoint: Endpoint, numbers: list[str | None], reason: str
) -> None:
    # Who answers at once is in time on a busy machine too.
    async with Slack(Terms(ack_within=0.1 if endpoint.waits else 10.0, retries=(0.0, 0.05))) as fake:
        runner, url = await endpoint.listen()
        fake.over_http(url)
        fake.post(fake.general, fake.owner, "hello")
        await fake.heard(20.0)
        await runner.cleanup()
    assert [headers.get("X-Slack-Retry-Num") for headers in endpoint.came] == numbers
    assert {headers.get("X-Slack-Retry-Reason") for headers in endpoint.came[1:]} <= {reason}
    assert fake.sent[0].acks == (1 if reason == "timeout" else 0)


async def test_a_method_hangs_until_it_is_lifted_and_is_late_on_order(fake: Slack) -> None:
    slow = client(fake)
    fake.hang("auth.test")
    waiting = asyncio.create_task(slow.auth_test())
    await fake.until(lambda: fake.calls.of("auth.test"))
    assert not waiting.done()
    fake.lift()
    assert (await asyncio.wait_for(waiting, 5))["ok"]  # the SDK tries once more when the line is cut
    fake.slow("auth.*", 0.05)
    began = asyncio.get_running_loop().time()
    await slow.auth_test()
    assert asyncio.get_running_loop().time() - began >= 0.05
