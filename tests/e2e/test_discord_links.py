"""Links on Discord, by the real bot in a process of its own."""

import pytest

from tests.e2e.discord_kit import WITHIN, Town
from tests.e2e.kit import CAPTIONS
from tests.fakes.discord.kit import Channel, ChannelType, Message, Permission, Upload
from tests.fakes.youtube import Failure, FakeCue, FakeTrack, FakeVideo
from tests.unit.hostile import ATTACKS

VIDEO = "https://www.youtube.com/watch?v="
pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_link_gets_a_reply_and_a_thread(discord_town: Town) -> None:
    discord = discord_town.discord
    link = discord_town.video()
    post, thread = await discord_town.summarised(f"look at {link} please")
    discord_town.check_whole(thread)
    (reply,) = discord.replies(post)
    text = discord.text(reply)
    assert link.rpartition("/")[2] in text.splitlines()[0]
    assert "The Loopback Channel" in text
    assert "6:00" in text
    assert any("Reading the transcript" in before for before in reply.earlier)
    assert f"{len(discord.sent(thread)) - 1} sections in the thread" in text
    assert thread.id == reply.id
    assert thread.name in text


async def test_nothing_unfolds_and_every_link_is_the_video_s(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await alone(discord_town, discord_town.video())
    ident = post.content.rpartition("/")[2]
    for message in (*discord.replies(post), *discord.sent(thread)):
        assert discord.previews(message) == []
        assert discord.links(message)
        assert all(link.startswith(f"https://www.youtube.com/watch?v={ident}") for link in discord.links(message))


async def test_a_cached_link_in_another_server_gets_its_own_thread(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    elsewhere = discord.add_guild("Elsewhere", discord.owner)
    channel = discord.add_channel(elsewhere, "talk")
    again = discord.post(channel, discord_town.person(), post.content)
    other = await discord_town.delivered(again)
    assert discord_town.titles(other) == discord_town.titles(thread)
    assert discord_town.youtube.fetches(post.content.rpartition("/")[2]) == 1


async def alone(town: Town, *links: str) -> tuple[Message, Channel]:
    """Post links in a server where nothing else was summarised, and return the last post and its thread."""
    guild = town.discord.add_guild("Alone", town.discord.owner)
    channel = town.discord.add_channel(guild, "talk")
    posts = [town.discord.post(channel, town.person(), link) for link in links]
    threads = [await town.delivered(post) for post in posts]
    return posts[-1], threads[-1]


BREAD = "Baking bread"


async def test_more_from_here_names_the_threads_that_everybody_sees(discord_town: Town) -> None:
    discord, owner = discord_town.discord, discord_town.discord.owner
    guild = discord.add_guild("Bakers", owner)
    channels = [discord.add_channel(guild, name) for name in ("open", "secret", "another", "bees")]
    secret = channels[1]
    discord.permit(secret, deny=Permission.VIEW_CHANNEL, to=guild.everyone)
    discord.permit(secret, allow=Permission.VIEW_CHANNEL)
    topics = (BREAD, BREAD, BREAD, "Keeping bees")
    posts = [
        discord.post(channel, owner, discord_town.about(topic)) for channel, topic in zip(channels, topics, strict=True)
    ]
    threads = [await discord_town.delivered(post) for post in posts]
    discord.delete_channel(threads[2])
    await discord_town.quiet(lambda: None)
    root = f"https://discord.com/channels/{guild.id}/"
    for channel, seen in ((channels[3], threads[:1]), (secret, threads[:2])):
        post = discord.post(channel, owner, discord_town.about(BREAD))
        *_, last = discord.sent(await discord_town.delivered(post))
        assert f"More from here:  [{BREAD}](<{root}" in discord.text(last)
        linked = {link for link in discord.links(last) if link.startswith(root)}
        assert linked >= {f"{root}{thread.id}" for thread in seen}
        assert f"{root}{threads[3].id}" not in linked
        assert f"{root}{threads[2].id}" not in linked
        assert (f"{root}{threads[1].id}" in linked) is (channel is secret)


async def test_a_repost_leads_to_the_thread(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    again = discord.post(discord_town.channel(), discord_town.person(), post.content)
    lead = await discord_town.replied(again)
    assert discord.links(lead) == [f"https://discord.com/channels/{discord.guild.id}/{thread.id}"]
    assert thread.name in discord.text(lead)
    assert discord.thread_of(again) is None


async def test_who_cannot_see_the_thread_gets_one_of_their_own(discord_town: Town) -> None:
    discord = discord_town.discord
    post, _ = await discord_town.summarised()
    stranger = discord_town.person()
    discord.join(discord.guild, stranger)
    discord.permit(post.channel, deny=Permission.VIEW_CHANNEL, to=stranger)
    again = discord.post(discord_town.channel(), stranger, post.content)
    discord_town.check_whole(await discord_town.delivered(again))


async def test_a_repost_whose_thread_was_deleted_gets_a_new_one(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    discord.delete_channel(thread)
    again = discord.post(post.channel, post.author, post.content)
    discord_town.check_whole(await discord_town.delivered(again))


async def test_three_links_get_a_reply_each_and_the_rest_is_named(discord_town: Town) -> None:
    discord = discord_town.discord
    links = [discord_town.video(3.0) for _ in range(5)]
    post = discord.post(discord_town.channel(), discord_town.person(), " and ".join(links))
    await discord.until(
        lambda: sum("in the thread" in discord.text(each) for each in discord.replies(post)) == 3, within=8.0
    )
    texts = "\n".join(discord.text(reply) for reply in discord.replies(post))
    assert len(discord.threads(post.channel)) == 3
    assert len(discord.replies(post)) == 3
    for link in links:
        assert link.rpartition("/")[2] in texts
    assert texts.count("Left out:") == 1


async def test_a_link_to_a_playlist_is_explained_where_it_is_sent_directly(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    channel = discord_town.channel()
    aside = discord.post(channel, ada, "https://www.youtube.com/playlist?list=PLabc")
    await discord_town.replied(discord.dm(ada, "https://www.youtube.com/playlist?list=PLabc"), "That is a playlist.")
    assert not discord.replies(aside)


async def test_in_a_thread_a_forum_post_and_a_direct_message_the_sections_go_right_there(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    discord.join(discord.guild, ada)
    thread = discord.start_thread(discord.post(discord_town.channel(), ada, "a chat"), "a chat", ada)
    forum = discord.add_channel(discord.guild, "forum", ChannelType.FORUM)
    posts = [
        discord.post(thread, ada, discord_town.video()),
        discord.post_in_forum(forum, ada, "a post", discord_town.video()),
        discord.dm(ada, discord_town.video()),
    ]
    for post in posts:
        reply = await discord_town.replied(post, "in the thread")
        assert discord.thread_of(post) is None or discord.thread_of(post) is post.channel
        titles = discord_town.titles(post.channel)
        assert discord.sent(post.channel)[0] is reply
        assert "Conclusion" in titles[-1]


async def test_an_edit_that_adds_a_link_counts_as_a_post_and_previews_do_not(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    post = discord.post(discord_town.channel(), ada, "wait for it")
    first = discord_town.video()
    discord.edit(post, f"here: {first}")
    await discord_town.delivered(post)
    discord.edit(post, f"here: {first}", embeds=[{"type": "video", "url": first}])
    discord.edit(post, f"here it is: {first}")
    second = discord_town.video()
    discord.edit(post, f"here: {first} and {second}")
    await discord.until(lambda: len(discord.replies(post)) == 2)
    await discord_town.quiet(lambda: len(discord.replies(post)) != 2)


async def test_a_redelivered_event_changes_nothing(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    before = len(discord.sent(thread))
    discord.redeliver(post)
    discord.redeliver(post)
    await discord_town.quiet(lambda: len(discord.replies(post)) != 1 or len(discord.sent(thread)) != before)


async def test_bots_and_talk_without_links_are_left_alone(discord_town: Town) -> None:
    discord = discord_town.discord
    channel = discord_town.channel()
    robot = discord.add_user("robot", bot=True)
    discord.post(channel, robot, discord_town.video())
    discord.post(channel, discord_town.person(), "do you know https://example.com/watch?v=aaaaaaaaaaa ?")
    discord.post(channel, discord_town.person(), f"`{discord_town.video()}`")
    await discord_town.quiet(lambda: discord.sent(channel))


async def test_a_deleted_link_stops_the_work(discord_town: Town) -> None:
    discord = discord_town.discord
    post = discord.post(discord_town.channel(), discord_town.person(), discord_town.video())
    held = discord.hang("POST /channels/*/messages/*/threads")
    await discord.until(lambda: held.hits)
    discord.delete(post)
    await discord.heard()
    discord.lift()
    await discord.until(lambda: not discord.replies(post), WITHIN)
    thread = discord.thread_of(post)
    assert thread is None or len(discord.sent(thread)) <= 1


async def test_a_video_without_captions_says_why_and_how_to_help(discord_town: Town) -> None:
    discord = discord_town.discord
    post = discord.post(discord_town.channel(), discord_town.person(), discord_town.video(failure=Failure.NO_CAPTIONS))
    reply = await discord_town.replied(post)
    assert "no captions" in discord.text(reply)
    assert "reply to this message" in discord.text(reply)
    assert discord.thread_of(post) is None


async def test_a_caption_file_beside_the_link_is_used(discord_town: Town) -> None:
    discord = discord_town.discord
    file = Upload("talk.en.vtt", CAPTIONS.encode())
    link = discord_town.video(failure=Failure.NO_CAPTIONS)
    post = discord.post(discord_town.channel(), discord_town.person(), link, attachments=[file])
    await discord_town.replied(post, "in the thread")
    thread = discord.thread_of(post)
    assert thread
    assert "caption file" in discord.text(discord.replies(post)[0])
    assert "lighthouse" in "".join(map(discord.text, discord.sent(thread)))


async def test_a_caption_file_in_reply_to_the_failure_is_used_and_by_nobody_else(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    link = discord_town.video(failure=Failure.NO_CAPTIONS)
    post = discord.post(discord_town.channel(), ada, link)
    reply = await discord_town.replied(post)
    broken = discord.post(post.channel, ada, attachments=[Upload("a.srt", b"nothing")], reply_to=reply)
    assert "has no times" in discord.text(await discord_town.replied(broken))
    discord.post(post.channel, ada, attachments=[Upload("talk.vtt", CAPTIONS.encode())], reply_to=reply)
    await discord_town.replied(post, "in the thread")
    assert len(discord.replies(post)) == 1
    elsewhere = discord.add_guild("Else", discord.owner)
    other = discord.post(discord.add_channel(elsewhere, "talk"), discord_town.person(), link)
    assert "no captions" in discord.text(await discord_town.replied(other))


async def test_a_hostile_video_pings_nobody_and_leads_nowhere_else(discord_town: Town) -> None:
    discord = discord_town.discord
    refused = discord.refused()
    attacks = [*ATTACKS, f"<@{discord.owner.id}> @everyone discord.gg/evil :smile: -# small", "> quote # head"]
    attacks = ["".join(filter(str.isprintable, attack)) for attack in attacks]  # XML takes no control characters
    cues = [FakeCue(4.0 * n, 4.0, f"{attacks[n % len(attacks)]} said number {n}.") for n in range(120)]
    title = f"@everyone <@{discord.owner.id}> [x](https://evil.example) https://evil.example ||# x|| " + "y" * 300
    for ident in ("hostile-vid", "hostile-two"):
        discord_town.youtube.add(FakeVideo(ident, title, title, 480.0, tracks=(FakeTrack("en", tuple(cues)),)))
    post, thread = await discord_town.summarised("https://youtu.be/hostile-vid")
    question = discord.post(thread, post.author, "what is said number 7?")
    answer = await discord_town.replied(question)
    assert len(thread.name) <= 100
    for message in (*discord.replies(post), *discord.sent(thread), answer):
        foreign = [link for link in discord.links(message) if not link.startswith(VIDEO + "hostile-vid")]
        assert foreign == [], discord.text(message)
    *_, ending = discord.sent((await discord_town.summarised("https://youtu.be/hostile-two"))[1])
    there = f"https://discord.com/channels/{discord.guild.id}/"
    more = [link for link in discord.links(ending) if not link.startswith(VIDEO + "hostile-two")]
    assert f"{there}{thread.id}" in more, "its title stands there too"
    assert all(link.startswith(there) for link in more)
    last = discord.sent(thread)[-2]
    export = await discord_town.done(
        discord.click(last, str(discord.button(last, "Export").custom_id), discord_town.person())
    )
    assert export.messages[0].attachments
    assert discord.pings() == []
    assert discord.refused() == refused


async def test_rate_limits_and_faults_of_discord_lose_nothing(discord_town: Town) -> None:
    discord = discord_town.discord
    discord.fault("POST /channels/*/messages", status=429, times=2, retry_after=0.05)
    discord.fault("POST /channels/*/messages/*/threads", status=502, times=1)
    discord.cut("POST /channels/*/messages", times=1, after=True)
    _, thread = await discord_town.summarised()
    discord_town.check_whole(thread)
    discord.lift()
