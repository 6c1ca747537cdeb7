"""What the fake keeps and tells: messages, threads, files, rights, notifications, limits. Read by the real client."""

import asyncio
import io
import time
from collections.abc import AsyncIterator

import aiohttp
import discord
import pytest
from discord.http import Route
from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.discord.ids import Snowflakes
from tests.fakes.discord.kit import Channel, ChannelType, Discord, Message, MessageType, Permission, Terms, Upload, User
from tests.fakes.discord.model import Overwrite
from tests.protocol.discord_client import Client, connected, logged_in

CAPTIONS = Upload("talk.vtt", b"WEBVTT\n", "text/vtt")
NOBODY = discord.AllowedMentions.none()
Body = dict[str, object]


@pytest.fixture
async def fake() -> AsyncIterator[Discord]:
    async with Discord() as server:
        yield server


@pytest.fixture
async def client(fake: Discord) -> AsyncIterator[Client]:
    async with connected(fake) as one:
        yield one


@pytest.fixture
def ada(fake: Discord) -> User:
    return fake.add_user("Ada")


async def received(client: Client, count: int = 1) -> discord.Message:
    message = await client.next("message", count)
    assert isinstance(message, discord.Message)
    return message


async def channel_of(client: Client, channel: Channel) -> discord.TextChannel:
    found = client.get_channel(channel.id) or await client.fetch_channel(channel.id)
    assert isinstance(found, discord.TextChannel)
    return found


# What the client reads of it


async def test_a_post_reaches_the_client_whole(fake: Discord, client: Client, ada: User) -> None:
    first = fake.post(fake.general, fake.owner, "hello", attachments=[CAPTIONS])
    fake.post(fake.general, ada, f"for <@{fake.owner.id}>", reply_to=first)
    message, reply = await received(client, 1), await received(client, 2)
    assert (message.content, message.author.name, message.channel) == (
        "hello",
        "owner",
        await channel_of(client, fake.general),
    )
    assert isinstance(reply.author, discord.Member)
    assert [user.name for user in reply.mentions] == ["owner"]
    assert reply.reference is not None
    assert isinstance(reply.reference.resolved, discord.Message)
    assert reply.reference.resolved.content == "hello"
    assert await message.attachments[0].read() == b"WEBVTT\n"


async def test_edits_deletions_and_reactions_reach_the_client(fake: Discord, client: Client, ada: User) -> None:
    message = fake.post(fake.general, ada, "hello")
    fake.edit(message, "hello there")
    fake.react(message, fake.owner, "🔍")
    fake.unreact(message, fake.owner, "🔍")
    fake.delete(message)
    edited = await client.next("raw_message_edit")
    assert isinstance(edited, discord.RawMessageUpdateEvent)
    assert edited.message.content == "hello there"
    added = await client.next("raw_reaction_add")
    assert isinstance(added, discord.RawReactionActionEvent)
    assert (added.emoji.name, added.user_id, added.member and added.member.name) == ("🔍", fake.owner.id, "owner")
    assert await client.next("raw_reaction_remove")
    deleted = await client.next("raw_message_delete")
    assert isinstance(deleted, discord.RawMessageDeleteEvent)
    assert deleted.message_id == message.id


async def test_direct_messages_have_no_guild(fake: Discord, client: Client, ada: User) -> None:
    fake.dm(ada, "hello")
    message = await received(client)
    assert isinstance(message.channel, discord.DMChannel)
    assert message.guild is None
    await message.reply("hello yourself")
    assert [each.content for each in fake.sent(fake.world.direct(ada))] == ["hello yourself"]


async def test_guilds_and_channels_come_and_go(fake: Discord, client: Client) -> None:
    guild = fake.add_guild("New", fake.owner, locale="de")
    channel = fake.add_channel(guild, "news")
    joined = await client.next("guild_join")
    assert isinstance(joined, discord.Guild)
    assert joined.preferred_locale is discord.Locale.german
    await client.next("guild_channel_create")
    fake.delete_channel(channel)
    await client.next("guild_channel_delete")
    fake.remove_bot(guild)
    await client.next("guild_remove")


