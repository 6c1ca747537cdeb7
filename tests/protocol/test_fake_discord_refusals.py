"""The fake refuses what Discord refuses, or it would hide what a bot does wrong. Asked by the real discord.py."""

import io
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
from discord.http import Route

from tests.fakes.discord.kit import ChannelType, Discord, Permission, Upload
from tests.protocol.discord_client import Client, logged_in

Body = dict[str, object]
LAYOUT = 1 << 15


@pytest.fixture
async def fake() -> AsyncIterator[Discord]:
    async with Discord() as server:
        yield server


@pytest.fixture
async def client(fake: Discord) -> AsyncIterator[Client]:
    async with logged_in(fake) as one:
        yield one


def row(*buttons: Body) -> Body:
    return {"type": 1, "components": list(buttons)}


def button(custom_id: str = "a", **more: object) -> Body:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": custom_id, **more}


def text(content: str) -> Body:
    return {"type": 10, "content": content}


def layout(*components: Body, **more: object) -> Body:
    return {"components": list(components), "flags": LAYOUT, **more}


async def post(client: Client, channel_id: int, body: object) -> Body:
    """Send a body past discord.py's own checks."""
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=channel_id)
    answer: Body = await client.http.request(route, json=body)
    return answer


async def refusal(client: Client, channel_id: int, body: object) -> tuple[int, int, str]:
    with pytest.raises(discord.HTTPException) as refused:
        await post(client, channel_id, body)
    return refused.value.status, refused.value.code, refused.value.text


FORMS = {
    "content": ({"content": "x" * 2001}, "In content: Must be 2000 or fewer in length."),
    "nonce": ({"content": "x", "nonce": "n" * 26}, "In nonce: Must be 25 or fewer in length."),
    "embed title": ({"embeds": [{"title": "x" * 257}]}, "In embeds.0.title: Must be 256 or fewer in length."),
    "embed description": (
        {"embeds": [{"description": "x" * 4097}]},
        "In embeds.0.description: Must be 4096 or fewer in length.",
    ),
    "embed field": (
        {"embeds": [{"fields": [{"name": "n", "value": "x" * 1025}]}]},
        "In embeds.0.fields.0.value: Must be between 1 and 1024 in length.",
    ),
    "embed field without value": (
        {"embeds": [{"fields": [{"name": "n"}]}]},
        "In embeds.0.fields.0.value: This field is required",
    ),
    "embed fields": (
        {"embeds": [{"fields": [{"name": "n", "value": "v"}] * 26}]},
        "In embeds.0.fields: Must be 25 or fewer in length.",
    ),
    "embed footer": ({"embeds": [{"footer": {"text": "x" * 2049}}]}, "In embeds.0.footer.text: Must be 2048 or fewer"),
    "embed address": ({"embeds": [{"title": "x", "url": "javascript:x"}]}, "In embeds.0.url: Not a well formed URL."),
    "embeds": ({"embeds": [{"title": "x"}] * 11}, "In embeds: Must be 10 or fewer in length."),
    "embeds together": (
        {"embeds": [{"description": "x" * 3000}, {"description": "y" * 3001}]},
        "In embeds: Embed size exceeds maximum size of 6000",
    ),
    "buttons in a row": (
        {"components": [row(*(button(str(number)) for number in range(6)))]},
        "In components.0.components: Must be between 1 and 5 in length.",
    ),
    "no buttons in a row": ({"components": [row()]}, "In components.0.components: Must be between 1 and 5 in length."),
    "rows": (
        {"components": [row(button(str(number))) for number in range(6)]},
        "In components: Must be between 1 and 5 in length.",
    ),
    "label": ({"components": [row(button(label="x" * 81))]}, "In components.0.components.0.label: Must be 80 or fewer"),
    "custom id": (
        {"components": [row(button("x" * 101))]},
        "In components.0.components.0.custom_id: Must be between 1 and 100 in length.",
    ),
    "custom id twice": (
        {"components": [row(button("a"), button("a"))]},
        "In components: Component custom id cannot be duplicated",
    ),
    "button without id": (
        {"components": [row({"type": 2, "style": 1, "label": "Go"})]},
        "In components.0.components.0: A custom id is required",
    ),
    "link without address": (
        {"components": [row({"type": 2, "style": 5, "label": "Go"})]},
        "In components.0.components.0: A url is required",
    ),
    "button without label": (
        {"components": [row({"type": 2, "style": 1, "custom_id": "a"})]},
        "In components.0.components.0: A button must have a label or an emoji",
    ),
    "select beside a button": (
        {"components": [row(button(), {"type": 5, "custom_id": "b"})]},
        "In components.0: The specified component exceeds the maximum width",
    ),
    "text without the layout flag": (
        {"components": [text("x")]},
        'In components.0: Value of field "type" must be one of (1,).',
    ),
    "an unknown component": ({"components": [{"type": 99}]}, 'In components.0: Value of field "type" must be one of'),
    "layout text": (layout(text("x" * 4001)), "In components.0.content: Must be between 1 and 4000 in length."),
    "layout texts together": (
        layout(text("x" * 2001), text("y" * 2000)),
        "In components: Components displayable text size exceeds maximum size of 4000",
    ),
    "layout components": (layout(*[text("x")] * 41), "In components: Must be 40 or fewer in length."),
    "layout components nested": (
        layout({"type": 17, "components": [text("x")] * 40}),
        "In components: Must be 40 or fewer in length.",
    ),
    "layout with content": (layout(text("x"), content="y"), "In content: The 'content' field cannot be used"),
    "layout with embeds": (layout(text("x"), embeds=[{"title": "y"}]), "In embeds: The 'embeds' field cannot be used"),
    "section without accessory": (
        layout({"type": 9, "components": [text("x")]}),
        "In components.0.accessory: This field is required",
    ),
    "section of four": (
        layout({"type": 9, "components": [text("x")] * 4, "accessory": button()}),
        "In components.0.components: Must be between 1 and 3 in length.",
    ),
    "mentions said twice": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        'In allowed_mentions: parse:["users"] and users: [ids...] are mutually exclusive.',
    ),
    "mentions of one twice": (
        {"content": "x", "allowed_mentions": {"users": ["1", "1"]}},
        "In allowed_mentions.users: The set already contains this value",
    ),
}


