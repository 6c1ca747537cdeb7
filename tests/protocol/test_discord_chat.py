"""A delivery by discord.py's own HTTP client, stopped at every request in turn, before and after it took effect."""

from collections.abc import AsyncIterator
from dataclasses import replace

import discord as discord_py
import pytest
from discord.http import Route
from redis.asyncio import Redis

from adapters.discord.chat import DiscordChat
from adapters.discord.rest import Rest
from adapters.discord.sight import Sight
from core.delivery.record import Delivery, Place, State
from core.requests import Request
from tests.fakes.discord.kit import Channel, Discord, Message, Permission
from tests.fakes.engine import video_ref
from tests.protocol.house import House

POST = "POST /channels/*/messages"
THREAD = "POST /channels/*/messages/*/threads"
EDIT = "PATCH /channels/*/messages/*"


class DiscordHouse(House):
    """A Cuepoint that delivers to Discord."""

    def __init__(self, redis: Redis, discord: Discord, client: discord_py.Client) -> None:
        rest = Rest(client.http)
        self.chat = DiscordChat(rest, Sight(client, rest))
        super().__init__(redis, self.chat)
        self.discord = discord
        self.ada = discord.add_user("Ada")
        self.channel = discord.add_channel(discord.guild, "talk")

    async def posted(self, *, threaded: bool = False) -> tuple[Message, Delivery]:
        """Return a post with a delivery for it."""
        channel = self.channel
        post = self.discord.post(channel, self.ada, "a link")
        place = Place("discord", str(self.discord.guild.id), str(channel.id), threaded)
        return post, await self.begun(place, str(post.id), str(self.ada.id))

    async def killed(self, delivery: Delivery, route: str, number: int, *, after: bool) -> None:
        """Run a delivery, and end it as a killed process ends while a request hangs."""
        await self.killed_at(self.discord, delivery, route, number, after=after)

    def titles(self, place: Channel | None) -> list[str]:
        assert place
        texts = (self.discord.text(message) for message in self.discord.sent(place))
        return [text.splitlines()[0].partition("  ")[0] for text in texts]


WHOLE = ["### Part 1 in en", "### Part 2 in en", "### Part 3 in en", "### Conclusion: Key Takeaways"]


@pytest.fixture
async def house(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordHouse]:
    async with Discord() as discord, discord_py.Client(intents=discord_py.Intents.none()) as client:
        monkeypatch.setattr(Route, "BASE", discord.url)
        await client.login(discord.token)
        made = DiscordHouse(redis, discord, client)
        async with made.process.working():
            yield made
        assert discord.pings() == []


@pytest.mark.parametrize("forgotten", [False, True], ids=["soon", "late"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("route", "number"), [(POST, 0), (THREAD, 0), (POST, 1), (POST, 2), (POST, 3), (POST, 4), (EDIT, 0)]
)
async def test_killed_at_any_request_the_thread_comes_out_whole(
    house: DiscordHouse, route: str, number: int, *, after: bool, forgotten: bool
) -> None:
    post, delivery = await house.posted()
    await house.killed(delivery, route, number, after=after)
    if forgotten:
        house.discord.pass_nonces()
    assert await house.run(delivery) is State.DONE
    assert house.titles(house.discord.thread_of(post)) == WHOLE
    assert len(house.discord.replies(post)) == 1
    assert len(house.discord.threads(house.channel)) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("number", range(5))
async def test_in_a_thread_too_where_others_talk_meanwhile(house: DiscordHouse, number: int, *, after: bool) -> None:
    post, delivery = await house.posted(threaded=True)
    await house.killed(delivery, POST, number, after=after)
    house.discord.pass_nonces()
    house.discord.post(house.channel, house.ada, "what is it doing?", reply_to=post)
    assert await house.run(delivery) is State.DONE
    assert house.titles(house.channel)[1:] == WHOLE
    assert len(house.discord.replies(post)) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_of_two_videos_of_one_post_each_finds_its_own_reply(house: DiscordHouse, *, after: bool) -> None:
    post, first = await house.posted()
    second = replace(first, request=Request(video_ref("bread")))
    await house.kept.deliveries.begin(second)
    await house.killed(first, POST, 0, after=after)
    await house.killed(second, POST, 0, after=after)
    house.discord.pass_nonces()
    for delivery in (first, second):
        assert await house.run(delivery) is State.DONE
    assert len(house.discord.replies(post)) == 2
    assert [house.titles(thread) for thread in house.discord.threads(house.channel)] == [WHOLE, WHOLE]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_lead_is_given_once(house: DiscordHouse, *, after: bool) -> None:
    await house.run((await house.posted())[1])
    post, delivery = await house.posted()
    await house.killed(delivery, POST, 0, after=after)
    house.discord.pass_nonces()
    assert await house.run(delivery) is State.DONE
    assert len(house.discord.replies(post)) == 1


@pytest.mark.parametrize("number", [0, 1, 3, 4])
async def test_what_redis_forgot_goes_on_late_though_there_is_another_thread(
    house: DiscordHouse, redis: Redis, number: int
) -> None:
    post, delivery = await house.posted()
    await house.killed(delivery, POST, number, after=True)
    await redis.flushall()
    house.discord.pass_nonces()
    assert await house.run((await house.posted())[1]) is State.DONE
    await house.kept.deliveries.begin(replace(delivery, late=True))
    assert await house.run(delivery) is State.DONE
    assert house.titles(house.discord.thread_of(post)) == WHOLE
    assert len(house.discord.replies(post)) == 1


async def test_a_post_whose_answer_was_lost_is_sent_again_by_the_client_and_stands_once(house: DiscordHouse) -> None:
    post, delivery = await house.posted()
    house.discord.fault(POST, status=502, times=1, after=True)
    assert await house.run(delivery) is State.DONE
    assert len(house.discord.replies(post)) == 1
    assert house.titles(house.discord.thread_of(post)) == WHOLE


@pytest.mark.parametrize("gone", ["post", "reply", "thread", "channel", "access"])
async def test_whatever_is_deleted_in_the_middle_ends_the_delivery(house: DiscordHouse, gone: str) -> None:
    discord = house.discord
    post, delivery = await house.posted()
    route, number = (POST, 0) if gone == "post" else (POST, 2)
    await house.killed(delivery, route, number, after=False)
    thread = discord.thread_of(post)
    match gone:
        case "post":
            discord.delete(post)
        case "reply":
            discord.delete(discord.replies(post)[0])
        case "thread":
            assert thread
            discord.delete_channel(thread)
        case "channel":
            discord.delete_channel(house.channel)
        case _:
            discord.permit(house.channel, deny=Permission.VIEW_CHANNEL)
    before = len(discord.sent(house.channel))
    assert await house.run(delivery) is State.WITHDRAWN
    assert len(discord.sent(house.channel)) == before
    assert await house.kept.deliveries.open("discord") == ()