async def test_the_bots_own_deeds_are_told_it_too(fake: Discord, client: Client, ada: User) -> None:
    fake.post(fake.general, ada, "hello")
    message = await received(client)
    async with message.channel.typing():
        await message.add_reaction("🔍")
    await client.next("typing")
    await client.next("raw_reaction_add")
    thread = await message.create_thread(name="talk")
    await thread.send("in here")
    assert await client.next("thread_create") == thread
    fake.delete_channel(fake.world.channels[thread.id])
    await client.next("thread_delete")


# History


async def test_the_history_is_paged_both_ways(fake: Discord, client: Client, ada: User) -> None:
    posted = [fake.post(fake.general, ada, str(number), ago=1000.0 - number, quietly=True) for number in range(150)]
    channel = await channel_of(client, fake.general)
    newest = [message.content async for message in channel.history(limit=None)]
    assert newest == [str(number) for number in reversed(range(150))]
    after = discord.Object(posted[9].id)
    later = [message.content async for message in channel.history(limit=3, after=after, oldest_first=True)]
    assert later == ["10", "11", "12"]
    before = [message.content async for message in channel.history(limit=2, before=after)]
    assert before == ["8", "7"]
    around = [message.content async for message in channel.history(limit=3, around=after)]
    assert sorted(around) == ["10", "8", "9"]
    assert client.of("message") == []


async def test_a_message_knows_when_it_was_written(fake: Discord, ada: User) -> None:
    old, new = (fake.post(fake.general, ada, "x", ago=ago) for ago in (86_400.0, 0.0))
    assert 86_399 < (new.created - old.created).total_seconds() < 86_401
    assert fake.messages(fake.general) == [old, new]


# Nonces


async def test_a_nonce_is_written_once(fake: Discord, client: Client) -> None:
    channel = await channel_of(client, fake.general)
    first, again = [await channel.send("x", nonce="delivery-1/part-2") for _ in range(2)]
    other = await channel.send("x", nonce="delivery-1/part-3")
    assert first.id == again.id != other.id
    assert len(fake.sent(fake.general)) == 2
    fake.pass_nonces()
    await channel.send("x", nonce="delivery-1/part-2")
    assert len(fake.sent(fake.general)) == 3


async def test_a_nonce_that_is_not_enforced_is_told_alone(fake: Discord, client: Client) -> None:
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=fake.general.id)
    for _ in range(2):
        await client.http.request(route, json={"content": "x", "nonce": 5})
    assert [message.nonce for message in fake.sent(fake.general)] == ["5", "5"]


async def test_the_nonce_of_a_deleted_message_is_unknown(fake: Discord, client: Client) -> None:
    channel = await channel_of(client, fake.general)
    message = await channel.send("x", nonce="once")
    await message.delete()
    with pytest.raises(discord.NotFound) as gone:
        await channel.send("x", nonce="once")
    assert gone.value.code == 10008


async def test_an_answer_that_got_lost_is_not_written_twice(fake: Discord, client: Client) -> None:
    channel = await channel_of(client, fake.general)
    fake.cut("POST /channels/*/messages", after=True)
    with pytest.raises(aiohttp.ClientError):
        await channel.send("x", nonce="once")
    await channel.send("x", nonce="once")
    assert len(fake.sent(fake.general)) == 1


# Threads


async def test_a_thread_on_a_message_has_its_id_and_begins_with_it(fake: Discord, client: Client, ada: User) -> None:
    posted = fake.post(fake.general, ada, "hello")
    message = await received(client)
    thread = await message.create_thread(name="talk", auto_archive_duration=60)
    await thread.send("in here")
    kept = fake.world.channels[thread.id]
    assert thread.id == posted.id
    assert [each.kind for each in kept.messages.values()] == [MessageType.THREAD_STARTER_MESSAGE, MessageType.DEFAULT]
    assert [each.content for each in fake.sent(kept)] == ["in here"]
    again = await message.channel.fetch_message(message.id)
    assert again.thread is not None
    assert again.flags.has_thread
    starter = await received(client, 2)
    assert isinstance(starter.reference and starter.reference.resolved, discord.Message)


