"""Questions, settings and reactions on Slack, by the real app in a process of its own."""

import pytest

from tests.e2e.slack_kit import Square
from tests.fakes.slack.kit import Message

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
