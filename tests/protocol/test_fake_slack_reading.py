"""The fake sees whom a message would ping, what it links and what unfurls, wherever in it that stands."""

from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack.kit import Slack
from tests.fakes.slack.mrkdwn import markdown, mrkdwn, shown
from tests.protocol.slack_kit import client

VIDEO, PAGE = "https://www.youtube.com/watch?v=abc", "https://example.org/page"


@pytest.fixture
async def fake() -> AsyncIterator[Slack]:
    async with Slack() as server:
        yield server


@pytest.fixture
def web(fake: Slack) -> AsyncWebClient:
    return client(fake)


@pytest.mark.parametrize(
    ("text", "pings"),
    [
        ("<@U123> and <@U456|ada>", ["user:U123", "user:U456"]),
        ("<!channel> <!here|here> <!everyone>", ["channel", "here", "everyone"]),
        ("<!subteam^S1> <!subteam^S2|@team>", ["subteam:S1", "subteam:S2"]),
        ("`<!channel>`", ["channel"]),
        ("&lt;!channel&gt; @here @channel <!date^1^{date}|x>", []),
        ("<#C1|general> <https://example.org|@here>", []),
    ],
)
def test_whom_a_text_pings(text: str, pings: list[str]) -> None:
    assert mrkdwn(text).pings == pings


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"<{PAGE}|a page> <{VIDEO}>", [PAGE, VIDEO]),
        (f"see {PAGE}. (or {VIDEO})", [PAGE, VIDEO]),
        ("<https://example.org/?a=1&amp;b=2>", ["https://example.org/?a=1&b=2"]),
        ("go to evil.com/now, or read README.md", ["http://evil.com/now", "http://README.md"]),
        ("`https://example.org` and ```evil.com```", []),
        ("<!date^1700000000^{date}^https://example.org|then>", ["https://example.org"]),
        ("3.5 of 4, e.g. this", []),
        ("&lt;https://example.org|x&gt;", ["https://example.org"]),
        ("<mailto:a@example.org|mail>", ["mailto:a@example.org"]),
    ],
)
def test_what_a_text_links(text: str, links: list[str]) -> None:
    assert mrkdwn(text).links == links


def test_verbatim_leaves_bare_addresses_and_link_names_reads_bare_names() -> None:
    assert mrkdwn(f"{PAGE} <{VIDEO}>", verbatim=True).links == [VIDEO]
    assert mrkdwn("hey @here and a@channel", link_names=True).pings == ["here"]


@pytest.mark.parametrize(
    ("text", "pings", "links"),
    [
        (f"[a page]({PAGE}) ![x]({VIDEO} 'title')", [], [PAGE, VIDEO]),
        ("**<!channel>** and <@U1>", ["channel", "user:U1"], []),
        ("\\<!channel\\> &lt;!here&gt;", [], []),
        (f"<{PAGE}> evil.com", [], [PAGE, "http://evil.com"]),
    ],
)
def test_what_markdown_pings_and_links(text: str, pings: list[str], links: list[str]) -> None:
    found = markdown(text)
    assert (found.pings, sorted(found.links)) == (pings, sorted(links))


@given(st.text())
def test_an_escaped_text_pings_nobody_and_is_shown_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert mrkdwn(escaped).pings == []
    assert shown(escaped) == text


async def test_pings_are_noted_wherever_they_stand(fake: Slack, web: AsyncWebClient) -> None:
    rich = [
        {"type": "user", "user_id": "U1"},
        {"type": "broadcast", "range": "here"},
        {"type": "usergroup", "usergroup_id": "S1"},
        {"type": "link", "url": PAGE},
    ]
    blocks: list[dict[str, object]] = [
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": rich}]},
        {"type": "section", "text": {"type": "mrkdwn", "text": "<!channel>"}},
        {"type": "section", "text": {"type": "plain_text", "text": "<!everyone>"}},
        {"type": "markdown", "text": "<@U2>"},
    ]
    posted = await web.chat_postMessage(channel=fake.general.id, text="<@U3> evil.com", blocks=blocks)
    assert {ping.whom for ping in fake.pings()} == {"user:U1", "here", "subteam:S1", "channel", "user:U2", "user:U3"}
    (message,) = fake.own(fake.general)
    assert fake.links(message) == [PAGE]
    await web.chat_update(channel=fake.general.id, ts=posted["ts"], text="<!here> <@U9>")
    assert [ping.whom for ping in fake.pings()][-1] == "user:U9"


@pytest.mark.parametrize(
    ("settings", "blocks", "previews"),
    [
        ({}, False, [VIDEO]),
        ({"unfurl_media": False}, False, []),
        ({"unfurl_links": True}, False, [VIDEO, PAGE]),
        ({"unfurl_links": False}, True, [VIDEO, PAGE]),
        ({"unfurl_links": False, "unfurl_media": False}, True, []),
    ],
)
async def test_what_unfurls(
    fake: Slack, web: AsyncWebClient, settings: dict[str, bool], *, blocks: bool, previews: list[str]
) -> None:
    text = f"<{VIDEO}|video> <{PAGE}|page>"
    section = [{"type": "section", "text": {"type": "mrkdwn", "text": text}}]
    body = {"channel": fake.general.id, "text": text, **settings, **({"blocks": section} if blocks else {})}
    await web.api_call("chat.postMessage", json=body)
    (message,) = fake.own(fake.general)
    assert fake.previews(message) == previews


async def test_buttons_with_addresses_are_links_and_what_one_person_sees_has_no_preview(
    fake: Slack, web: AsyncWebClient
) -> None:
    button = {"type": "button", "action_id": "open", "text": {"type": "plain_text", "text": "Open"}, "url": VIDEO}
    blocks: list[dict[str, object]] = [{"type": "actions", "elements": [button]}]
    await web.chat_postEphemeral(channel=fake.general.id, user=fake.owner.id, text="x", blocks=blocks)
    (message,) = fake.private(fake.owner)
    assert (fake.links(message), fake.previews(message)) == ([VIDEO], [])


async def test_a_broadcast_is_noted(fake: Slack, web: AsyncWebClient) -> None:
    root = fake.post(fake.general, fake.owner, "hello")
    await web.chat_postMessage(channel=fake.general.id, text="hi", thread_ts=root.ts, reply_broadcast=True)
    (message,) = fake.broadcasts()
    assert message in fake.messages(fake.general)
    assert fake.envelopes(message)[0].event["subtype"] == "thread_broadcast"
