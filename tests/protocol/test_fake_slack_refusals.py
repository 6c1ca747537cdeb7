"""The fake refuses what Slack refuses, by its names, and the real SDK understands it."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler, AsyncServerErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack.kit import Kind, Slack
from tests.protocol.slack_kit import call, client, error

Blocks = list[dict[str, object]]


@pytest.fixture
async def fake() -> AsyncIterator[Slack]:
    async with Slack() as server:
        yield server


@pytest.fixture
def web(fake: Slack) -> AsyncWebClient:
    return client(fake)


def section(text: str, **more: object) -> dict[str, object]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(text: str = "Go", **more: object) -> dict[str, object]:
    return {"type": "button", "action_id": "go", "text": {"type": "plain_text", "text": text}, **more}


def actions(*elements: dict[str, object], **more: object) -> dict[str, object]:
    return {"type": "actions", "elements": list(elements), **more}


@pytest.mark.parametrize(
    ("token", "expected"),
    [("xoxb-nobody", "invalid_auth"), ("xapp-1-fake", "not_allowed_token_type"), ("", "not_authed")],
)
async def test_a_wrong_token_is_told(fake: Slack, token: str, expected: str) -> None:
    async with aiohttp.ClientSession() as session:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        body = {"channel": fake.general.id, "text": "hi"}
        async with session.post(f"{fake.url}chat.postMessage", json=body, headers=headers) as answered:
            assert answered.status == 200
            assert (await answered.json())["error"] == expected


@pytest.mark.parametrize("reason", ["account_inactive", "token_revoked"])
async def test_a_token_that_is_no_longer_good_is_told(fake: Slack, web: AsyncWebClient, reason: str) -> None:
    fake.revoke(error=reason)
    with pytest.raises(SlackApiError) as refused:
        await web.auth_test()
    assert error(refused.value) == reason


async def test_a_missing_scope_is_named_and_scopes_stand_in_the_headers(fake: Slack, web: AsyncWebClient) -> None:
    fake.grant("chat:write", "users:read")
    assert (await web.auth_test()).headers["x-oauth-scopes"] == "chat:write,users:read"
    with pytest.raises(SlackApiError) as refused:
        await web.conversations_history(channel=fake.general.id)
    answer = refused.value.response
    assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")
    assert answer["provided"] == "chat:write,users:read"
    assert answer.headers["x-accepted-oauth-scopes"] == "channels:history"


async def test_socket_mode_wants_the_apps_own_token_with_its_scope(fake: Slack, web: AsyncWebClient) -> None:
    for token, expected in ((fake.token, "not_allowed_token_type"), ("xapp-other", "invalid_auth")):
        with pytest.raises(SlackApiError) as refused:
            await web.apps_connections_open(app_token=token)
        assert error(refused.value) == expected
    fake.world.app_scopes = ()
    with pytest.raises(SlackApiError) as refused:
        await web.apps_connections_open(app_token=fake.app_token)
    assert refused.value.response["needed"] == "connections:write"


async def test_a_socket_opens_once(fake: Slack, web: AsyncWebClient) -> None:
    url = (await web.apps_connections_open(app_token=fake.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as connection:
            assert (await connection.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


@pytest.mark.parametrize(
    ("blocks", "words"),
    [
        ([section("x" * 3001)], "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
        ([section("")], "must be more than 0 characters"),
        ([{"type": "section"}], "missing required field: text"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "must be less than 151 characters"),
        ([{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}], "unsupported type: mrkdwn"),
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x" * 2001}]}], "must be less than 2001"),
        ([{"type": "section", "fields": [{"type": "mrkdwn", "text": "x"}] * 11}], "no more than 10 items"),
        ([section("x")] * 51, "no more than 50 items allowed [json-pointer:/blocks]"),
        ([actions(button("x" * 76))], "must be less than 76 characters"),
        ([actions(button(action_id="x" * 256))], "must be less than 256 characters"),
        ([actions(button(value="x" * 2001))], "must be less than 2001 characters"),
        ([actions(button(), button())], "`action_id` go already exists"),
        ([actions(*[button(action_id=str(number)) for number in range(26)])], "no more than 25 items"),
        ([section("a", block_id="b"), section("c", block_id="b")], "`block_id` b already exists"),
        ([section("a", block_id="x" * 256)], "must be less than 256 characters"),
        ([{"type": "context", "elements": []}], "must provide at least 1 items"),
        ([{"type": "video_player"}], "unsupported type: video_player"),
        ([{"type": "markdown", "text": "x" * 12_001}], "must be less than 12001 characters"),
    ],
)
async def test_blocks_that_are_not_lawful(fake: Slack, web: AsyncWebClient, blocks: Blocks, words: str) -> None:
    with pytest.raises(SlackApiError) as refused:
        await web.chat_postMessage(channel=fake.general.id, text="x", blocks=blocks)
    assert error(refused.value) == "invalid_blocks"
    assert any(words in each for each in refused.value.response["response_metadata"]["messages"])
    assert fake.own(fake.general) == []


async def test_what_just_fits_is_taken(fake: Slack, web: AsyncWebClient) -> None:
    header: dict[str, object] = {"type": "header", "text": {"type": "plain_text", "text": "x" * 150}}
    blocks: Blocks = [section("x" * 3000), header, actions(button("x" * 75, value="x" * 2000)), {"type": "divider"}]
    await web.chat_postMessage(channel=fake.general.id, text="x" * 4000, blocks=blocks)
    await web.chat_postMessage(channel=fake.general.id, text="x", blocks=[{"type": "divider"}] * 50)
    await web.chat_postMessage(channel=fake.general.id, blocks='[{"type": "divider"}]', text="x")
    assert len(fake.own(fake.general)) == 3


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"text": "x" * 4001}, "msg_too_long"),
        ({"text": " "}, "no_text"),
        ({}, "no_text"),
        ({"text": "x", "blocks": [section("x" * 2900)] * 5}, "msg_blocks_too_long"),
        ({"text": "x", "blocks": "[no"}, "invalid_blocks_format"),
        ({"text": "x", "markdown_text": "x"}, "markdown_text_conflict"),
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"text": "x", "metadata": {"event_type": "part", "event_payload": {"x": "ä" * 2000}}}, "metadata_too_large"),
        ({"text": "x", "metadata": {"event_type": "a part", "event_payload": {}}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": {"event_type": "a", "event_payload": {"a": {"b": {}}}}}, "invalid_metadata_schema"),
        ({"text": "x", "metadata": "no"}, "invalid_metadata_format"),
        ({"text": "x", "channel": "C0NOWHERE"}, "channel_not_found"),
        ({"text": "x", "thread_ts": "yesterday"}, "invalid_thread_ts"),
    ],
)
async def test_messages_that_are_not_lawful(
    fake: Slack, web: AsyncWebClient, given: dict[str, object], expected: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await web.api_call("chat.postMessage", json={"channel": fake.general.id, **given})
    assert error(refused.value) == expected
    assert fake.calls.errors() == {expected: 1}


async def test_places_the_app_may_not_write_in(fake: Slack, web: AsyncWebClient) -> None:
    outside = fake.add_channel("outside", with_bot=False)
    secret = fake.add_channel("secret", fake.owner, kind=Kind.PRIVATE, with_bot=False)
    old = fake.add_channel("old")
    fake.archive(old)
    for channel, expected in ((outside, "not_in_channel"), (secret, "channel_not_found"), (old, "is_archived")):
        with pytest.raises(SlackApiError) as refused:
            await web.chat_postMessage(channel=channel.id, text="hi")
        assert error(refused.value) == expected
    await web.conversations_join(channel=outside.id)
    await web.chat_postMessage(channel=outside.id, text="hi")


async def test_only_its_own_messages_change_or_go(fake: Slack, web: AsyncWebClient) -> None:
    theirs = fake.post(fake.general, fake.owner, "hello")
    where = {"channel": fake.general.id, "ts": theirs.ts}
    with pytest.raises(SlackApiError, match="cant_update_message"):
        await call(web, "chat.update", **where, text="no")
    with pytest.raises(SlackApiError, match="cant_delete_message"):
        await call(web, "chat.delete", **where)
    with pytest.raises(SlackApiError, match="message_not_found"):
        await web.chat_update(channel=fake.general.id, ts="1.000001", text="no")
    mine = await web.chat_postMessage(channel=fake.general.id, text="hi", blocks=[section("hi")])
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await web.chat_update(channel=fake.general.id, ts=mine["ts"], text="x" * 4001)
    await web.chat_update(channel=fake.general.id, ts=mine["ts"], text="changed")
    (message,) = fake.own(fake.general)
    assert (message.text, message.blocks, len(message.earlier)) == ("changed", [], 1)


async def test_a_reply_to_what_was_deleted_falls_into_the_channel_unless_slack_refuses(
    fake: Slack, web: AsyncWebClient
) -> None:
    gone = fake.post(fake.general, fake.owner, "hello")
    fake.delete(gone)
    answer = await web.chat_postMessage(channel=fake.general.id, text="late", thread_ts=gone.ts)
    assert "thread_ts" not in answer["message"]
    assert [each.text for each in fake.messages(fake.general)] == ["late"]
    fake.world.unthreads = False
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await web.chat_postMessage(channel=fake.general.id, text="late", thread_ts=gone.ts)
    root = fake.post(fake.general, fake.owner, "hello")
    reply = fake.post(fake.general, fake.owner, "reply", thread=root)
    with pytest.raises(SlackApiError, match="cannot_reply_to_message"):
        await web.chat_postMessage(channel=fake.general.id, text="x", thread_ts=reply.ts)


async def test_streams_have_their_own_rules(fake: Slack, web: AsyncWebClient) -> None:
    root = fake.post(fake.general, fake.owner, "hello")
    where = {"channel": fake.general.id, "thread_ts": root.ts}
    reader = {"recipient_team_id": fake.team.id, "recipient_user_id": fake.owner.id}
    with pytest.raises(SlackApiError, match="missing_recipient_team_id"):
        await call(web, "chat.startStream", **where)
    started = await call(web, "chat.startStream", **where, **reader, markdown_text="one ")
    place = {"channel": fake.general.id, "ts": str(started["ts"])}
    with pytest.raises(SlackApiError, match="streaming_state_conflict"):
        await call(web, "chat.update", **place, text="no")
    with pytest.raises(SlackApiError, match="msg_too_long"):
        await call(web, "chat.appendStream", **place, markdown_text="x" * 12_001)
    with pytest.raises(SlackApiError, match="invalid_chunks"):
        await call(web, "chat.appendStream", **place, chunks=[{"type": "words"}])
    await call(web, "chat.stopStream", **place, markdown_text="two", blocks=[section("end")])
    with pytest.raises(SlackApiError, match="message_not_in_streaming_state"):
        await call(web, "chat.appendStream", **place, markdown_text="more")
    (message,) = fake.own(root)
    assert (fake.text(message), message.stream) == ("one two\nend", "completed")


async def test_rate_limits_and_broken_answers_reach_the_sdk(fake: Slack, web: AsyncWebClient) -> None:
    fake.fault("chat.postMessage", error="ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as refused:
        await web.chat_postMessage(channel=fake.general.id, text="hi")
    assert (refused.value.response.status_code, refused.value.response.headers["Retry-After"]) == (429, "7")
    fake.garble("chat.postMessage")
    with pytest.raises(SlackApiError, match="read the response body"):
        await web.chat_postMessage(channel=fake.general.id, text="hi")
    fake.cut("chat.postMessage", times=2)
    with pytest.raises(aiohttp.ClientError):
        await web.chat_postMessage(channel=fake.general.id, text="hi")
    assert fake.own(fake.general) == []


async def test_the_sdks_retries_get_through_and_a_lost_answer_posts_twice(fake: Slack) -> None:
    handlers = [AsyncRateLimitErrorRetryHandler(max_retry_count=1), AsyncServerErrorRetryHandler(max_retry_count=1)]
    web = AsyncWebClient(fake.token, base_url=fake.url, retry_handlers=handlers)
    fault = fake.fault("chat.*", error="internal_error", status=500, after=True)
    await web.chat_postMessage(channel=fake.general.id, text="hi")
    assert fault.hits == 1
    assert [each.text for each in fake.own(fake.general)] == ["hi", "hi"]


async def test_a_fault_can_wait_for_the_third_call(fake: Slack, web: AsyncWebClient) -> None:
    fake.fault("chat.postMessage", error="not_in_channel", skip=2)
    for text in ("1", "2"):
        await web.chat_postMessage(channel=fake.general.id, text=text)
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await web.chat_postMessage(channel=fake.general.id, text="3")
    await web.chat_postMessage(channel=fake.general.id, text="4")
    assert [each.text for each in fake.own(fake.general)] == ["1", "2", "4"]


async def test_a_limit_counts_each_channel_by_itself(fake: Slack, web: AsyncWebClient) -> None:
    other = fake.add_channel("other")
    fake.limit("chat.postMessage", 1, 60)
    await web.chat_postMessage(channel=fake.general.id, text="hi")
    await web.chat_postMessage(channel=other.id, text="hi")
    with pytest.raises(SlackApiError) as refused:
        await web.chat_postMessage(channel=other.id, text="hi")
    assert 1 <= int(refused.value.response.headers["Retry-After"]) <= 60


async def test_reactions_are_given_once(fake: Slack, web: AsyncWebClient) -> None:
    message = fake.post(fake.general, fake.owner, "hello")
    where = {"channel": fake.general.id, "timestamp": message.ts}
    await call(web, "reactions.add", **where, name="mag")
    with pytest.raises(SlackApiError, match="already_reacted"):
        await call(web, "reactions.add", **where, name="mag")
    with pytest.raises(SlackApiError, match="no_reaction"):
        await call(web, "reactions.remove", **where, name="eyes")
    with pytest.raises(SlackApiError, match="invalid_name"):
        await call(web, "reactions.add", **where, name="Ünknown")
    got = await call(web, "reactions.get", **where)
    assert got["message"]["reactions"] == [{"name": "mag", "users": [fake.team.bot.id], "count": 1}]


async def test_views_are_checked_and_a_trigger_opens_one(fake: Slack, web: AsyncWebClient) -> None:
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x" * 24}, "blocks": [section("hi")]}
    trigger = fake.parts.triggers.make(fake.owner)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await web.views_open(trigger_id=trigger, view={**view, "title": {"type": "plain_text", "text": "x" * 25}})
    opened = await web.views_open(trigger_id=trigger, view=view)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await web.views_open(trigger_id=trigger, view=view)
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await web.views_open(trigger_id="1.2.3", view=view)
    await web.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=view)
    with pytest.raises(SlackApiError, match="hash_conflict"):
        await web.views_update(view_id=opened["view"]["id"], hash=opened["view"]["hash"], view=view)
    with pytest.raises(SlackApiError, match="invalid_blocks"):
        await web.views_publish(user_id=fake.owner.id, view={"type": "home", "blocks": [{"type": "markdown"}]})


async def test_a_response_url_takes_five_answers(fake: Slack) -> None:
    act = fake.command("/bare", "", fake.owner, fake.general)
    url = str(act.envelope.payload["response_url"])
    async with aiohttp.ClientSession() as session:
        for number in range(5):
            async with session.post(url, json={"text": str(number)}) as answered:
                assert answered.status == 200
        async with session.post(url, json={"text": "6"}) as answered:
            assert (answered.status, (await answered.json())["error"]) == (404, "used_url")
        async with session.post(f"{url}x", json={"text": "6"}) as answered:
            assert (await answered.json())["error"] == "expired_url"
    assert [each.text for each in fake.private(fake.owner)] == ["0", "1", "2", "3", "4"]


async def test_an_unknown_method_is_told_and_noted(fake: Slack, web: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="unknown_method"):
        await web.api_call("chat.sing")
    assert fake.unknown_methods == ["POST /api/chat.sing"]
