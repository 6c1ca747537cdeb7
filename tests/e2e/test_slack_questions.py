"""Questions, settings and reactions on Slack, by the real app in a process of its own."""

import pytest

from tests.e2e.kit import CAPTIONS
from tests.e2e.slack_kit import WITHIN, Square
from tests.fakes.slack.kit import Message, Upload
from tests.fakes.youtube import Failure

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUESTION = "what comes before the planet?"


async def asked(square: Square, post: Message, text: str, **more: object) -> Message:
    """Return the answer to a question in a post's thread, once it is there."""
    slack = square.slack
    before = len(slack.own(post))
    slack.post(post.channel, square.person(), text, thread=post)
    await slack.until(lambda: len(slack.own(post)) > before, within=10)
    return slack.own(post)[before]


async def test_a_question_in_the_thread_is_answered_with_moments(slack_square: Square) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    answer = await asked(slack_square, post, QUESTION)
    assert slack.links(answer)
    assert all("youtube.com/watch?v=video" in link for link in slack.links(answer))
    assert answer.thread_ts == post.ts
    assert [each.text for each in slack.statuses(post)] == ["is looking through the video…"]
    assert slack.status(post) == ""


async def test_talk_among_people_is_left_alone(slack_square: Square) -> None:
    slack, ada, bea = slack_square.slack, slack_square.person(), slack_square.person()
    post = await slack_square.summarised()
    before = len(slack.own(post))
    slack.post(post.channel, ada, "how nice", thread=post)
    slack.post(post.channel, ada, f"<@{bea.id}> did you see this?", thread=post)
    slack.post(post.channel, ada, QUESTION)
    other = slack.post(post.channel, ada, "something else")
    slack.post(post.channel, ada, QUESTION, thread=other)
    await slack_square.quiet(lambda: len(slack.own(post)) != before or slack.own(other))


async def test_a_mention_is_answered_once_though_it_comes_as_two_events(slack_square: Square) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    before = len(slack.own(post))
    answer = await asked(slack_square, post, f"<@{slack.team.bot.id}> tell us about the planet")
    question = slack.thread(post)[-2]
    slack.redeliver(question)
    await slack_square.quiet(lambda: len(slack.own(post)) != before + 1)
    assert slack.text(answer)


async def test_where_the_status_line_is_not_offered_the_answer_comes(slack_square: Square) -> None:
    slack_square.slack.fault("assistant.threads.setStatus", error="not_allowed_token_type", times=5)
    await asked(slack_square, await slack_square.summarised(), QUESTION)
    slack_square.slack.lift()


async def test_an_answer_whose_post_was_not_heard_of_comes_once(slack_square: Square) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    slack.cut("chat.postMessage", after=True)
    before = len(slack.own(post))
    await asked(slack_square, post, QUESTION)
    await slack_square.quiet(lambda: len(slack.own(post)) != before + 1)