@pytest.mark.parametrize("name", FORMS)
async def test_a_body_that_breaks_a_limit_is_refused_with_its_place(fake: Discord, client: Client, name: str) -> None:
    body, sentence = FORMS[name]
    status, code, said = await refusal(client, fake.general.id, body)
    assert (status, code) == (400, 50035)
    assert sentence in said
    assert not fake.sent(fake.general)


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {"content": "\N{RIGHT-POINTING MAGNIFYING GLASS}" * 2000},
        {"content": "x", "nonce": "n" * 25},
        {"embeds": [{"title": "x" * 256, "description": "  " + "y" * 4096 + "\n"}]},
        {"embeds": [{"description": "x" * 3000}, {"description": "y" * 3000}]},
        {"components": [row(*(button(f"{line}{number}") for number in range(5))) for line in range(5)]},
        {"components": [row(button("x" * 100, label="y" * 80))]},
        layout(text("x" * 4000)),
        layout({"type": 17, "components": [text("x")] * 39}),
        layout(text("\u3042" * 3386)),
    ],
    ids=",".join,
)
async def test_a_body_just_within_the_limits_is_taken(fake: Discord, client: Client, body: Body) -> None:
    await post(client, fake.general.id, body)
    assert len(fake.sent(fake.general)) == 1


@pytest.mark.parametrize("body", [{}, {"content": ""}, {"content": " \n\t "}, {"embeds": []}, {"content": None}])
async def test_an_empty_message_is_refused(fake: Discord, client: Client, body: Body) -> None:
    assert (await refusal(client, fake.general.id, body))[:2] == (400, 50006)


