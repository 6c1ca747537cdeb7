"""Payloads of Slack's with one field wrong: each is acknowledged, and costs nothing but itself."""

import io
import json
import zlib
from collections.abc import AsyncIterator
from itertools import islice
from typing import Any

import aiohttp
import pytest
import pytest_asyncio

from bot.embedded_redis import binary
from tests.e2e.slack_kit import Square, square
from tests.fakes.mutations import Json, mutations
from tests.fakes.slack.errors import Payload
from tests.fakes.slack.http import signature
from tests.fakes.slack.kit import Terms
from tests.fakes.slack.outbox import Envelope

pytestmark = pytest.mark.asyncio(loop_scope="module")

EVERY = 13
"""Every thirteenth mutation is tried: with the kinds of fault there are, each field and each fault has its turn."""

AT_ONCE = 32
"""So many are under way at a time: Slack waits three seconds for each."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Square]:
    if binary() is None:
        pytest.skip("there is no redis-server on this machine")
    async with square(tmp_path_factory.mktemp("payloads"), Terms(retries=()), start=False) as made:
        made.environment["HTTP_URL"] = await made.serve()
        yield made


async def good_envelopes(stage: Square) -> list[Envelope]:
    """Return envelopes of each kind, from what people did: messages, a deletion, commands, a click, a shortcut."""
    slack, ada = stage.slack, stage.person()
    post = await stage.summarised(author=ada)
    slack.edit(slack.post(post.channel, ada, "no link yet"), "none still")
    slack.delete(slack.post(post.channel, ada, "gone soon"))
    slack.react(post, ada, "mag")
    acts = [
        slack.command("/cuepoint", "settings", ada, post.channel),
        slack.click(slack.own(post)[-1], "cue_conclusion", ada),
        slack.shortcut("summarize_video", ada, post),
    ]
    slack.open_home(ada)
    slack.assistant_thread(ada)
    await slack.heard()
    kinds: dict[str, Envelope] = {}
    for envelope in [each for each in slack.parts.outbox.sent if each not in [act.envelope for act in acts]]:
        kinds.setdefault(f"{envelope.event.get('type')} {envelope.event.get('subtype')}", envelope)
    return [*kinds.values(), *(act.envelope for act in acts)]


async def test_mutated_payloads_over_socket_mode(slack_square: Square) -> None:
    await _mutate(slack_square)


async def test_mutated_payloads_over_http(served: Square) -> None:
    await _mutate(served)


async def _mutate(stage: Square) -> None:
    slack = stage.slack
    good = await good_envelopes(stage)
    assert len(good) >= 9
    wrong = [
        (f"{each.kind} {each.event.get('type')}: {name}", each.kind, payload)
        for number, each in enumerate(good)
        for name, payload in islice(mutations(_json(each.payload)), number % EVERY, None, EVERY)
    ]
    sent: dict[str, Envelope] = {}
    for number, (name, kind, payload) in enumerate(wrong):
        sent[name] = slack.parts.outbox.post(kind, payload)
        if number % AT_ONCE == 0:
            await slack.heard(60)
    await slack.heard(60)
    unacknowledged = [name for name, envelope in sent.items() if not envelope.acks]
    assert (len(sent) > 300, unacknowledged) == (True, [])
    post = await stage.summarised()
    stage.check_whole(post)
    assert stage.processes[-1].returncode is None


def _json(payload: Payload) -> Json:
    made: Json = json.loads(json.dumps(payload))
    return made


async def test_envelopes_that_hold_no_payload_are_acknowledged(slack_square: Square) -> None:
    slack = slack_square.slack
    payloads: tuple[Any, ...] = (None, [], 7, "text")
    odd = [slack.parts.outbox.post("events_api", each) for each in payloads]
    await slack.heard()
    assert all(each.acks for each in odd)


ODD_HEADERS = {
    "letters": {"X-Slack-Request-Timestamp": "abc"},
    "exponent": {"X-Slack-Request-Timestamp": "1e3"},
    "400 digits": {"X-Slack-Request-Timestamp": "1" * 400},
    "digits of another script": {"X-Slack-Request-Timestamp": "\u0661\u0662"},
    "beyond ASCII": {"X-Slack-Signature": "v0=\u00e9"},
    "none": {"X-Slack-Signature": "", "X-Slack-Request-Timestamp": ""},
}


@pytest.mark.parametrize("odd", ODD_HEADERS.values(), ids=ODD_HEADERS)
async def test_odd_signatures_are_unauthorised(served: Square, odd: dict[str, str]) -> None:
    answer = await _post(served, b"{}", odd)
    assert answer == 401


ODD_BODIES = {
    "no UTF-8": (b"\xff", {}, {400, 401}),
    "gzip that is none": (b"no gzip", {"Content-Encoding": "gzip"}, {400, 401}),
    "deflate cut short": (zlib.compress(b"{}" * 500)[:9], {"Content-Encoding": "deflate"}, {400, 401}),
    "a gigabyte in a megabyte": (zlib.compress(bytes(2_000_000)), {"Content-Encoding": "deflate"}, {413}),
    "larger than Slack's": (bytes(2_000_000), {}, {413}),
}


@pytest.mark.parametrize(("body", "headers", "statuses"), ODD_BODIES.values(), ids=ODD_BODIES)
async def test_odd_bodies_are_refused(served: Square, body: bytes, headers: dict[str, str], statuses: set[int]) -> None:
    assert await _post(served, body, headers) in statuses


async def test_signed_text_that_is_no_json_is_acknowledged(served: Square) -> None:
    for body in (b"{", b"[]", b"7", b"payload=%7B", b"payload=[]", b"null", b"[" * 5000):
        assert await _post(served, body, {}) == 200, body


async def _post(stage: Square, body: bytes, headers: dict[str, str]) -> int:
    url = f"{stage.environment['HTTP_URL']}/slack/events"
    requests = stage.slack.parts.outbox.way
    text = body.decode(errors="replace")
    good = requests.headers(text, "application/json")  # type: ignore[union-attr] # this stage's way is HTTP
    assert good["X-Slack-Signature"] == signature(stage.slack.signing_secret, good["X-Slack-Request-Timestamp"], text)
    async with aiohttp.ClientSession() as web, web.post(url, data=io.BytesIO(body), headers=good | headers) as answer:
        assert "Traceback" not in await answer.text()
        return answer.status


async def test_requests_that_slack_did_not_sign_fill_no_log(served: Square) -> None:
    before = served.logged()
    for odd in ODD_HEADERS.values():
        await _post(served, b"{}", odd)
    assert served.logged() == before