async def test_settings_of_a_channel(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    channel = slack_square.channel()
    await slack_square.answered(slack.command("/cuepoint", "settings off", ada, channel), "left alone")
    slack.post(channel, ada, slack_square.video())
    await slack_square.quiet(lambda: slack.own(channel))
    await slack_square.answered(slack.command("/cuepoint", "settings auto de", ada, channel), "language: de")
    await slack_square.answered(slack.command("/cuepoint", "settings own", ada, channel), "the video's own")
    wrong = await slack_square.answered(slack.command("/cuepoint", "settings <!channel>", ada, channel))
    assert "don't understand" in slack.text(wrong)
    await slack_square.answered(slack.command("/cuepoint", "settings off workspace", ada, channel), "admins")
    await slack_square.answered(slack.command("/cuepoint", "", ada, channel), "/conclusion")
    await slack_square.delivered(slack.post(channel, ada, slack_square.video()))


async def test_in_a_channel_that_is_asked_a_click_starts_it(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    channel = slack_square.channel()
    await slack_square.answered(slack.command("/cuepoint", "settings ask", ada, channel), "clicks")
    post = slack.post(channel, ada, slack_square.video())
    await slack.until(lambda: slack.team.bot in post.reactions.get("mag", ()))
    slack.react(post, ada, "eyes")
    await slack_square.quiet(lambda: slack.own(post))
    slack.react(post, slack_square.person(), "mag")
    await slack_square.delivered(post)
    root = slack.post(channel, ada, "a chat")
    reply = slack.post(channel, ada, slack_square.video(), thread=root)
    await slack.until(lambda: slack.team.bot in reply.reactions.get("mag", ()))
    slack.react(reply, ada, "mag")
    await slack_square.delivered(root)


FILE = Upload("talk.vtt", CAPTIONS.encode())


@pytest.mark.parametrize("replies", [True, False])
async def test_a_caption_file_right_after_the_link_is_used(slack_square: Square, *, replies: bool) -> None:
    """While nothing is known of the video, and no reply of ours is there."""
    slack, ada = slack_square.slack, slack_square.person()
    ident, link = slack_square.held(Failure.NO_CAPTIONS)
    post = slack.post(slack_square.channel(), ada, link)
    given = slack.post(post.channel, ada, files=[FILE], thread=post if replies else None)
    await slack.heard()
    slack_square.youtube.let_go(ident)
    await slack_square.delivered(post)
    assert "lighthouse" in "".join(map(slack.text, slack.own(post)))
    assert replies or slack.own(given) == []


async def test_a_question_right_after_the_link_is_answered(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    ident, link = slack_square.held()
    post, direct = slack.post(slack_square.channel(), ada, link), slack.dm(ada, link)
    asked = slack.post(post.channel, ada, f"<@{slack.team.bot.id}> {QUESTION}")
    alone = slack.dm(ada, QUESTION)
    slack.post(post.channel, ada, QUESTION, thread=post)
    await slack.heard()
    slack_square.youtube.let_go(ident)
    for question in (asked, alone):
        (answer,) = await slack.until(lambda: slack.own(question), 20)  # noqa: B023 - called at once
        assert all(f"v={ident}" in link for link in slack.links(answer))
    parts = await slack_square.delivered(post)
    await slack_square.delivered(direct)
    await slack.until(lambda: len(slack.own(post)) > len(parts) or _questions(slack.own(post)), 20)


def _questions(messages: list[Message]) -> bool:
    hidden = [(message.metadata or {}).get("event_payload") for message in messages]
    return any(isinstance(each, dict) and "question" in each for each in hidden)


async def test_a_file_that_is_not_needed_or_no_captions_gets_one_sentence(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    post = await slack_square.summarised()
    slack.post(post.channel, ada, files=[Upload("talk.mp4", b"0", "video/mp4")], thread=post)
    await slack_square.saying(post, "“talk.mp4” is a video")
    slack.post(post.channel, ada, files=[FILE], thread=post)
    await slack_square.saying(post, "has captions already")
    beside = slack.post(slack_square.channel(), ada, slack_square.video(), files=[FILE])
    await slack_square.saying(beside, "has captions already")
    other = slack.post(slack_square.channel(), ada, files=[FILE])
    await slack_square.quiet(lambda: slack.own(other))


async def test_a_caption_file_given_to_us_alone_gets_a_thread(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    # Of a file that was summarised in a workspace before, a line would lead to that thread.
    file = Upload("talk.vtt", CAPTIONS.replace("lens", "mirror").encode())
    mention = slack.post(slack_square.channel(), ada, f"<@{slack.team.bot.id}>", files=[file])
    direct = slack.dm(ada, files=[file])
    for post in (mention, direct):
        await slack_square.delivered(post)
        assert "lighthouse" in "".join(map(slack.text, slack.own(post)))
    film = slack.dm(ada, files=[Upload("talk.mp4", b"0", "video/mp4")])
    await slack_square.saying(film, "is a video")


async def test_a_shared_link_and_a_shared_file_are_taken(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    elsewhere = slack_square.channel()
    link = slack.post(elsewhere, ada, slack_square.video(), quietly=True)
    file = slack.post(elsewhere, ada, files=[FILE], quietly=True)
    await slack_square.delivered(slack.share(link, slack_square.channel(), ada))
    failed = slack.post(slack_square.channel(), ada, slack_square.video(failure=Failure.NO_CAPTIONS))
    await slack_square.saying(failed, "no captions")
    slack.share(file, failed.channel, ada)
    await slack_square.delivered(failed)


async def test_a_file_for_a_failed_video_is_used_whatever_is_written_beside_it(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()

    async def given(words: str) -> Message:
        post = slack.post(slack_square.channel(), ada, slack_square.video(failure=Failure.NO_CAPTIONS))
        await slack_square.saying(post, "no captions")
        slack.post(post.channel, ada, f"<@{slack.team.bot.id}> {words}", files=[FILE], thread=post)
        await slack_square.delivered(post)
        return post

    remark, question = await given("here are the captions"), await given("what is said about the lighthouse?")
    await slack.until(lambda: len(slack.own(question)) == len(slack.own(remark)) + 1, WITHIN)
    for post in (remark, question):
        assert sum("no captions" in slack.text(each) for each in slack.own(post)) <= 1