async def test_a_layout_with_too_many_bytes_breaks_discord(fake: Discord) -> None:
    body = layout(text("\u3042" * 3387))
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{fake.url}/channels/{fake.general.id}/messages", json=body, headers={"Authorization": f"Bot {fake.token}"}
        ) as answer,
    ):
        assert answer.status == 500


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ({}, b'{"content": "x"}', (401, 0)),
        ({"Authorization": "Bot wrong"}, b'{"content": "x"}', (401, 0)),
        ({"Authorization": "right"}, b"{", (400, 50109)),
        ({"Authorization": "right", "Content-Type": "text/plain"}, b"x", (400, 50035)),
    ],
)
async def test_requests_that_are_none_are_refused(
    fake: Discord, headers: dict[str, str], body: bytes, expected: tuple[int, int]
) -> None:
    right = {"Content-Type": "application/json"} | headers
    if headers.get("Authorization") == "right":
        right["Authorization"] = f"Bot {fake.token}"
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{fake.url}/channels/{fake.general.id}/messages", data=body, headers=right) as answer,
    ):
        said = await answer.json()
        assert answer.headers["Content-Type"] == "application/json"
        assert (answer.status, said["code"]) == expected


async def test_an_unknown_path_is_not_found_and_told_of(fake: Discord, client: Client) -> None:
    with pytest.raises(discord.NotFound):
        await client.http.request(Route("GET", "/stage-instances/1"))
    assert fake.unknown_paths == ["GET /api/v10/stage-instances/1"]


async def test_what_is_not_there_is_unknown(fake: Discord, client: Client) -> None:
    assert (await refusal(client, 1, {"content": "x"}))[:2] == (404, 10003)
    with pytest.raises(discord.NotFound) as missing:
        await client.http.get_message(fake.general.id, 1)
    assert missing.value.code == 10008
    with pytest.raises(discord.NotFound) as nobody:
        await client.fetch_user(1)
    assert nobody.value.code == 10013


async def test_a_reply_to_a_deleted_message_is_refused_or_sent_alone(fake: Discord, client: Client) -> None:
    gone = fake.post(fake.general, fake.owner, "soon gone")
    fake.delete(gone)
    reference = {"message_id": str(gone.id)}
    status, code, said = await refusal(client, fake.general.id, {"content": "x", "message_reference": reference})
    assert (status, code) == (400, 50035)
    assert "In message_reference: Unknown message" in said
    await post(
        client, fake.general.id, {"content": "x", "message_reference": {**reference, "fail_if_not_exists": False}}
    )
    assert [message.reference for message in fake.sent(fake.general)] == [None]


async def test_discords_own_messages_cannot_be_replied_to(fake: Discord, client: Client) -> None:
    fake.start_lone_thread(fake.general, "talk", fake.owner)
    told = next(iter(fake.general.messages.values()))
    reference = {"message_id": str(told.id)}
    _, _, said = await refusal(client, fake.general.id, {"content": "x", "message_reference": reference})
    assert "Cannot reply to a system message" in said


RIGHTS = {
    "to write": (Permission.SEND_MESSAGES, {"content": "x"}, 50013),
    "to embed": (Permission.EMBED_LINKS, {"embeds": [{"title": "x"}]}, 50013),
    "to see": (Permission.VIEW_CHANNEL, {"content": "x"}, 50001),
}


@pytest.mark.parametrize("name", RIGHTS)
async def test_without_the_right_a_message_is_refused(fake: Discord, client: Client, name: str) -> None:
    right, body, expected = RIGHTS[name]
    await post(client, fake.general.id, body)
    fake.permit(fake.general, deny=right)
    assert (await refusal(client, fake.general.id, body))[:2] == (403, expected)