async def test_archived_threads_are_listed_and_left_out_elsewhere(fake: Discord, client: Client, ada: User) -> None:
    threads = [fake.start_thread(fake.post(fake.general, ada, "x"), f"talk {n}", ada) for n in range(3)]
    private = fake.start_lone_thread(fake.general, "quiet", ada, private=True)
    for thread in threads[:2]:
        fake.archive(thread)
    channel = await channel_of(client, fake.general)
    listed = [thread.name async for thread in channel.archived_threads(limit=None)]
    page = await client.http.get_public_archived_threads(channel.id, limit=1)
    first = page["threads"][0]["thread_metadata"]["archive_timestamp"]
    rest = await client.http.get_public_archived_threads(channel.id, before=first, limit=1)
    assert (page["has_more"], rest["has_more"]) == (True, False)
    assert {page["threads"][0]["name"], rest["threads"][0]["name"]} == {"talk 0", "talk 1"}
    active = [thread.name for thread in await channel.guild.active_threads()]
    assert sorted(listed) == ["talk 0", "talk 1"]
    assert active == ["talk 2"]
    with pytest.raises(discord.Forbidden):
        await client.fetch_channel(private.id)


async def test_who_starts_a_thread_may_rename_and_archive_it(fake: Discord, client: Client, ada: User) -> None:
    fake.post(fake.general, ada, "hello")
    thread = await (await received(client)).create_thread(name="talk")
    await thread.edit(name="a better name", archived=True)
    kept = fake.world.channels[thread.id]
    assert kept.name == "a better name"
    assert kept.thread is not None
    assert kept.thread.archived
    assert [each.content for each in kept.messages.values()][-1] == "a better name"
    theirs = fake.start_thread(fake.post(fake.general, ada, "x"), "theirs", ada)
    with pytest.raises(discord.Forbidden):
        await client.http.edit_channel(theirs.id, name="mine")


async def test_a_forum_post_begins_with_its_message(fake: Discord, client: Client, ada: User) -> None:
    forum = fake.add_channel(fake.guild, "forum", ChannelType.FORUM)
    first = fake.post_in_forum(forum, ada, "A question", "look https://example.org")
    message = await received(client)
    assert isinstance(message.channel, discord.Thread)
    assert (message.id, message.channel.id, message.channel.name) == (first.id, first.id, "A question")
    there = client.get_channel(forum.id)
    assert isinstance(there, discord.ForumChannel)
    thread, started = await there.create_thread(name="An answer", content="here")
    assert thread.id == started.id
    assert [each.content for each in fake.sent(fake.world.channels[thread.id])] == ["here"]


async def test_a_channel_takes_its_threads_with_it(fake: Discord, client: Client, ada: User) -> None:
    thread = fake.start_thread(fake.post(fake.general, ada, "x"), "talk", ada)
    fake.delete_channel(fake.general)
    with pytest.raises(discord.NotFound) as gone:
        await client.http.send_typing(thread.id)
    assert gone.value.code == 10003
    assert thread.deleted


# Rights


_READ = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, create_public_threads=True, embed_links=True,
    attach_files=True, read_message_history=True, add_reactions=True, manage_messages=True, mention_everyone=True,
).value  # fmt: skip
_RIGHTS = st.sets(st.sampled_from([right for right in Permission if right.value & _READ])).map(
    lambda rights: Permission(sum(right.value for right in rights))
)


