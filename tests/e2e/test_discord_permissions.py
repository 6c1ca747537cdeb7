"""Each permission that can be missing on Discord: no silence but where nothing can be said, and that is logged."""

import pytest

from tests.e2e.discord_kit import WITHIN, Town
from tests.fakes.discord.kit import Channel, Message, Permission

pytestmark = pytest.mark.asyncio(loop_scope="module")


def posted_without(town: Town, *missing: Permission, link: str | None = None) -> Message:
    """Post a link where the bot lacks rights."""
    channel = town.channel()
    for permission in missing:
        town.discord.permit(channel, deny=permission)
    return town.discord.post(channel, town.person(), link or town.video())


def sections(town: Town, channel: Channel) -> list[str]:
    return [title for title in town.titles(channel) if title.startswith("###")]


async def test_without_threads_the_sections_come_in_place_and_are_asked_about_by_reply(discord_town: Town) -> None:
    discord = discord_town.discord
    post = posted_without(discord_town, Permission.CREATE_PUBLIC_THREADS)
    reply = await discord_town.replied(post, "in the thread")
    assert discord.thread_of(post) is None
    assert "Conclusion" in sections(discord_town, post.channel)[-1]
    question = discord.post(post.channel, post.author, "What is said about this?", reply_to=reply)
    assert discord.links(await discord_town.replied(question))
    again = discord.post(discord_town.channel(), post.author, post.content)
    (link,) = discord.links(await discord_town.replied(again))
    assert link.endswith(f"/{post.channel.id}/{reply.id}")


async def test_without_embeds_it_is_text_all_the_same(discord_town: Town) -> None:
    post = posted_without(discord_town, Permission.EMBED_LINKS)
    discord_town.check_whole(await discord_town.delivered(post))


async def test_without_history_it_is_no_reply_but_all_is_there(discord_town: Town) -> None:
    discord = discord_town.discord
    post = posted_without(discord_town, Permission.READ_MESSAGE_HISTORY)
    await discord.until(lambda: discord.threads(post.channel), WITHIN)
    (thread,) = discord.threads(post.channel)
    await discord.until(lambda: "Conclusion" in (discord_town.titles(thread) or [""])[-1], WITHIN)
    discord_town.check_whole(thread)


async def test_without_the_right_to_write_nothing_is_said_and_one_line_logged(discord_town: Town) -> None:
    discord = discord_town.discord
    before = discord_town.logged().count("nowhere left to post to")
    post = posted_without(discord_town, Permission.SEND_MESSAGES)
    await discord_town.quiet(lambda: discord.sent(post.channel))
    assert discord_town.logged().count("nowhere left to post to") == before + 1


async def test_without_the_right_to_write_in_threads_the_sections_come_in_place(discord_town: Town) -> None:
    post = posted_without(discord_town, Permission.SEND_MESSAGES_IN_THREADS)
    await discord_town.replied(post, "in the thread")
    assert "Conclusion" in sections(discord_town, post.channel)[-1]
    assert not discord_town.discord.threads(post.channel)


async def test_without_reactions_a_channel_that_is_asked_first_stays_quiet(discord_town: Town) -> None:
    discord = discord_town.discord
    channel, link = discord_town.channel(), discord_town.video()
    await discord_town.done(discord.slash("settings", {"mode": "ask"}, user=discord.owner, channel=channel))
    discord.permit(channel, deny=Permission.ADD_REACTIONS)
    post = discord.post(channel, discord_town.person(), link)
    await discord_town.quiet(lambda: discord.replies(post) or post.reactions)


async def test_who_takes_no_direct_messages_is_no_trouble(discord_town: Town) -> None:
    discord = discord_town.discord
    shy = discord.add_user("shy", takes_messages=False)
    discord.dm(shy, discord_town.video())
    await discord_town.quiet(lambda: discord.messages(discord.world.direct(shy), by=discord.bot))
