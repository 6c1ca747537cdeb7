"""A delivery by slack-sdk's own client, stopped at every request in turn, before and after it took effect."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from redis.asyncio import Redis

from adapters.slack.chat import SlackChat
from adapters.slack.spots import Spot
from adapters.slack.web import Web
from adapters.slack.workspaces import OneWorkspace, Workspace
from core.delivery.chat import ChatDown, Kind, Part
from core.delivery.record import Delivery, State
from core.requests import Request
from core.thread.content import Style, line
from tests.fakes.engine import video_ref
from tests.fakes.slack import kit
from tests.fakes.slack.kit import Message, Slack
from tests.protocol.house import House

POST, EDIT, LOOK = "chat.postMessage", "chat.update", "conversations.replies"


class SlackHouse(House):
    """A Cuepoint that delivers to Slack."""

    def __init__(self, redis: Redis, slack: Slack, web: Web) -> None:
        self.chat = SlackChat(web)
        super().__init__(redis, self.chat)
        self.slack = slack
        self.ada = slack.add_user("Ada")
        self.channel = slack.add_channel("talk")

    async def posted(self, thread: Message | None = None) -> tuple[Message, Delivery]:
        """Return a post with a delivery for it."""
        post = self.slack.post(self.channel, self.ada, "a link", thread=thread)
        where = Spot(self.slack.team.id, self.channel.id, thread.ts if thread else "")
        return post, await self.begun(where.place, post.ts, self.ada.id)

    async def killed(self, delivery: Delivery, method: str, number: int, *, after: bool) -> None:
        """Run a delivery, and end it as a killed process ends while a request hangs."""
        await self.killed_at(self.slack, delivery, method, number, after=after)

    def titles(self, post: Message) -> list[str]:
        return [self.slack.text(message).splitlines()[0] for message in self.slack.own(post)]


WHOLE = ["The clock", "Part 1 in en", "Part 2 in en", "Part 3 in en", "Conclusion: Key Takeaways"]


@pytest.fixture
async def house(redis: Redis) -> AsyncIterator[SlackHouse]:
    async with Slack() as slack:
        workspace = Workspace(slack.team.id, slack.token, slack.team.bot.id, "B1")
        async with Web(slack.url, OneWorkspace(workspace)) as web:
            made = SlackHouse(redis, slack, web)
            async with made.process.working():
                yield made
            assert slack.pings() == []
            assert slack.broadcasts() == []
            assert slack.unknown_methods == []
            assert all(slack.previews(message) == [] for message in slack.own(made.channel))


async def test_the_thread_under_a_post_holds_all_once(house: SlackHouse) -> None:
    post, delivery = await house.posted()
    assert await house.run(delivery) is State.DONE
    assert house.titles(post) == WHOLE
    reply = house.slack.own(post)[0]
    assert "3 sections in the thread" in house.slack.text(reply)
    assert all(message.text for message in house.slack.own(post))


async def test_in_a_thread_all_goes_there(house: SlackHouse) -> None:
    root = house.slack.post(house.channel, house.ada, "a chat")
    _, delivery = await house.posted(root)
    assert await house.run(delivery) is State.DONE
    assert house.titles(root) == WHOLE


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("method", "number"), [*((POST, number) for number in range(5)), (EDIT, 0)])
async def test_whichever_request_the_process_dies_at_the_thread_comes_out_whole(
    house: SlackHouse, method: str, number: int, *, after: bool
) -> None:
    post, delivery = await house.posted()
    await house.killed(delivery, method, number, after=after)
    assert await house.run(delivery) is State.DONE
    assert house.titles(post) == WHOLE
    assert len(house.slack.thread(post)) == len(WHOLE)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_lead_is_given_once_whenever_the_process_dies(house: SlackHouse, *, after: bool) -> None:
    first, delivery = await house.posted()
    await house.run(delivery)
    again, delivery = await house.posted()
    await house.killed(delivery, POST, 0, after=after)
    assert await house.run(delivery) is State.DONE
    (lead,) = house.slack.own(again)
    assert "The clock" in house.slack.text(lead)
    (link,) = house.slack.links(lead)
    assert house.slack.own(first)[0].ts.replace(".", "") in link


@pytest.mark.parametrize("number", [0, 1, 3, 4])
async def test_what_redis_forgot_goes_on_late_though_there_is_another_thread(
    house: SlackHouse, redis: Redis, number: int
) -> None:
    post, delivery = await house.posted()
    await house.killed(delivery, POST, number, after=True)
    await redis.flushall()
    assert await house.run((await house.posted())[1]) is State.DONE
    await house.kept.deliveries.begin(replace(delivery, late=True))
    assert await house.run(delivery) is State.DONE
    assert house.titles(post) == WHOLE


async def test_who_is_not_in_the_private_channel_gets_a_thread_of_their_own(house: SlackHouse) -> None:
    house.channel = house.slack.add_channel("secret", house.slack.owner, kind=kit.Kind.PRIVATE)
    post = house.slack.post(house.channel, house.slack.owner, "a link")
    where = Spot(house.slack.team.id, house.channel.id)
    delivery = Delivery(where.place, post.ts, house.slack.owner.id, Request(video_ref("clock")))
    await house.kept.deliveries.begin(delivery)
    await house.run(delivery)
    house.channel = house.slack.add_channel("open")
    other, delivery = await house.posted()
    await house.run(delivery)
    assert house.titles(other) == WHOLE


async def test_a_repost_whose_thread_was_deleted_gets_a_new_one(house: SlackHouse) -> None:
    first, delivery = await house.posted()
    await house.run(delivery)
    house.slack.delete(house.slack.own(first)[0])
    again, delivery = await house.posted()
    await house.run(delivery)
    assert house.titles(again) == WHOLE


async def test_a_deleted_post_leaves_nothing_behind(house: SlackHouse) -> None:
    post, delivery = await house.posted()
    house.slack.delete(post)
    assert await house.run(delivery) is State.WITHDRAWN
    assert house.slack.own(house.channel) == []


@pytest.mark.parametrize("error", ["not_in_channel", "is_archived", "account_inactive", "channel_not_found"])
async def test_where_it_may_not_write_the_delivery_ends(house: SlackHouse, error: str) -> None:
    _, delivery = await house.posted()
    house.slack.fault(POST, error=error)
    assert await house.run(delivery) is State.WITHDRAWN
    assert house.slack.own(house.channel) == []


@pytest.mark.parametrize("error", ["internal_error", "fatal_error"])
async def test_trouble_of_slack_leaves_it_open(house: SlackHouse, error: str) -> None:
    post, delivery = await house.posted()
    house.slack.fault(POST, error=error, skip=2)
    with pytest.raises(ChatDown):
        await house.run(delivery)
    assert await house.run(delivery) is State.DONE
    assert house.titles(post) == WHOLE


async def test_an_answer_that_is_none_leaves_it_open_and_nothing_comes_twice(house: SlackHouse) -> None:
    post, delivery = await house.posted()
    house.slack.garble(POST, skip=1, after=True)
    with pytest.raises(ChatDown):
        await house.run(delivery)
    house.slack.cut(POST, skip=1, after=True)
    with pytest.raises(ChatDown):
        await house.run(delivery)
    assert await house.run(delivery) is State.DONE
    assert house.titles(post) == WHOLE


GARBLED = (
    "<html>",
    "",
    "[]",
    "7",
    "null",
    "{}",
    '{"ok": true}',
    '{"ok": true, "ts": null, "message": [], "messages": {}}',
)


@pytest.mark.parametrize("method", [POST, "chat.update", "conversations.replies"])
@pytest.mark.parametrize("status", [200, 400, 403, 404])
async def test_garbled_answers_are_as_if_slack_were_down(house: SlackHouse, method: str, status: int) -> None:
    post, delivery = await house.posted()
    for text in GARBLED:
        for kind in ("application/json", "text/html"):
            house.slack.garble(method, status=status, text=text, content_type=kind, after=True)
            with contextlib.suppress(ChatDown):
                await house.run(delivery)
            house.slack.lift()
            assert await house.state(delivery) in {State.OPEN, State.DONE}, (text, kind)
    await house.run(delivery)
    assert await house.state(delivery) is State.DONE
    assert house.titles(post) == WHOLE


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_where_blocks_are_refused_the_text_goes(house: SlackHouse, error: str) -> None:
    post, delivery = await house.posted()
    house.slack.fault(POST, error=error, skip=1)
    assert await house.run(delivery) is State.DONE
    assert [title.partition(" [")[0] for title in house.titles(post)] == WHOLE


async def test_a_rate_limit_is_waited_for(house: SlackHouse) -> None:
    post, delivery = await house.posted()
    house.slack.fault(POST, error="ratelimited", retry_after=0, skip=1, times=2)
    assert await house.run(delivery) is State.DONE
    assert house.titles(post) == WHOLE


async def test_a_part_longer_than_a_message_comes_in_pieces_once(house: SlackHouse) -> None:
    post, delivery = await house.posted()
    delivery = replace(delivery, thread=str(Spot(house.slack.team.id, house.channel.id, post.ts)))
    long = (line(Style.TEXT, " ".join(["The lamp turns in the night."] * 300)),)
    part = Part(0, Kind.SECTION, long, "en")
    house.slack.cut(POST, skip=1, after=True)
    with pytest.raises(ChatDown):
        await house.chat.ready(delivery, part)(delivery.thread, again=False)
    first = await house.chat.ready(delivery, part)(delivery.thread, again=True)
    second = await house.chat.ready(delivery, part)(delivery.thread, again=True)
    assert (first.stood, second.stood) == (False, True)
    assert first.messages == second.messages == tuple(each.ts for each in house.slack.own(post))
    texts = [each.text for each in house.slack.own(post)]
    assert len(texts) == 4
    assert " ".join(texts) == long[0].text
