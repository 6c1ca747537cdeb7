"""Follow-ups on Discord: what asks is answered with citations, talk among people is left alone."""

import pytest

from tests.e2e.discord_kit import Town
from tests.e2e.kit import CAPTIONS, DONE
from tests.fakes.discord.kit import Upload
from tests.fakes.youtube import Failure

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


@pytest.mark.parametrize("replies", [True, False])
async def test_a_caption_file_right_after_the_link_is_used(discord_town: Town, *, replies: bool) -> None:
    """While nothing is known of the video, and no reply of ours is there."""
    discord, ada = discord_town.discord, discord_town.person()
    ident, link = discord_town.held(Failure.NO_CAPTIONS)
    post = discord.post(discord_town.channel(), ada, link)
    file = Upload("talk.vtt", CAPTIONS.encode())
    given = discord.post(post.channel, ada, attachments=[file], reply_to=post if replies else None)
    await discord.heard()
    discord_town.youtube.let_go(ident)
    thread = await discord_town.delivered(post)
    assert "lighthouse" in "".join(map(discord.text, discord.sent(thread)))
    assert discord.replies(given) == []


async def test_a_question_right_after_the_link_is_answered(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    ident, link = discord_town.held()
    post = discord.post(discord_town.channel(), ada, link)
    asked = [
        discord.post(post.channel, ada, "what is said about this?", reply_to=post),
        discord.post(post.channel, ada, f"<@{discord.bot.id}> what is said about this?"),
        discord.post(post.channel, discord_town.person(), f"<@{discord.bot.id}> and what here?", reply_to=post),
    ]
    talk = discord.post(post.channel, discord_town.person(), "what is that?", reply_to=post)
    await discord.heard()
    discord_town.youtube.let_go(ident)
    for question in asked:
        answer = await discord_town.replied(question)
        assert all(f"v={ident}" in link for link in discord.links(answer))
    await discord_town.delivered(post)
    await discord_town.quiet(lambda: discord.replies(talk))


async def test_a_file_that_is_not_needed_or_no_captions_gets_one_sentence(discord_town: Town) -> None:
    discord = discord_town.discord
    post, thread = await discord_town.summarised()
    film = discord.post(thread, post.author, attachments=[Upload("talk.mp4", b"0", "video/mp4")])
    assert "“talk.mp4” is a video" in discord.text(await discord_town.replied(film))
    file = Upload("talk.vtt", CAPTIONS.encode())
    late = discord.post(post.channel, post.author, attachments=[file], reply_to=discord.replies(post)[0])
    assert "has captions already" in discord.text(await discord_town.replied(late))
    assert len(discord.replies(late)) == 1, "a file without words asks nothing"
    beside = discord.post(discord_town.channel(), post.author, discord_town.video(), attachments=[file])
    await discord_town.replied(beside, "has captions already")
    others = [
        discord.post(discord_town.channel(), post.author, attachments=[file]),
        discord.post(thread, post.author, attachments=[Upload("talk.png", b"0", "image/png")]),
    ]
    await discord_town.quiet(lambda: [each for each in others if discord.replies(each)])


async def test_a_caption_file_given_to_us_alone_gets_a_thread(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    # Of a file that was summarised in a server before, a line would lead to that thread.
    file = Upload("talk.vtt", CAPTIONS.replace("lens", "mirror").encode())
    mention = discord.post(discord_town.channel(), ada, f"<@{discord.bot.id}>", attachments=[file])
    direct = discord.dm(ada, attachments=[file])
    thread = await discord_town.delivered(mention)
    await discord_town.replied(direct, DONE)
    assert "lighthouse" in "".join(map(discord.text, discord.sent(thread)))


async def test_a_forwarded_link_and_a_forwarded_file_are_taken(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    elsewhere = discord.add_channel(discord.add_guild("Away", discord.owner), "talk")
    link = discord.post(elsewhere, discord.owner, discord_town.video(), quietly=True)
    file = discord.post(elsewhere, discord.owner, attachments=[Upload("a.vtt", CAPTIONS.encode())], quietly=True)
    question = discord.post(elsewhere, discord.owner, "what is it about?", quietly=True)
    await discord_town.delivered(discord.forward(link, discord_town.channel(), ada))
    failed = discord.post(discord_town.channel(), ada, discord_town.video(failure=Failure.NO_CAPTIONS))
    await discord_town.replied(failed, "no captions")
    discord.forward(file, failed.channel, ada)
    thread = await discord_town.delivered(failed)
    asked = discord.forward(question, thread, ada)
    await discord_town.quiet(lambda: discord.replies(asked))


async def test_a_file_for_a_failed_video_is_used_whatever_is_written_beside_it(discord_town: Town) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    files = [Upload("notes.png", b"0", "image/png"), Upload("a.vtt", CAPTIONS.encode())]
    given = []
    for words in ("here are the captions", "what is said about the lighthouse?"):
        post = discord.post(discord_town.channel(), ada, discord_town.video(failure=Failure.NO_CAPTIONS))
        failure = await discord_town.replied(post, "no captions")
        given.append(discord.post(post.channel, ada, words, attachments=files, reply_to=failure))
        assert "lighthouse" in "".join(map(discord.text, discord.sent(await discord_town.delivered(post))))
    remark, question = given
    assert "lighthouse" in discord.text(await discord_town.replied(question))
    assert len(discord.replies(question)) == 1
    assert discord.replies(remark) == []


async def test_of_several_caption_files_the_first_is_used_and_the_others_are_said_to_be_left_out(
    discord_town: Town,
) -> None:
    discord, ada = discord_town.discord, discord_town.person()
    files = [Upload(name, CAPTIONS.encode()) for name in ("a.vtt", "b.vtt")]
    beside = discord.post(
        discord_town.channel(), ada, discord_town.video(failure=Failure.NO_CAPTIONS), attachments=files
    )
    failed = discord.post(discord_town.channel(), ada, discord_town.video(failure=Failure.NO_CAPTIONS))
    failure = await discord_town.replied(failed, "no captions")
    after = discord.post(failed.channel, ada, attachments=files, reply_to=failure)
    for post, given in ((beside, beside), (failed, after)):
        await discord_town.delivered(post)
        await discord_town.replied(given, "I used “a.vtt” and left out the others")
