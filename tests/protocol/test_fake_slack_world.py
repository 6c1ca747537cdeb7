"""Histories, files, events, workspaces, installing and steering from outside, by the real SDK."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.fakes.slack.kit import Kind, Slack, Upload
from tests.protocol.slack_kit import LINK, ROOT, bare_app, client

METADATA = {"event_type": "cuepoint_part", "event_payload": {"part": 1}}


@pytest.fixture
async def fake() -> AsyncIterator[Slack]:
    async with Slack() as server:
        yield server


@pytest.fixture
def web(fake: Slack) -> AsyncWebClient:
    return client(fake)


async def test_a_history_is_newest_first_in_pages_without_replies(fake: Slack, web: AsyncWebClient) -> None:
    posted = [fake.post(fake.general, fake.owner, str(number), ago=100 - number, quietly=True) for number in range(25)]
    fake.post(fake.general, fake.owner, "reply", thread=posted[0])
    told, cursor = [], ""
    while True:
        page = await web.conversations_history(channel=fake.general.id, limit=10, cursor=cursor)
        told += [each["text"] for each in page["messages"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not page["has_more"]:
            break
    assert told == [str(number) for number in reversed(range(25))]
    assert page["messages"][-1]["reply_count"] == 1
    with pytest.raises(SlackApiError, match="invalid_cursor"):
        await web.conversations_history(channel=fake.general.id, cursor="elsewhere")


async def test_a_page_may_be_shorter_than_asked(fake: Slack, web: AsyncWebClient) -> None:
    for number in range(3):
        fake.post(fake.general, fake.owner, str(number), quietly=True)
    fake.pages_of(2)
    page = await web.conversations_history(channel=fake.general.id, limit=100)
    assert (len(page["messages"]), page["has_more"]) == (2, True)


async def test_a_history_ends_where_it_is_told_to(fake: Slack, web: AsyncWebClient) -> None:
    first, second, third = (fake.post(fake.general, fake.owner, each, quietly=True) for each in ("1", "2", "3"))
    id_ = fake.general.id
    between = await web.conversations_history(channel=id_, oldest=first.ts, latest=third.ts)
    assert [each["ts"] for each in between["messages"]] == [second.ts]
    inclusive = await web.conversations_history(channel=id_, oldest=first.ts, latest=third.ts, inclusive=True)
    assert len(inclusive["messages"]) == 3
    with pytest.raises(SlackApiError, match="invalid_ts_oldest"):
        await web.conversations_history(channel=fake.general.id, oldest="yesterday")


async def test_metadata_is_told_to_those_who_ask(fake: Slack, web: AsyncWebClient) -> None:
    root = fake.post(fake.general, fake.owner, "hello", quietly=True)
    await web.chat_postMessage(channel=fake.general.id, text="hi", thread_ts=root.ts, metadata=METADATA)
    asked = await web.conversations_replies(channel=fake.general.id, ts=root.ts, include_all_metadata=True)
    about, reply = asked["messages"]
    assert (about["ts"], reply["metadata"], reply["thread_ts"]) == (root.ts, METADATA, root.ts)
    plain = await web.conversations_replies(channel=fake.general.id, ts=root.ts)
    assert "metadata" not in plain["messages"][1]


async def test_a_threads_pages_begin_with_what_it_is_about_once(fake: Slack, web: AsyncWebClient) -> None:
    root = fake.post(fake.general, fake.owner, "root")
    replies = [fake.post(fake.general, fake.owner, str(number), thread=root) for number in range(4)]
    first = await web.conversations_replies(channel=fake.general.id, ts=root.ts, limit=3)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await web.conversations_replies(channel=fake.general.id, ts=root.ts, limit=3, cursor=cursor)
    assert [each["text"] for each in (*first["messages"], *rest["messages"])] == ["root", "0", "1", "2", "3"]
    alone = await web.conversations_replies(channel=fake.general.id, ts=replies[1].ts)
    assert [each["text"] for each in alone["messages"]] == ["1"]
    with pytest.raises(SlackApiError, match="thread_not_found"):
        await web.conversations_replies(channel=fake.general.id, ts="1.000001")


async def test_edits_previews_and_deletions_are_told(fake: Slack) -> None:
    message = fake.post(fake.general, fake.owner, LINK)
    fake.unfurl(message)
    fake.edit(message, "another")
    fake.post(fake.general, fake.owner, "reply", thread=message)
    fake.delete(message)
    alone = fake.post(fake.general, fake.owner, "alone")
    fake.delete(alone)
    changes = [each.event for each in fake.sent if each.event.get("subtype") in {"message_changed", "message_deleted"}]
    assert [each["subtype"] for each in changes] == ["message_changed"] * 3 + ["message_deleted"]
    told = json.loads(json.dumps(changes))
    assert ("edited" in told[0]["message"], "edited" in told[1]["message"]) == (False, True)
    assert (told[0]["message"]["text"], told[1]["previous_message"]["text"]) == (LINK, LINK)
    assert told[2]["message"]["subtype"] == "tombstone"
    assert told[3]["deleted_ts"] == alone.ts


async def test_a_button_only_one_person_sees_tells_no_message(fake: Slack, web: AsyncWebClient) -> None:
    button = {"type": "button", "action_id": "share", "text": {"type": "plain_text", "text": "Share"}}
    blocks: list[dict[str, object]] = [{"type": "actions", "elements": [button]}]
    await web.chat_postEphemeral(channel=fake.general.id, user=fake.owner.id, text="x", blocks=blocks)
    payload = fake.click(fake.private(fake.owner)[0], "share", fake.owner).envelope.payload
    assert ("message" in payload, json.loads(json.dumps(payload))["container"]["is_ephemeral"]) == (False, True)


async def test_a_file_is_had_with_the_right_token_alone(fake: Slack, web: AsyncWebClient) -> None:
    upload = Upload("talk.vtt", b"WEBVTT\n")
    message = fake.post(fake.general, fake.owner, "captions", files=[upload])
    told = json.loads(json.dumps(fake.envelopes(message)[0].event))
    assert (told["subtype"], told["files"][0]["name"]) == ("file_share", "talk.vtt")
    assert (await web.files_info(file=told["files"][0]["id"]))["file"]["size"] == 7
    for url in (told["files"][0]["url_private"], told["files"][0]["url_private_download"]):
        for token, content in ((fake.token, upload.content), ("xoxb-nobody", b"<!DOCTYPE")):
            headers = {"Authorization": f"Bearer {token}"}
            async with aiohttp.ClientSession(headers=headers) as session, session.get(url) as answered:
                assert (await answered.read()).startswith(content)


async def test_the_sdk_uploads_a_file_into_a_thread(fake: Slack, web: AsyncWebClient) -> None:
    root = fake.post(fake.general, fake.owner, "hello")
    await web.files_upload_v2(
        channel=fake.general.id, thread_ts=root.ts, filename="summary.md", content="# Hi", initial_comment="Here"
    )
    (message,) = fake.own(root)
    assert (message.text, message.files[0].upload.content) == ("Here", b"# Hi")


async def test_conversations_are_listed_by_kind(fake: Slack, web: AsyncWebClient) -> None:
    outside = fake.add_channel("outside", with_bot=False)
    fake.add_channel("secret", fake.owner, kind=Kind.PRIVATE, with_bot=False)
    ours = fake.add_channel("ours", fake.owner, kind=Kind.PRIVATE)
    types = "public_channel,private_channel"
    assert [each["name"] for each in (await web.conversations_list(types=types))["channels"]] == [
        "general",
        "outside",
        "ours",
    ]
    assert len((await web.users_conversations(types=types))["channels"]) == 2
    assert not (await web.conversations_info(channel=outside.id))["channel"]["is_member"]
    assert fake.owner.id in (await web.conversations_members(channel=ours.id))["members"]
    opened = await web.conversations_open(users=fake.owner.id)
    assert opened["channel"]["id"].startswith("D")
    link = await web.chat_getPermalink(channel=fake.general.id, message_ts=fake.post(fake.general, fake.owner, "x").ts)
    assert f"/archives/{fake.general.id}/p1" in link["permalink"]
    assert (await web.users_info(user=fake.owner.id))["user"]["name"] == "owner"
    page = await web.users_list(limit=1)
    everybody = [await web.users_list(cursor=page["response_metadata"]["next_cursor"]), page]
    owners = [user["name"] for each in everybody for user in each["members"] if user["is_primary_owner"]]
    assert owners == ["owner"]
    assert (await web.bots_info(bot=fake.team.bot.bot_id))["bot"]["app_id"] == "A0FAKE"
    assert (await web.team_info())["team"]["name"] == "Home"


@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # slack-sdk with aiohttp 3.14
async def test_a_workspace_is_installed_by_its_consent_and_speaks_with_its_own_token(fake: Slack) -> None:
    other = fake.add_team("Other", installed=False)
    fake.installing(fake.add_user("Bo", other))
    asked = {
        "client_id": fake.client_id,
        "scope": "chat:write",
        "state": "s",
        "redirect_uri": "http://127.0.0.1:1/back",
    }
    async with aiohttp.ClientSession() as session:
        address = f"{fake.world.base}/oauth/v2/authorize"
        async with session.get(address, params=asked, allow_redirects=False) as answered:
            back = answered.headers["Location"]
        fake.installing(None)
        async with session.get(address, params=asked, allow_redirects=False) as declined:
            assert "error=access_denied" in declined.headers["Location"]
    assert "state=s" in back
    code = back.partition("code=")[2]
    keys = {"client_id": fake.client_id, "client_secret": fake.client_secret, "code": code}
    web = AsyncWebClient(base_url=fake.url)
    with pytest.raises(SlackApiError, match="bad_client_secret"):
        await web.oauth_v2_access(**{**keys, "client_secret": "guess"})
    got = await web.oauth_v2_access(**keys, redirect_uri=asked["redirect_uri"])
    assert (got["team"]["id"], got["access_token"], got["scope"]) == (other.id, other.token, "chat:write")
    assert (await web.auth_test(token=other.token))["team_id"] == other.id
    with pytest.raises(SlackApiError, match="invalid_code"):
        await web.oauth_v2_access(**keys)
    with pytest.raises(SlackApiError, match="channel_not_found"):
        await client(fake, other.token).chat_postMessage(channel=fake.general.id, text="hi")


async def test_what_is_uninstalled_is_told_and_its_token_is_worthless(fake: Slack) -> None:
    token = fake.token
    fake.uninstall()
    assert [each.event["type"] for each in fake.sent] == ["tokens_revoked", "app_uninstalled"]
    with pytest.raises(SlackApiError, match="account_inactive"):
        await client(fake, token).auth_test()
    fake.post(fake.general, fake.owner, "hello")
    assert len(fake.sent) == 2


async def test_a_name_called_in_direct_messages_is_no_mention(fake: Slack) -> None:
    message = fake.dm(fake.owner, f"<@{fake.team.bot.id}> hello")
    assert [each.event["type"] for each in fake.envelopes(message)] == ["message"]


async def test_events_tell_no_metadata(fake: Slack, web: AsyncWebClient) -> None:
    posted = await web.chat_postMessage(channel=fake.general.id, text="hi", metadata=METADATA)
    await web.chat_update(channel=fake.general.id, ts=posted["ts"], text="ho")
    await web.chat_delete(channel=fake.general.id, ts=posted["ts"])
    assert [each.event.get("subtype") for each in fake.sent] == [None, "message_changed", "message_deleted"]
    assert "cuepoint_part" not in json.dumps([each.payload for each in fake.sent])


async def test_another_apps_message_is_a_bots(fake: Slack) -> None:
    robot = fake.add_user("robot", bot=True)
    message = fake.post(fake.general, robot, LINK)
    event = fake.envelopes(message)[0].event
    assert (event["subtype"], event["bot_id"]) == ("bot_message", robot.bot_id)


async def test_the_fake_runs_by_itself_and_is_steered_from_outside() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.slack", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    ready = json.loads(await process.stdout.readline())
    there = Slack()
    there.url, there.team.token = ready["url"], ready["token"]
    try:
        async with bare_app(there), aiohttp.ClientSession(ready["control"] + "/") as session:

            async def do(deed: str, **given: object) -> object:
                async with session.post(deed, json=given) as answered:
                    assert answered.status == 200, await answered.text()
                    return await answered.json()

            await do("add_user", name="Ada")
            await do("add_channel", name="talks", people=["Ada"])
            await do("fault", method="chat.postMessage", error="not_in_channel", times=0)
            posted = await do("post", channel="talks", user="Ada", text=LINK)
            assert isinstance(posted, dict)
            written = await do("wait", message=posted["ts"], count=3, within=10)
            assert isinstance(written, list)
            assert [each["thread_ts"] for each in written] == [posted["ts"]] * 3
            async with session.post("sing", json={}) as answered:
                assert answered.status == 404
            async with session.get("state") as answered:
                state = await answered.json()
            assert (state["connections"], state["pings"], state["broadcasts"]) == (1, [], [])
    finally:
        process.terminate()
        await process.wait()
