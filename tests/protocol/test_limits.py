"""How many links an hour are summarised, and what is said to who posts more. On a real Redis."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from redis.asyncio import Redis

from adapters.redis.tallies import RedisTallies
from core.delivery.limits import Limits, Most
from core.delivery.record import Message, Place, State
from core.errors import OverChannelLimit, OverLimit, OverPersonLimit, OverServerLimit
from core.keys import digest
from core.thread.words.failures import told
from core.times import HOUR
from tests.fakes.chat import Killed
from tests.fakes.engine import video_ref
from tests.protocol.test_intake import Town

NOON = 12 * HOUR


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = NOON + 60.0

    def __call__(self) -> float:
        return self.now


class Sums:
    """Implements `core.ports.Tallies` in memory."""

    def __init__(self) -> None:
        self.sums: dict[str, float] = {}

    async def add(self, name: str, amount: float, lifetime: float) -> float:
        assert lifetime >= HOUR
        self.sums[name] = self.sums.get(name, 0.0) + amount
        return self.sums[name]

    async def total(self, name: str) -> float:
        return self.sums.get(name, 0.0)

    async def add_within(self, most: Mapping[str, float], lifetime: float) -> str | None:
        full = [name for name, highest in most.items() if self.sums.get(name, 0.0) >= highest]
        if not full:
            for name in most:
                await self.add(name, 1, lifetime)
        return full[0] if full else None


async def taken(limits: Limits, server: str, channel: str, author: str) -> type[OverLimit] | None:
    try:
        await limits.count(Place("memory", server, channel), author)
    except OverLimit as error:
        return type(error)
    return None


POSTS = st.lists(
    st.tuples(st.sampled_from(["s", "t", ""]), st.sampled_from("cde"), st.sampled_from("xyz")), max_size=40
)


@given(posts=POSTS, user=st.integers(0, 6), channel=st.integers(0, 6), server=st.integers(0, 6))
def test_no_more_than_the_limits_are_taken_and_no_fewer(
    posts: list[tuple[str, str, str]], user: int, channel: int, server: int
) -> None:
    async def run() -> None:
        limits = Limits(Sums(), Most(user, channel, server), Clock())
        good: list[tuple[str, str, str]] = []
        for post in posts:
            of_server, of_channel, of_user = (sum(each[n] == post[n] for each in good) for n in range(3))
            expected = (
                OverPersonLimit
                if user and of_user >= user
                else OverChannelLimit
                if channel and of_channel >= channel
                else OverServerLimit
                if server and post[0] and of_server >= server
                else None
            )
            assert await taken(limits, *post) is expected
            if expected is None:
                good.append(post)

    asyncio.run(run())


async def test_all_processes_count_together(redis: Redis) -> None:
    clock = Clock()
    fleet = [Limits(RedisTallies(redis), Most(user=4, channel=7), clock) for _ in range(3)]
    posts = [taken(limits, "s", "c", author) for limits in fleet for author in "abc" * 2]
    answers = await asyncio.gather(*posts)
    assert answers.count(None) == 7


async def test_what_is_refused_to_one_takes_nothing_from_the_others(redis: Redis) -> None:
    """Fifty at once: one person's, of which one is taken, and twenty others', who together fill the channel."""
    fleet = [Limits(RedisTallies(redis), Most(user=1, channel=21), Clock()) for _ in range(3)]
    authors = ["greedy"] * 30 + [f"person {number}" for number in range(20)]
    answers = await asyncio.gather(
        *(taken(fleet[number % 3], "s", "c", author) for number, author in enumerate(authors))
    )
    assert answers[:30].count(None) == 1
    assert answers[30:].count(None) == 20
    assert await taken(fleet[0], "s", "c", "late") is OverChannelLimit


async def test_the_next_hour_begins_anew_and_what_was_written_earlier_counts_there(redis: Redis) -> None:
    clock = Clock()
    limits = Limits(RedisTallies(redis), Most(user=1), clock)
    place = Place("memory", "s", "c")
    await limits.count(place, "x")
    with pytest.raises(OverPersonLimit, match=r"after 13:00 UTC\."):
        await limits.count(place, "x")
    await limits.count(place, "x", written=NOON - 60.0)
    with pytest.raises(OverPersonLimit, match=r"after 12:00 UTC\."):
        await limits.count(place, "x", written=NOON - 90.0)
    clock.now += HOUR
    await limits.count(place, "x")
    keys = [key async for key in redis.scan_iter("*")]
    assert len(keys) == 3
    assert all([0 < await redis.ttl(key) <= HOUR for key in keys])


@pytest.mark.parametrize("kind", [OverPersonLimit, OverChannelLimit, OverServerLimit])
def test_each_sentence_says_which_limit_and_when_to_post_again(kind: type[OverLimit]) -> None:
    about = {OverPersonLimit: "person", OverChannelLimit: "channel", OverServerLimit: "server or workspace"}[kind]
    english = str(kind("13:00 UTC"))
    assert about in english
    assert "13:00 UTC" in english
    german = told(kind("13:00 UTC").failure, "de")
    assert "nach 13:00 UTC noch einmal" in german


@pytest.fixture
async def town(redis: Redis) -> AsyncIterator[Town]:
    """One in which each person may post two links an hour."""
    made = Town(redis, Most(user=2), Clock())
    async with made.process.working():
        yield made


async def post(town: Town, number: int, author: str = "ada") -> str:
    """Post a link to a video of its own, and return the id of its delivery."""
    ref = video_ref(f"video{number}")
    place = Place("memory", "s", "c")
    await town.intake.post(Message(place, str(number), author, f"https://youtu.be/{ref.id}", "en"))
    return digest(place.platform, place.channel, str(number), str(ref))


async def test_what_is_over_the_limit_gets_one_sentence_and_no_summary(town: Town) -> None:
    over = [await post(town, number) for number in range(4)][2:]
    await post(town, 9, "bob")
    await town.work()
    assert list(town.chat.threads) == ["thread of 0", "thread of 1", "thread of 9"]
    assert town.process.engine.runs == 3
    for number, ident in enumerate(over, start=2):
        (reply,) = town.chat.replies[str(number)]
        sentence, video = [line.text for line in reply]
        assert sentence.startswith("That is as many links as I summarise for one person in an hour.")
        assert video == video_ref(f"video{number}").id
        delivery = await town.kept.deliveries.load(ident)
        assert delivery
        assert (delivery.state, delivery.posted) == (State.FAILED, 0)
        assert await town.kept.conversations.find("memory", delivery.reply) is None
    assert not await town.kept.deliveries.open("memory")


async def test_what_somebody_clicked_counts_to_their_limit(town: Town) -> None:
    """Two of hers, two of his posts that she clicked, and then one of his own."""
    for number in range(2):
        await post(town, number)
    for number in (2, 3):
        ref = video_ref(f"video{number}")
        message = Message(Place("memory", "s", "c"), str(number), "bob", f"https://youtu.be/{ref.id}", "en")
        await town.intake.post(message, clicked_by="ada")
    await post(town, 4, "bob")
    await town.work()
    assert sorted(town.chat.threads) == ["thread of 0", "thread of 1", "thread of 4"]


async def test_what_is_told_again_counts_once(town: Town) -> None:
    for _ in range(3):
        await post(town, 1)
    await post(town, 2)
    await town.work()
    assert list(town.chat.threads) == ["thread of 1", "thread of 2"]


async def test_a_refused_post_does_not_keep_the_video_from_others(town: Town) -> None:
    for number in range(3):
        await post(town, number)
    await town.work()
    await town.intake.post(
        Message(Place("memory", "s", "c"), "10", "bob", f"https://youtu.be/{video_ref('video2').id}", "en")
    )
    await town.work()
    assert "thread of 10" in town.chat.threads


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_the_sentence_is_said_once_whenever_the_process_dies(town: Town, *, after: bool) -> None:
    for number in range(3):
        await post(town, number)
    ident = town.jobs.queued.pop()
    await town.work()
    town.chat.kill_at("reply", town.chat.calls["reply"] + 1, after=after)
    with contextlib.suppress(Killed):
        await town.running.run("", ident.encode())
    assert town.chat.killed
    assert await town.kept.deliveries.open("memory") == (ident,)
    await town.running.run("", ident.encode())
    assert len({tuple(line.text for line in reply) for reply in town.chat.replies["2"]}) == 1
    assert "thread of 2" not in town.chat.threads
    assert not await town.kept.deliveries.open("memory")
