"""Commands, the shortcut, buttons, the assistant pane and the home on Slack, by the real app."""

import pytest
from redis.asyncio import Redis

from tests.e2e.kit import DONE
from tests.e2e.slack_kit import Square
from tests.fakes.slack.kit import Message, Role, User
from tests.fakes.youtube import Failure

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_conclusion_to_oneself_and_shared_once(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    channel = slack_square.channel()
    act = slack.command("/conclusion", slack_square.address(), ada, channel)
    answer = await slack_square.answered(act, "Conclusion")
    assert answer.only_for is ada
    assert slack.own(channel) == []
    for _ in range(2):
        shared = slack.click(answer, "cue_share", ada)
        await slack.acked(shared)
    await slack.until(lambda: slack.own(channel))
    await slack_square.quiet(lambda: len(slack.own(channel)) != 1)
    (message,) = slack.own(channel)
    assert "Conclusion: Key Takeaways" in slack.text(message)
    assert slack.previews(message) == []


async def test_the_whole_to_oneself_and_shared_as_a_thread(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    channel = slack_square.channel()
    act = slack.command("/summarize", slack_square.address(), ada, channel)
    answer = await slack_square.answered(act, "Conclusion")
    slack.click(answer, "cue_share", ada)
    root = await slack.until(lambda: next((each for each in slack.messages(channel) if each.by_app), None), 10)
    assert root is not None
    await slack.until(lambda: DONE in slack.text(root), 10)
    assert "Conclusion" in slack.text(slack.own(root)[-1])
    before = len(slack.own(root))
    slack.post(channel, ada, "what comes before the planet?", thread=root)
    await slack.until(lambda: len(slack.own(root)) > before, 10)


async def test_an_answer_to_oneself_and_shared(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    channel = slack_square.channel()
    act = slack.command("/ask", f"{slack_square.address()} what comes before the planet?", ada, channel)
    answer = await slack_square.answered(act)
    slack.click(answer, "cue_share", ada)
    await slack.until(lambda: slack.own(channel), 10)
    (message,) = slack.own(channel)
    assert "what comes before the planet?" in slack.text(message)


async def test_where_it_is_not_in_the_channel_commands_work_and_sharing_says_why(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    channel = slack.add_channel("elsewhere", ada, with_bot=False)
    answer = await slack_square.answered(slack.command("/conclusion", slack_square.address(), ada, channel))
    act = slack.click(answer, "cue_share", ada)
    await slack_square.answered(act, "can't write in this channel")


@pytest.mark.parametrize(
    ("command", "text", "said"),
    [
        ("/conclusion", "nothing", "can't find a video link"),
        ("/ask", "https://youtu.be/aaaaaaaaaaa", "Give a link and a question"),
        ("/summarize", "https://youtu.be/aaaaaaaaaaa https://youtu.be/bbbbbbbbbbb", "several videos"),
        ("/conclusion", "https://www.youtube.com/playlist?list=PLabc", "That is a playlist"),
        ("/ask", "https://www.youtube.com/@somebody what?", "That is a channel"),
    ],
)
async def test_what_is_wrong_is_told(slack_square: Square, command: str, text: str, said: str) -> None:
    act = slack_square.slack.command(command, text, slack_square.person(), slack_square.channel())
    await slack_square.answered(act, said)


async def test_a_failure_is_told_to_who_asked(slack_square: Square) -> None:
    link = slack_square.address(failure=Failure.NO_CAPTIONS)
    act = slack_square.slack.command("/conclusion", link, slack_square.person(), slack_square.channel())
    await slack_square.answered(act, "no captions")


async def test_when_the_answer_s_address_is_over_it_comes_directly(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    slack.fault("response_url", error="expired_url", status=404, times=5)
    slack.command("/conclusion", slack_square.address(), ada, slack_square.channel())
    await slack.until(lambda: slack.own(slack.world.direct(ada)), 10)
    slack.lift()


async def test_in_the_reader_s_language(slack_square: Square) -> None:
    slack = slack_square.slack
    ada = slack.add_user("greta", locale="de-DE")
    channel = slack_square.channel()
    await slack_square.answered(slack.command("/cuepoint", "help", ada, channel), "Merksätze")
    await slack_square.answered(slack.command("/conclusion", slack_square.address(), ada, channel), "Fazit: das")
    link = slack_square.address(failure=Failure.NO_CAPTIONS)
    await slack_square.answered(slack.command("/conclusion", link, ada, channel), "keine Untertitel")


async def test_the_shortcut_summarises_a_message(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    channel = slack_square.channel()
    post = slack.post(channel, slack.add_user("robot", bot=True), slack_square.video())
    await slack_square.answered(slack.shortcut("summarize_video", ada, post), "comes under that message")
    await slack_square.delivered(post)
    talk = slack.post(channel, ada, "no link")
    await slack_square.answered(slack.shortcut("summarize_video", ada, talk), "can't find a video link")
    clip = slack.post(channel, ada, "<https://www.youtube.com/clip/UgkxAbC|a clip>")
    await slack_square.answered(slack.shortcut("summarize_video", ada, clip), "That is a clip")


def last(square: Square, post: Message) -> Message:
    return square.slack.own(post)[-1]


async def test_the_buttons_outlive_the_app(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    post = await slack_square.summarised()
    await slack_square.stop()
    await slack_square.restart()
    act = slack.click(last(slack_square, post), "cue_conclusion", ada)
    answer = await slack_square.answered(act, "Conclusion: Key Takeaways")
    assert answer.only_for is ada
    exported = slack.click(last(slack_square, post), "cue_export", ada)
    await slack_square.answered(exported, "direct messages")
    (message,) = [each for each in slack.own(slack.world.direct(ada)) if each.files]
    content = message.files[0].upload.content.decode()
    assert "## Conclusion: Key Takeaways" in content
    assert message.files[0].upload.filename.endswith(".md")


async def test_the_assistant_pane(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    root = slack.assistant_thread(ada)
    await slack.until(lambda: slack.prompts(root))
    assert "Paste a link" in slack.text(slack.own(root)[-1])
    slack.dm(ada, slack.prompts(root)[0], thread=root)
    await slack_square.saying(root, "/conclusion")
    slack.dm(ada, slack_square.video(), thread=root)
    await slack_square.saying(root, "sections in the thread")
    assert slack.title(root)
    question = slack.prompts(root)[0]
    before = len(slack.own(root))
    slack.dm(ada, question, thread=root)
    await slack.until(lambda: len(slack.own(root)) > before, 10)
    slack.look_at(root, ada, slack.general)
    await slack.heard()


async def test_the_home_shows_the_last_summaries_that_one_can_see(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    post = await slack_square.summarised()
    title = slack_square.titles(post)[0]
    await slack_square.quiet(lambda: None)  # what is listed is noted once the thread is finished
    slack.open_home(ada)
    view = await slack.until(lambda: slack.home(ada), 10)
    assert view is not None
    shown = str(view.body["blocks"])
    assert title in shown
    assert slack.own(post)[0].ts.replace(".", "") in shown
    assert "links are summarised" in shown


async def used(square: Square, admin: User) -> int:
    """Return how many summaries were written for the workspace today."""
    act = square.slack.command("/usage", "", admin, square.slack.general)
    text = square.slack.text(await square.answered(act, "This month"))
    return int(text.split(" summar")[0].split()[-1])


async def test_usage_is_shown_to_admins_and_to_oneself(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    channel = slack_square.channel()
    await slack_square.answered(slack.command("/usage", "", ada, channel), "Only the workspace's admins")
    admin = slack.add_user("root", role=Role.ADMIN)
    post = await slack_square.summarised()
    before = await used(slack_square, admin)
    async with Redis.from_url(slack_square.environment["REDIS_URL"]) as redis:
        await redis.delete(*[key async for key in redis.scan_iter("cuepoint:summary:*")])
    await slack_square.answered(slack.click(last(slack_square, post), "cue_conclusion", ada), "Conclusion")
    assert await used(slack_square, admin) == before + 1
    answer = await slack_square.answered(slack.command("/usage", "", admin, channel), "This month: 0 tokens")
    assert answer.only_for is admin
    assert "No budget is set here." in slack.text(answer)
    assert "Today: 0 tokens · 0 summaries" not in slack.text(answer)
    direct = slack.world.direct(ada)
    await slack_square.answered(slack.command("/usage", "", ada, direct), "Today: 0 tokens · 0 summaries · 0 questions")


async def test_a_section_is_redone_for_who_posted_the_link(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    post = await slack_square.summarised(slack_square.video(20.0), author=ada)
    section = slack.own(post)[1]
    before = slack.text(section)
    stranger = slack.click(section, "cue_redo", slack_square.person())
    await slack_square.answered(stranger, "Only who posted the link")
    assert slack.text(section) == before
    await slack_square.answered(slack.click(section, "cue_redo", ada), "written anew")
    assert slack.text(section) != before
    assert slack.element(section, "cue_redo")
    slack_square.check_whole(post)


async def test_a_command_and_a_click_that_come_twice_are_one(slack_square: Square) -> None:
    slack, ada = slack_square.slack, slack_square.person()
    act = slack.command("/conclusion", slack_square.address(), ada, slack_square.channel())
    answer = await slack_square.answered(act, "Conclusion")
    slack.redeliver(act)
    clicked = slack.click(answer, "cue_conclusion", ada)
    await slack_square.answered(clicked, "Conclusion")
    slack.redeliver(clicked)
    await slack.heard()
    await slack_square.quiet(lambda: (len(act.answers), len(clicked.answers)) != (1, 1))


async def test_it_acknowledges_whatever_slack_is_doing(slack_square: Square) -> None:
    slack = slack_square.slack
    before = len(slack.sent)
    slack.slow("*", 1.5)
    posts = [slack.post(slack_square.channel(), slack_square.person(), slack_square.video()) for _ in range(12)]
    act = slack.command("/conclusion", slack_square.address(), slack_square.person(), slack.general)
    for post in posts:
        await slack.acked(post)
    await slack.acked(act)
    assert max(each.took or 0.0 for each in slack.sent[before:]) < 1.4
    slack.lift()
    await slack_square.delivered(posts[-1], 30)