async def test_without_the_right_to_embed_the_text_comes_alone(fake: Discord, client: Client) -> None:
    fake.permit(fake.general, deny=Permission.EMBED_LINKS)
    await post(client, fake.general.id, {"content": "x", "embeds": [{"title": "y"}]})
    message = fake.sent(fake.general)[0]
    assert message.embeds == []
    await client.http.request(
        Route("PATCH", "/channels/{c}/messages/{m}", c=fake.general.id, m=message.id),
        json={"embeds": [{"title": "z"}]},
    )
    assert (message.content, message.embeds) == ("x", [])


async def test_a_reply_needs_the_right_to_read_the_history(fake: Discord, client: Client) -> None:
    asked = fake.post(fake.general, fake.owner, "hello")
    fake.permit(fake.general, deny=Permission.READ_MESSAGE_HISTORY)
    body = {"content": "x", "message_reference": {"message_id": str(asked.id)}}
    assert (await refusal(client, fake.general.id, body))[:2] == (400, 160002)
    assert await client.http.logs_from(fake.general.id, 50) == []
    with pytest.raises(discord.Forbidden):
        await client.http.get_message(fake.general.id, asked.id)


async def test_files_need_the_right_and_have_limits(fake: Discord, client: Client) -> None:
    channel = client.get_partial_messageable(fake.general.id)
    with pytest.raises(discord.HTTPException) as large:
        await channel.send(file=discord.File(io.BytesIO(b"x" * (10 * 1024 * 1024 + 1)), "large.md"))
    assert (large.value.status, large.value.code) == (413, 40005)
    with pytest.raises(discord.HTTPException) as lost:
        await post(client, fake.general.id, {"content": "x", "attachments": [{"id": 0, "filename": "lost.md"}]})
    assert lost.value.code == 50146
    fake.permit(fake.general, deny=Permission.ATTACH_FILES)
    with pytest.raises(discord.Forbidden) as denied:
        await channel.send(file=discord.File(io.BytesIO(b"x"), "small.md"))
    assert denied.value.code == 50013


async def test_a_place_the_bot_is_not_in_is_closed(fake: Discord, client: Client) -> None:
    away = fake.add_guild("Away", fake.owner, with_bot=False)
    elsewhere = fake.add_channel(away, "elsewhere")
    assert (await refusal(client, elsewhere.id, {"content": "x"}))[:2] == (403, 50001)
    private = fake.add_private_channel(fake.owner, fake.add_user("Ada"))
    assert (await refusal(client, private.id, {"content": "x"}))[:2] == (403, 50001)


async def test_who_takes_no_messages_gets_none(fake: Discord, client: Client) -> None:
    shy = fake.add_user("shy", takes_messages=False)
    opened = await client.http.start_private_message(shy.id)
    assert (await refusal(client, int(opened["id"]), {"content": "x"}))[:2] == (403, 50007)


async def thread_refusal(client: Client, channel_id: int, message_id: int, name: str = "a thread") -> tuple[int, int]:
    with pytest.raises(discord.HTTPException) as refused:
        await client.http.start_thread_with_message(channel_id, message_id, name=name, auto_archive_duration=1440)
    return refused.value.status, refused.value.code


async def test_threads_are_refused_where_discord_refuses_them(fake: Discord, client: Client) -> None:
    message = fake.post(fake.general, fake.owner, "hello")
    assert await thread_refusal(client, fake.general.id, message.id, "x" * 101) == (400, 50035)
    assert await thread_refusal(client, fake.general.id, message.id, "") == (400, 50035)
    assert await thread_refusal(client, fake.general.id, 1) == (404, 10008)
    fake.permit(fake.general, deny=Permission.CREATE_PUBLIC_THREADS)
    assert await thread_refusal(client, fake.general.id, message.id) == (403, 50013)
    fake.permit(fake.general, allow=Permission.CREATE_PUBLIC_THREADS)
    thread = fake.start_thread(message, "x" * 100, fake.owner)
    assert await thread_refusal(client, fake.general.id, message.id) == (400, 160004)
    inside = fake.post(thread, fake.owner, "in here")
    assert await thread_refusal(client, thread.id, inside.id) == (400, 50024)
    direct = fake.dm(fake.owner, "hello")
    assert await thread_refusal(client, direct.channel.id, direct.id) == (400, 50024)