@given(
    base=_RIGHTS,
    everyone=st.tuples(_RIGHTS, _RIGHTS),
    role=st.tuples(_RIGHTS, _RIGHTS),
    member=st.tuples(_RIGHTS, _RIGHTS),
)
def test_rights_are_those_that_discord_py_computes(
    base: Permission,
    everyone: tuple[Permission, Permission],
    role: tuple[Permission, Permission],
    member: tuple[Permission, Permission],
) -> None:
    fake = Discord()
    guild = fake.add_guild("Elsewhere", fake.owner, rights=base)
    channel = fake.add_channel(guild, "here")
    own = guild.members[fake.bot.id].roles[0]
    for id_, (allow, deny) in ((guild.id, everyone), (own.id, role), (fake.bot.id, member)):
        channel.overwrites[id_] = Overwrite(of_member=id_ == fake.bot.id, allow=allow, deny=deny & ~allow)
    theirs = _read_guild(fake, guild.id).get_channel(channel.id)
    assert isinstance(theirs, discord.TextChannel)
    computed = theirs.permissions_for(theirs.guild.me)
    assert fake.world.may(channel).value & _READ == computed.value & _READ


def _read_guild(fake: Discord, guild_id: int) -> discord.Guild:
    client = discord.AutoShardedClient(intents=discord.Intents.default(), shard_count=1)
    state = client._connection  # noqa: SLF001  # the state builds guilds of payloads
    state.user = discord.ClientUser(state=state, data=_user(fake))  # type: ignore[arg-type]  # a JSON object
    payload = fake.parts.events.guild_create(fake.world.guilds[guild_id], unavailable=None)
    return discord.Guild(data=payload, state=state)  # type: ignore[arg-type]  # a JSON object


def _user(fake: Discord) -> Body:
    return {"id": str(fake.bot.id), "username": "Cuepoint", "discriminator": "0", "avatar": None}


async def test_a_change_of_rights_is_told_and_held(fake: Discord, client: Client) -> None:
    channel = await channel_of(client, fake.general)
    assert channel.permissions_for(channel.guild.me).send_messages
    fake.permit(fake.general, deny=Permission.SEND_MESSAGES)
    await client.next("guild_channel_update")
    assert not channel.permissions_for(channel.guild.me).send_messages


async def test_nothing_is_told_of_a_channel_the_bot_does_not_see(fake: Discord, client: Client, ada: User) -> None:
    hidden = fake.add_channel(fake.guild, "hidden")
    fake.permit(hidden, deny=Permission.VIEW_CHANNEL)
    secret = fake.post(hidden, ada, "secret")
    fake.start_thread(secret, "secret talk", ada)
    fake.post(fake.general, ada, "open")
    assert (await received(client)).content == "open"
    assert client.of("thread_create") == []


# Notifications, links, previews


async def test_a_careless_bot_is_caught_notifying(fake: Discord, client: Client, ada: User) -> None:
    role = fake.add_role(fake.guild, "crew", mentionable=True)
    fixed = fake.add_role(fake.guild, "fixed")
    fake.permit(fake.general, allow=Permission.MENTION_EVERYONE)
    posted = fake.post(fake.general, ada, "hello")
    message = await received(client)
    everybody = f"@everyone <@{fake.owner.id}> <@&{role.id}> <@&{fixed.id}>"
    await message.reply(everybody)
    await message.create_thread(name="talk")
    caught = {(ping.whom, ping.why) for ping in fake.pings()}
    assert caught == {
        ("Ada", "reply"),
        ("Ada", "thread"),
        ("owner", "mention"),
        ("crew", "mention"),
        ("fixed", "mention"),
        ("everyone", "mention"),
    }
    assert posted.thread is not None


async def test_a_careful_bot_notifies_nobody(fake: Discord, client: Client, ada: User) -> None:
    role = fake.add_role(fake.guild, "crew", mentionable=True)
    fake.permit(fake.general, allow=Permission.MENTION_EVERYONE)
    fake.post(fake.general, ada, "hello")
    message = await received(client)
    everybody = f"@here <@{fake.owner.id}> <@!{ada.id}> <@&{role.id}>"
    reply = await message.reply(everybody, allowed_mentions=NOBODY)
    await reply.create_thread(name="talk")
    await message.channel.send(embed=discord.Embed(title=everybody))
    await reply.edit(content=everybody)
    assert fake.pings() == []
    assert fake.replies(fake.messages(fake.general)[0])[0].allowed_mentions is not None


