"""What is posted on Slack can be taken back (law 10), by the real app in a process of its own."""

from collections.abc import Callable

import pytest

from tests.e2e.deletion_kit import is_limit, until_nothing_names
from tests.e2e.slack_kit import WITHIN, Square
from tests.fakes.slack.kit import Message, Role, User

pytestmark = pytest.mark.asyncio(loop_scope="module")


def texts(square: Square, post: Message) -> list[str]:
    return [text for each in square.slack.own(post) if (text := square.slack.text(each))]


async def until_gone(square: Square, post: Message) -> None:
    """Wait until nothing that the app posted for a post stands, and nothing that is kept names it."""
    await square.slack.until(lambda: not texts(square, post), WITHIN)
    await until_nothing_names(square.environment["REDIS_URL"], post.ts, post.author.id, but=is_limit)


def delete_post(square: Square, post: Message, _by: User) -> None:
    square.slack.delete(post)


def delete_reply(square: Square, post: Message, _by: User) -> None:
    square.slack.delete(square.slack.own(post)[0])


def react(square: Square, post: Message, by: User) -> None:
    square.slack.react(square.slack.own(post)[0], by, "x")


def use_menu_of_post(square: Square, post: Message, by: User) -> None:
    square.slack.shortcut("delete_summary", by, post)


def use_menu_of_section(square: Square, post: Message, by: User) -> None:
    square.slack.shortcut("delete_summary", by, square.slack.own(post)[1])


def click(square: Square, post: Message, by: User) -> None:
    has_button = [each for each in square.slack.own(post) if "cue_delete" in str(each.blocks)]
    square.slack.click(has_button[-1], "cue_delete", by)


Act = Callable[[Square, Message, User], None]
ASKED: tuple[Act, ...] = (react, use_menu_of_post, use_menu_of_section, click)


@pytest.mark.parametrize("act", [delete_post, delete_reply, *ASKED])
async def test_whichever_way_it_is_taken_back_all_of_it_goes(slack_square: Square, act: Act) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    before = len(slack.own(post))
    slack.post(post.channel, post.author, "What is said about this?", thread=post)
    await slack.until(lambda: len(slack.own(post)) > before, WITHIN)
    act(slack_square, post, post.author)
    await until_gone(slack_square, post)


@pytest.mark.parametrize("act", ASKED)
async def test_others_can_not_take_it_back_and_admins_can(slack_square: Square, act: Act) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    act(slack_square, post, slack_square.person("mallory"))
    await slack_square.quiet(lambda: not texts(slack_square, post))
    slack_square.check_whole(post)
    act(slack_square, post, slack.add_user(f"boss{slack_square.number()}", role=Role.ADMIN))
    await until_gone(slack_square, post)


async def test_two_videos_of_one_post_are_taken_back_one_by_one(slack_square: Square) -> None:
    slack = slack_square.slack
    post = slack.post(slack_square.channel(), slack_square.person(), f"{slack_square.video()} {slack_square.video()}")
    await slack.until(lambda: sum("in the thread" in text for text in texts(slack_square, post)) == 2, WITHIN)
    replies = [each for each in slack.own(post) if "in the thread" in slack.text(each)]
    before = len(slack.own(post))
    slack.react(replies[0], post.author, "x")
    await slack.until(lambda: replies[0] not in slack.own(post), WITHIN)
    assert replies[1] in slack.own(post)
    await slack.until(lambda: len(slack.own(post)) == before / 2, WITHIN)
    assert "Conclusion" in texts(slack_square, post)[-1]


async def test_what_can_not_be_deleted_is_emptied(slack_square: Square) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    slack.fault("chat.delete", error="cant_delete_message", times=100)
    slack.react(slack.own(post)[0], post.author, "x")
    await slack.until(lambda: set(texts(slack_square, post)) == {"Removed."}, WITHIN)
    slack.lift()


async def test_a_question_that_is_deleted_loses_its_answer(slack_square: Square) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    before = len(slack.own(post))
    question = slack.post(post.channel, post.author, "What is said about this?", thread=post)
    await slack.until(lambda: len(slack.own(post)) > before, WITHIN)
    slack.delete(question)
    await slack.until(lambda: len(slack.own(post)) == before, WITHIN)
    await until_nothing_names(slack_square.environment["REDIS_URL"], question.ts)
    slack_square.check_whole(post)


async def test_an_event_that_comes_again_brings_nothing_back(slack_square: Square) -> None:
    slack = slack_square.slack
    post = await slack_square.summarised()
    slack.react(slack.own(post)[0], post.author, "x")
    await until_gone(slack_square, post)
    slack.redeliver(post)
    await slack_square.quiet(lambda: texts(slack_square, post))
