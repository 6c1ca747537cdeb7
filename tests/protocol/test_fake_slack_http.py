"""The fake sends signed requests to a real bolt app of another process, and some that it must refuse."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Literal

import pytest
import pytest_asyncio
from slack_sdk.signature import SignatureVerifier

from tests.fakes.slack.http import signature
from tests.fakes.slack.kit import SIGNING_SECRET, Slack, Terms
from tests.protocol.slack_kit import LINK, bare_app, free_port

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def listening(port: int) -> None:
    """Wait until somebody listens on a port."""
    async with asyncio.timeout(10):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                return


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def fake() -> AsyncIterator[Slack]:
    port = free_port()
    keys = {"SLACK_SIGNING_SECRET": SIGNING_SECRET, "HTTP_PORT": str(port)}
    async with Slack(Terms(ack_within=1.0, retries=(0.0, 0.05))) as server, bare_app(server, **keys):
        server.over_http(f"http://127.0.0.1:{port}/slack/events")
        await listening(port)
        yield server


async def test_a_link_is_answered(fake: Slack) -> None:
    message = fake.post(fake.general, fake.owner, LINK)
    await fake.until(lambda: fake.own(message) and fake.own(message)[0].earlier)
    assert len(fake.own(message)) == 3
    (envelope,) = fake.envelopes(message)
    assert (envelope.statuses, envelope.acks) == ([200], 1)
    assert fake.latencies("events_api")[0] < 1.0


async def test_the_request_url_gives_the_challenge_back(fake: Slack) -> None:
    assert await fake.verify_url()


@pytest.mark.parametrize("signed", ["stale", "forged", "unsigned"])
async def test_what_slack_did_not_sign_is_refused(fake: Slack, signed: Literal["stale", "forged", "unsigned"]) -> None:
    message = fake.post(fake.general, fake.owner, "no link")
    await fake.acked(message)
    body = json.loads(json.dumps(fake.envelopes(message)[0].payload))
    assert (await fake.request(body, signed)).status == 401
    assert (await fake.request(body)).status == 200


async def test_commands_buttons_and_windows_come_as_forms(fake: Slack) -> None:
    act = fake.command("/bare", "a & b=c", fake.owner, fake.general)
    await fake.until(lambda: len(act.answers) == 2)
    assert {fake.text(each) for each in act.answers} >= {"You said a & b=c"}
    public = next(each for each in act.answers if each.blocks)
    fake.click(public, "again", fake.owner)
    await fake.until(lambda: public.earlier)


async def test_an_event_is_sent_again_with_its_number_until_it_is_acknowledged(fake: Slack) -> None:
    message = fake.post(fake.general, fake.owner, "no link", quietly=True)
    fake.react(message, fake.owner, "mag")
    envelope = fake.sent[-1]
    await fake.until(lambda: envelope.given_up)
    assert (envelope.statuses, envelope.reason) == ([404, 404, 404], "http_error")


async def test_an_app_that_is_not_there_is_tried_again(fake: Slack) -> None:
    async with Slack(Terms(ack_within=0.2, retries=(0.0,))) as lonely:
        lonely.over_http(f"http://127.0.0.1:{free_port()}/slack/events")
        message = lonely.post(lonely.general, lonely.owner, LINK)
        (envelope,) = lonely.envelopes(message)
        await lonely.until(lambda: envelope.given_up)
    assert (envelope.statuses, envelope.reason) == ([0, 0], "connection_failed")


async def test_the_signature_is_the_one_the_sdk_makes(fake: Slack) -> None:
    body = "payload=%7B%7D"
    assert signature("s", "1700000000", body) == SignatureVerifier("s").generate_signature(
        timestamp="1700000000", body=body
    )