async def test_mentions_in_a_layout_count_and_rights_bound_them(fake: Discord, client: Client, ada: User) -> None:
    role = fake.add_role(fake.guild, "fixed")
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.TextDisplay(f"@everyone <@{ada.id}> <@&{role.id}>"))
    await (await channel_of(client, fake.general)).send(view=view)
    assert [(ping.whom, ping.why) for ping in fake.pings()] == [("Ada", "mention")]


async def test_some_mentions_can_be_let_through(fake: Discord, client: Client, ada: User) -> None:
    only_ada = discord.AllowedMentions(everyone=False, roles=False, users=[discord.Object(ada.id)])
    text = f"<@{ada.id}> <@{fake.owner.id}>"
    await (await channel_of(client, fake.general)).send(text, allowed_mentions=only_ada)
    assert [ping.whom for ping in fake.pings()] == ["Ada"]


async def test_links_and_previews_are_what_a_reader_would_see(fake: Discord, client: Client) -> None:
    channel = await channel_of(client, fake.general)
    text = "https://a.example <https://b.example> [c](https://c.example) [d](<https://d.example>) `https://e.example`"
    await channel.send(text)
    await channel.send(text, suppress_embeds=True)
    await channel.send(embed=discord.Embed(title="x", url="https://f.example").set_image(url="https://g.example/i.png"))
    view = discord.ui.View()
    view.add_item(discord.ui.Button(label="Open", url="https://h.example"))
    await channel.send("x", view=view)
    plain, suppressed, embedded, buttoned = fake.sent(fake.general)
    assert fake.previews(plain) == ["https://a.example", "https://c.example"]
    assert [name.split("//")[1][0] for name in fake.links(plain)] == ["a", "b", "c", "d", "e"]
    assert fake.previews(suppressed) == []
    assert fake.links(embedded) == ["https://f.example", "https://g.example/i.png"]
    assert fake.links(buttoned) == ["https://h.example"]
    assert fake.button(buttoned, "Open").custom_id is None


async def test_all_text_of_a_message_is_read(fake: Discord, client: Client) -> None:
    channel = await channel_of(client, fake.general)
    embed = discord.Embed(title="title", description="description").add_field(name="name", value="value")
    await channel.send("content", embed=embed.set_footer(text="footer").set_author(name="author"))
    view = discord.ui.LayoutView()
    view.add_item(discord.ui.Container(discord.ui.TextDisplay("inside"), discord.ui.Separator()))
    await channel.send(view=view)
    first, second = fake.sent(fake.general)
    assert fake.text(first).split() == ["content", "title", "description", "name", "value", "author", "footer"]
    assert fake.text(second) == "inside"


async def test_files_are_sent_kept_and_downloaded(fake: Discord, client: Client) -> None:
    channel = await channel_of(client, fake.general)
    file = discord.File(io.BytesIO("# Übersicht".encode()), "export.md", description="The thread")
    sent = await channel.send("here", file=file)
    (kept,) = fake.sent(fake.general)[0].attachments
    assert (kept.upload.filename, kept.upload.description) == ("export.md", "The thread")
    assert (await sent.attachments[0].read()).decode() == "# Übersicht"
    fake.fault("GET /attachments/**", status=404)
    with pytest.raises(discord.NotFound):
        await sent.attachments[0].read()


# Rate limits and faults


async def test_a_limit_is_told_and_the_client_keeps_it(fake: Discord, client: Client) -> None:
    fake.limit("POST /channels/*/messages", 2, 0.15)
    channel = await channel_of(client, fake.general)
    began = time.monotonic()
    for number in range(5):
        await channel.send(str(number))
    assert time.monotonic() - began > 0.25
    assert fake.parts.limits.exceeded == 0
    assert [message.content for message in fake.sent(fake.general)] == ["0", "1", "2", "3", "4"]