async def test_writing_in_threads_is_a_right_of_its_own(fake: Discord, client: Client) -> None:
    thread = fake.start_thread(fake.post(fake.general, fake.owner, "hello"), "talk", fake.owner)
    fake.permit(fake.general, deny=Permission.SEND_MESSAGES)
    await post(client, thread.id, {"content": "still here"})
    fake.permit(fake.general, allow=Permission.SEND_MESSAGES, deny=Permission.SEND_MESSAGES_IN_THREADS)
    assert (await refusal(client, thread.id, {"content": "x"}))[:2] == (403, 50013)


async def test_an_archived_thread_opens_for_a_message_but_not_for_an_edit(fake: Discord, client: Client) -> None:
    thread = fake.start_thread(fake.post(fake.general, fake.owner, "hello"), "talk", fake.owner)
    await post(client, thread.id, {"content": "first"})
    message = fake.sent(thread)[0]
    fake.archive(thread)
    with pytest.raises(discord.HTTPException) as archived:
        await client.http.request(
            Route("PATCH", "/channels/{c}/messages/{m}", c=thread.id, m=message.id), json={"content": "changed"}
        )
    assert archived.value.code == 50083
    await post(client, thread.id, {"content": "second"})
    assert thread.thread is not None
    assert not thread.thread.archived
    fake.archive(thread, locked=True)
    assert (await refusal(client, thread.id, {"content": "third"}))[:2] == (403, 160005)


async def test_a_forum_takes_posts_only(fake: Discord, client: Client) -> None:
    forum = fake.add_channel(fake.guild, "forum", ChannelType.FORUM, tags_required=True)
    assert (await refusal(client, forum.id, {"content": "x"}))[:2] == (400, 40058)
    route = Route("POST", "/channels/{channel_id}/threads", channel_id=forum.id)
    with pytest.raises(discord.HTTPException) as untagged:
        await client.http.request(route, json={"name": "a post", "message": {"content": "x"}})
    assert untagged.value.code == 40067
    with pytest.raises(discord.HTTPException) as empty:
        await client.http.request(route, json={"name": "a post", "message": {}, "applied_tags": ["1"]})
    assert empty.value.code == 50006


async def test_others_messages_are_theirs(fake: Discord, client: Client) -> None:
    message = fake.post(fake.general, fake.owner, "mine")
    changing = Route("PATCH", "/channels/{c}/messages/{m}", c=fake.general.id, m=message.id)
    with pytest.raises(discord.Forbidden) as edited:
        await client.http.request(changing, json={"content": "yours"})
    assert edited.value.code == 50005
    with pytest.raises(discord.Forbidden) as deleted:
        await client.http.delete_message(fake.general.id, message.id)
    assert deleted.value.code == 50013
    with pytest.raises(discord.Forbidden):
        await client.http.request(changing, json={"flags": 4})
    fake.permit(fake.general, allow=Permission.MANAGE_MESSAGES)
    await client.http.request(changing, json={"flags": 4})
    assert fake.previews(message) == []
    await client.http.delete_message(fake.general.id, message.id)
    assert message.deleted


async def test_reactions_need_their_rights_and_a_real_emoji(fake: Discord, client: Client) -> None:
    message = fake.post(fake.general, fake.owner, "hello")
    with pytest.raises(discord.HTTPException) as unknown:
        await client.http.add_reaction(fake.general.id, message.id, "lens")
    assert (unknown.value.status, unknown.value.code) == (400, 10014)
    fake.permit(fake.general, deny=Permission.ADD_REACTIONS)
    with pytest.raises(discord.Forbidden):
        await client.http.add_reaction(fake.general.id, message.id, "🔍")
    fake.react(message, fake.owner, "🔍")
    await client.http.add_reaction(fake.general.id, message.id, "🔍")
    assert message.reactions == {"🔍": [fake.owner, fake.bot]}
    with pytest.raises(discord.Forbidden):
        await client.http.remove_reaction(fake.general.id, message.id, "🔍", fake.owner.id)


