"""Follow-ups on Discord: what asks is answered with citations, talk among people is left alone."""

import pytest

from tests.e2e.discord_kit import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_question_in_the_thread_is_answered_with_the_moments(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    question = discord.post(thread, post.author, "What is said about this?")
    answer = await discord_town.replied(question)
    assert discord.links(answer)
    assert all(f"v={post.content.rpartition('/')[2]}" in link for link in discord.links(answer))
    assert discord.called(f"POST /channels/{thread.id}/typing")


async def test_a_reply_to_us_and_a_mention_are_answered_without_a_question_mark(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    reply = discord.post(thread, post.author, "tell me more about that", reply_to=discord.sent(thread)[1])
    mention = discord.post(thread, post.author, f"<@{discord.bot.id}> tell me more")
    for each in (reply, mention):
        await discord_town.replied(each)


async def test_talk_among_people_is_left_alone(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    ben = discord_town.person("Ben")
    talk = [
        discord.post(thread, post.author, "I liked the part in the middle."),
        discord.post(thread, ben, "lol"),
    ]
    talk += [
        discord.post(thread, post.author, "what did you like?", reply_to=talk[1]),
        discord.post(thread, ben, f"<@{post.author.id}> are you coming tonight?"),
        discord.post(post.channel, ben, "what is it about?"),
        discord.post(post.channel, ben, "what is it about?", reply_to=post),
    ]
    await discord_town.quiet(lambda: [each for each in talk if discord.replies(each) and each is not post])


async def test_a_question_that_is_delivered_again_is_answered_once(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    question = discord.post(thread, post.author, "What is said about this?")
    discord.redeliver(question)
    await discord_town.replied(question)
    discord.redeliver(question)
    await discord_town.quiet(lambda: len(discord.replies(question)) != 1)


async def test_in_a_direct_message_the_last_video_is_asked_about(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    for _ in range(2):
        post = discord.dm(ada, discord_town.video())
        await discord_town.replied(post, "in the thread")
    answer = await discord_town.replied(discord.dm(ada, "What is said about this?"))
    assert all(f"v={post.content.rpartition('/')[2]}" in link for link in discord.links(answer))


async def test_in_a_thread_of_others_nobody_is_answered(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    thread = discord.start_thread(discord.post(discord_town.channel(), ada, "a chat"), "a chat", ada)
    question = discord.post(thread, ada, "what is it about?")
    await discord_town.quiet(lambda: discord.replies(question))
