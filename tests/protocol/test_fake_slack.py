"""The fake carries a real bolt app of another process through its life over Socket Mode."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.fakes.slack.kit import Message, Slack, Terms, User
from tests.protocol.slack_kit import LINK, bare_app

SHORT = Terms(ack_within=0.3, retries=(0.0, 0.1, 0.1))


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def server() -> AsyncIterator[Slack]:
    async with Slack(SHORT) as fake, bare_app(fake):
        await fake.ready()
        yield fake


@pytest_asyncio.fixture(loop_scope="module")
async def fake(server: Slack) -> Slack:
    """The fake with its app connected, and a channel that is empty."""
    await server.ready()
    server.general = server.add_channel("general", server.owner)
    return server


@pytest_asyncio.fixture(loop_scope="module")
async def alone() -> AsyncIterator[Slack]:
    """A fake without an app."""
    async with Slack(SHORT) as fake:
        yield fake


@pytest.fixture
def ada(fake: Slack) -> User:
    return fake.add_user("Ada")


async def finished(fake: Slack, message: Message) -> list[Message]:
    """Wait until the bare app is through with a link, and return its replies."""
    await fake.until(lambda: fake.own(message) and fake.own(message)[0].earlier)
    return fake.own(message)


async def test_a_link_is_answered_in_its_thread_and_nothing_reaches_the_channel(fake: Slack, ada: User) -> None:
    message = fake.post(fake.general, ada, LINK)
    replies = await finished(fake, message)
    assert [fake.text(each) for each in replies] == ["Two parts below.", "Part 1", "Part 2"]
    assert fake.messages(fake.general) == [message]
    assert not fake.broadcasts()
    assert not fake.pings()
    assert [call.method for call in fake.calls if call.args.get("channel") == fake.general.id] == [
        "chat.postMessage",
        "chat.postMessage",
        "chat.postMessage",
        "chat.update",
    ]
    (took,) = [each.took for each in fake.envelopes(message)]
    assert took is not None
    assert took < 0.3


async def test_bolt_answers_a_redelivered_event_twice_for_it_keeps_no_ids(fake: Slack, ada: User) -> None:
    message = fake.post(fake.general, ada, LINK)
    await finished(fake, message)
    (again,) = fake.redeliver(message)
    (first,) = [each for each in fake.envelopes(message) if each is not again]
    assert (first.payload["event_id"], first.id != again.id) == (again.payload["event_id"], True)
    await fake.until(lambda: len(fake.own(message)) == 6)


async def test_what_is_not_acknowledged_comes_again_and_says_so() -> None:
    async with Slack(Terms(ack_within=0.1, retries=(0.0, 0.05, 0.05))) as fake, bare_app(fake, "--idle"):
        await fake.ready()
        message = fake.post(fake.general, fake.owner, LINK)
        await fake.until(lambda: all(each.given_up for each in fake.envelopes(message)))
    (envelope,) = fake.envelopes(message)
    assert (envelope.attempts, envelope.acks, envelope.reason) == (4, 0, "timeout")
    assert fake.unacknowledged() == [envelope]


@pytest.mark.parametrize("close", [False, True])
async def test_the_app_connects_anew_when_it_is_told_to_and_loses_nothing(
    fake: Slack, ada: User, *, close: bool
) -> None:
    opened = fake.parts.sockets.opened
    fake.disconnect("refresh_requested", close=close)
    message = fake.post(fake.general, ada, LINK)
    await finished(fake, message)
    await fake.until(lambda: fake.parts.sockets.opened > opened and fake.connections == 1)


async def test_events_wait_for_the_next_connection_when_the_line_is_cut(fake: Slack, ada: User) -> None:
    opened = fake.parts.sockets.opened
    fake.drop()
    message = fake.post(fake.general, ada, LINK)
    await finished(fake, message)
    assert fake.parts.sockets.opened == opened + 1


async def test_what_happens_in_a_downtime_is_in_the_history_alone(fake: Slack, ada: User) -> None:
    async with fake.downtime():
        missed = fake.post(fake.general, ada, LINK)
    await fake.ready()
    seen = fake.post(fake.general, ada, LINK)
    await finished(fake, seen)
    assert fake.own(missed) == []
    assert missed in fake.messages(fake.general)


async def test_a_dead_line_is_left_and_pings_are_answered(fake: Slack) -> None:
    opened, pongs = fake.parts.sockets.opened, fake.pongs
    fake.ping()
    await fake.until(lambda: fake.pongs > pongs)
    fake.ignore_pings()
    await fake.until(lambda: fake.connections == 0 or fake.parts.sockets.opened > opened)
    fake.ignore_pings(ignore=False)
    await fake.until(lambda: fake.parts.sockets.opened > opened)


async def test_several_connections_share_what_comes(fake: Slack, ada: User) -> None:
    async with bare_app(fake):
        await fake.ready(connections=2)
        messages = [fake.post(fake.general, ada, LINK) for _ in range(4)]
        for message in messages:
            await finished(fake, message)
    assert [len(fake.own(message)) for message in messages] == [3, 3, 3, 3]
    await fake.until(lambda: fake.connections == 1)


async def test_a_command_is_acknowledged_with_an_answer_for_one_and_answered_for_all(fake: Slack, ada: User) -> None:
    act = fake.command("/bare", "hello", ada, fake.general)
    await fake.until(lambda: len(act.answers) == 2)
    only, public = sorted(act.answers, key=lambda each: each.only_for is None)
    assert (fake.text(only), fake.private(ada)) == ("You said hello", [only])
    assert public in fake.messages(fake.general)
    assert act.took is not None


async def test_a_button_changes_the_message_it_is_on(fake: Slack, ada: User) -> None:
    act = fake.command("/bare", "hello", ada, fake.general)
    public = await fake.until(lambda: next((each for each in act.answers if each.blocks), None))
    with pytest.raises(AssertionError, match="no 'nothing'"):
        fake.click(public, "nothing", ada)
    fake.click(public, "again", ada)
    await fake.until(lambda: public.earlier)
    assert (public.text, public.blocks) == ("Again!", [])


async def test_a_shortcut_opens_a_window_and_its_submission_is_answered(fake: Slack, ada: User) -> None:
    message = fake.post(fake.general, ada, "no link")
    fake.shortcut("window", ada, message)
    (view,) = await fake.until(lambda: fake.views(ada))
    act = fake.submit(view, ada, {})
    await fake.acked(act)
    assert act.envelope.response == {"response_action": "clear"}


async def test_the_home_is_published_and_the_pane_has_title_and_prompts(fake: Slack, ada: User) -> None:
    fake.open_home(ada)
    view = await fake.until(lambda: fake.home(ada))
    assert fake.element(view, "again")["value"] == "1"
    root = fake.assistant_thread(ada, fake.general)
    await fake.until(lambda: fake.prompts(root))
    assert (fake.title(root), fake.prompts(root)) == ("Bare", ["What is it?"])


async def test_an_answer_is_streamed_under_a_mention_and_takes_the_status_away(fake: Slack, ada: User) -> None:
    message = fake.post(fake.general, ada, f"<@{fake.team.bot.id}> are you there?")
    assert len(fake.envelopes(message)) == 2
    answer = await fake.until(lambda: next((each for each in fake.own(message) if each.stream == "completed"), None))
    assert fake.text(answer).split() == ["**You**", "called?"]
    assert [each.text for each in fake.statuses(message)] == ["looks ..."]
    assert fake.status(message) == ""


async def test_a_script_has_the_app_post_the_same_again(fake: Slack, alone: Slack, ada: User, tmp_path: Path) -> None:
    first = fake.post(fake.general, ada, LINK)
    await finished(fake, first)
    script = tmp_path / "script.json"
    script.write_text(json.dumps(fake.recipe(first)))
    async with bare_app(alone, str(script)):
        await alone.ready()
        second = alone.post(alone.general, alone.owner, LINK)
        await finished(alone, second)
    assert [alone.text(each) for each in alone.own(second)] == [fake.text(each) for each in fake.own(first)]
    assert alone.recipe(second) == fake.recipe(first)


async def test_an_event_the_app_is_not_subscribed_to_or_has_no_scope_for_is_not_sent() -> None:
    async with Slack(SHORT, events=["message.im", "app_mention"], scopes=["chat:write", "im:history"]) as fake:
        in_channel = fake.post(fake.general, fake.owner, f"<@{fake.team.bot.id}> hello")
        direct = fake.dm(fake.owner, "hello")
        assert (fake.envelopes(in_channel), len(fake.envelopes(direct))) == ([], 1)
        assert [each.event["channel_type"] for each in fake.envelopes(direct)] == ["im"]


async def test_channels_without_the_app_tell_it_nothing(alone: Slack) -> None:
    elsewhere = alone.add_channel("elsewhere", alone.owner, with_bot=False)
    alone.post(elsewhere, alone.owner, LINK)
    assert alone.sent == []
    alone.invite(elsewhere)
    assert [each.event["type"] for each in alone.sent] == ["member_joined_channel"]