async def test_over_the_limit_is_429_with_discords_headers(fake: Discord) -> None:
    fake.limit("POST /channels/*/typing", 1, 60.0)
    headers = {"Authorization": f"Bot {fake.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        answers = []
        for channel in (fake.general, fake.general, fake.add_channel(fake.guild, "other")):
            async with session.post(f"{fake.url}/channels/{channel.id}/typing") as answer:
                answers.append((answer.status, answer.headers.copy(), await answer.text()))
    assert [status for status, _, _ in answers] == [204, 429, 204]
    _, limited, body = answers[1]
    assert (limited["X-RateLimit-Limit"], limited["X-RateLimit-Remaining"]) == ("1", "0")
    assert 0 < float(limited["X-RateLimit-Reset-After"]) <= 60
    assert limited["X-RateLimit-Bucket"] == answers[0][1]["X-RateLimit-Bucket"]
    assert limited["Via"]
    assert '"retry_after"' in body


async def test_the_client_waits_out_a_429(fake: Discord, client: Client) -> None:
    fault = fake.fault("POST /channels/*/messages", status=429, times=2, retry_after=0.01)
    everywhere = fake.fault("PUT /channels/**", status=429, retry_after=0.01, everywhere=True)
    message = await (await channel_of(client, fake.general)).send("x")
    await message.add_reaction("🔍")
    assert (fault.hits, everywhere.hits) == (2, 1)
    assert fake.calls.counts()["POST 429"] == 2
    assert len(fake.sent(fake.general)) == 1


async def test_a_ban_is_not_waited_out(fake: Discord, client: Client) -> None:
    fake.ban("POST /channels/*/messages")
    with pytest.raises(discord.HTTPException) as banned:
        await (await channel_of(client, fake.general)).send("x")
    assert banned.value.status == 429


async def test_an_error_on_order_strikes_once_and_where_it_should(fake: Discord, client: Client) -> None:
    fake.fault("GET /users/*", status=503, skip=1)
    assert (await client.fetch_user(fake.owner.id)).name == "owner"
    with pytest.raises(discord.DiscordServerError):
        await client.fetch_user(fake.owner.id)
    assert (await client.fetch_user(fake.owner.id)).name == "owner"


async def test_an_error_after_the_deed_loses_the_answer_alone(fake: Discord, client: Client) -> None:
    fake.fault("POST /channels/*/messages", status=503, after=True)
    with pytest.raises(discord.DiscordServerError):
        await (await channel_of(client, fake.general)).send("x")
    assert [message.content for message in fake.sent(fake.general)] == ["x"]


async def test_a_request_can_hang_until_it_is_cut_off(fake: Discord, client: Client) -> None:
    hanging = fake.hang("POST /channels/*/messages")
    sending = asyncio.create_task((await channel_of(client, fake.general)).send("x"))
    await fake.until(lambda: hanging.hits)
    assert not sending.done()
    hanging.lift()
    with pytest.raises(aiohttp.ClientError):
        await sending
    assert fake.sent(fake.general) == []


async def test_waiting_for_what_never_comes_says_what_was_requested(fake: Discord) -> None:
    async with logged_in(fake):
        with pytest.raises(AssertionError, match="GET /users/@me -> 200"):
            await fake.until(lambda: False, within=0.01)


async def test_the_app_and_the_gateway_are_told(fake: Discord) -> None:
    async with Discord(Terms(shards=3), content_intent=False) as other, logged_in(other) as client:
        about = await client.application_info()
        assert not about.flags.gateway_message_content_limited
        assert (await client.http.get_bot_gateway())[0] == 3
    async with logged_in(fake) as client:
        about = await client.application_info()
        assert about.flags.gateway_message_content_limited


def test_ids_grow_and_never_repeat() -> None:
    ids = Snowflakes()
    made = [ids.next() for _ in range(10_000)]
    assert made == sorted(set(made))
    assert ids.next(ago=3600) < made[0]
    assert {(ids.next_guild() >> 22) % 3 for _ in range(3)} == {0, 1, 2}


def test_a_message_is_read_as_it_stands(fake: Discord, ada: User) -> None:
    message: Message = fake.post(fake.general, ada, "one")
    fake.edit(message, "two")
    assert (message.earlier, message.content, message.edited is not None) == (["one"], "two", True)
    fake.edit(message, "two", embeds=[{"type": "video", "url": "https://example.org"}])
    assert len(message.embeds) == 1