async def test_deleting_threads_and_channels_needs_rights(fake: Discord, client: Client) -> None:
    thread = fake.start_thread(fake.post(fake.general, fake.owner, "hello"), "talk", fake.owner)
    for place in (thread, fake.general):
        with pytest.raises(discord.Forbidden):
            await client.http.delete_channel(place.id)
    with pytest.raises(discord.Forbidden):
        await client.http.edit_channel(thread.id, locked=True)


async def test_attachments_of_a_message_are_those_listed(fake: Discord, client: Client) -> None:
    channel = client.get_partial_messageable(fake.general.id)
    sent = await channel.send(
        "x", files=[discord.File(io.BytesIO(b"1"), "one.md"), discord.File(io.BytesIO(b"2"), "two.md")]
    )
    await sent.edit(attachments=[sent.attachments[1]])
    message = fake.sent(fake.general)[0]
    assert [each.upload for each in message.attachments] == [Upload("two.md", b"2", "application/octet-stream")]


def command(**more: object) -> Body:
    return {"name": "ask", "type": 1, "description": "Ask", **more}


def option(name: str = "link", **more: object) -> Body:
    return {"type": 3, "name": name, "description": "A link", **more}


COMMANDS = {
    "upper case": command(name="Ask"),
    "a space": command(name="ask me"),
    "no description": command(description=""),
    "a long description": command(description="x" * 101),
    "a long translation": command(description_localizations={"de": "x" * 101}),
    "an unknown language": command(name_localizations={"xx": "frag"}),
    "a translation in upper case": command(name_localizations={"de": "Frag"}),
    "26 options": command(options=[option(f"o{number}") for number in range(26)]),
    "26 choices": command(options=[option(choices=[{"name": str(n), "value": str(n)} for n in range(26)])]),
    "a required option last": command(options=[option("a"), option("b", required=True)]),
    "an option twice": command(options=[option("a"), option("a")]),
    "8,001 characters": command(
        options=[option(f"o{n}", choices=[{"name": "x" * 100, "value": "y" * 100}] * 25) for n in range(2)]
    ),
    "a description in a menu": {"name": "Summarize video", "type": 3, "description": "no"},
}


@pytest.mark.parametrize("name", COMMANDS)
async def test_a_command_that_breaks_a_rule_is_refused(fake: Discord, client: Client, name: str) -> None:
    with pytest.raises(discord.HTTPException) as refused:
        await client.http.bulk_upsert_global_commands(fake.world.app.id, [COMMANDS[name]])
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert fake.parts.commands.of(None) == []


async def test_commands_of_one_name_or_too_many_are_refused(fake: Discord, client: Client) -> None:
    app = fake.world.app.id
    with pytest.raises(discord.HTTPException):
        await client.http.bulk_upsert_global_commands(app, [command(), command()])
    menus = [{"name": f"Menu {number}", "type": 3} for number in range(16)]
    with pytest.raises(discord.HTTPException) as many:
        await client.http.bulk_upsert_global_commands(app, menus)
    assert many.value.code == 30032
    with pytest.raises(discord.Forbidden):
        await client.http.bulk_upsert_guild_commands(app, 1, [command()])
    with pytest.raises(discord.Forbidden):
        await client.http.bulk_upsert_global_commands(app + 1, [command()])


async def test_lawful_commands_of_any_script_are_taken_and_keep_their_ids(fake: Discord, client: Client) -> None:
    app = fake.world.app.id
    commands = [command(), command(name="frag-mich_2"), command(name="質問"), {"name": "Summarize video", "type": 3}]
    first = await client.http.bulk_upsert_global_commands(app, commands)
    again = await client.http.bulk_upsert_global_commands(app, commands[:2])
    assert [each["id"] for each in again] == [each["id"] for each in first[:2]]
    assert [each["name"] for each in await client.http.get_global_commands(app)] == ["ask", "frag-mich_2"]
