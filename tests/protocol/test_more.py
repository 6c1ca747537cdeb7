"""More from here: which earlier summaries a conclusion links to, whatever is killed. On a real Redis."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from core.delivery import earlier, more
from core.delivery.chat import ChatDown, Kind
from core.delivery.delivering import Delivering
from core.delivery.earlier import Earlier, EarlierSummaries
from core.delivery.more import More
from core.delivery.record import Delivery, Place, State
from core.delivery.records import records
from core.requests import Request
from core.thread.content import Line
from core.thread.words import words
from tests.fakes.chat import Killed, MemoryChat
from tests.fakes.engine import CountingSource, SteppedEngine, video_ref
from tests.protocol.test_one_computation import Process


class House:
    """A Cuepoint whose summaries are all on the same topic: they say the same."""

    def __init__(self, redis: Redis) -> None:
        self.process = Process(redis, CountingSource(), SteppedEngine())
        self.process.engine.conclusion = (
            "Yeast lifts the dough; flour feeds the yeast, and so the dough gets its flour."
        )
        self.chat = MemoryChat()
        self.names = RedisNames(redis)
        self.kept = records(RedisStore(redis), self.names)
        chosen = More(self.kept, self.chat)
        self.delivering = Delivering(self.kept, self.process.summaries, self.chat, more=chosen)

    async def begun(
        self, video: str, channel: str = "c", server: str = "s", language: str | None = None, post: str = ""
    ) -> Delivery:
        place = Place("memory", server, channel)
        delivery = Delivery(place, post or video, "someone", Request(video_ref(video), language))
        await self.kept.deliveries.begin(delivery)
        return delivery

    async def run(self, delivery: Delivery) -> State:
        await self.delivering.run(delivery.id)
        there = await self.kept.deliveries.load(delivery.id)
        assert there
        return there.state

    async def posted(self, video: str, channel: str = "c", server: str = "s", language: str | None = None) -> list[str]:
        """Deliver a video, and return what its conclusion links to."""
        assert await self.run(await self.begun(video, channel, server, language)) is State.DONE
        return self.linked(video)

    def linked(self, post: str) -> list[str]:
        parts = self.chat.threads[f"thread of {post}"]
        assert [part.kind for part in parts] == [Kind.SECTION] * 3 + [Kind.CONCLUSION], "each part once"
        return [str(span.url) for row in parts[-1].block if is_more(row) for span in row.spans[1:]]


def is_more(row: Line) -> bool:
    return row.text.startswith(words("en").more)


def thread(post: str) -> str:
    return f"https://chat.example/thread of {post}"


@pytest.fixture
async def house(redis: Redis) -> AsyncIterator[House]:
    made = House(redis)
    async with made.process.working():
        yield made


async def test_a_conclusion_links_to_what_was_summarised_here_on_the_same_topic(house: House) -> None:
    assert await house.posted("one") == []
    assert await house.posted("two") == [thread("one")]
    row = house.chat.threads["thread of two"][-1].block[-1]
    assert row.text == "More from here:  The clock"


async def test_at_most_three_are_linked_(house: House) -> None:
    for video in ("one", "two", "three", "four"):
        await house.posted(video)
    links = await house.posted("five")
    assert len(links) == len(set(links)) == 3


async def test_never_the_same_video_nor_another_server_s_nor_another_language_s(house: House) -> None:
    await house.posted("one", server="other")
    await house.posted("two", language="de")
    await house.posted("three", channel="another")
    house.chat.hidden = True
    assert await house.run(await house.begun("three", post="again")) is State.DONE
    assert house.linked("again") == []


async def test_what_not_everybody_sees_is_left_out(house: House) -> None:
    await house.posted("one", channel="secret")
    await house.posted("two")
    house.chat.unseen.add("secret")
    assert await house.posted("three") == [thread("two")]


async def test_what_is_gone_is_left_out_and_what_failed_was_never_there(house: House) -> None:
    await house.posted("one")
    house.chat.threads.pop("thread of one")
    failed = await house.begun("two")
    house.process.engine.failure = RuntimeError("no")
    assert await house.run(failed) is State.FAILED
    house.process.engine.failure = None
    assert await house.posted("three") == []


@pytest.mark.parametrize("trouble", [ChatDown("away"), RuntimeError("a fault of ours"), None])
async def test_a_conclusion_comes_whatever_the_platform_says_of_the_others(
    house: House, trouble: Exception | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def address(_here: Delivery, _there: Delivery) -> str | None:
        if trouble:
            raise trouble
        return await asyncio.Event().wait()  # type: ignore[return-value]  # it never comes

    monkeypatch.setattr(more, "PATIENCE", 0.05)
    await house.posted("one")
    monkeypatch.setattr(house.chat, "address", address)
    assert await house.posted("two") == []


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", [("post", 4), ("reply", 2)])
async def test_killed_around_the_conclusion_it_says_what_it_said(
    house: House, step: tuple[str, int], *, after: bool
) -> None:
    await house.posted("one")
    delivery = await house.begun("two")
    house.chat.calls.clear()
    house.chat.kill_at(*step, after=after)
    with contextlib.suppress(Killed):
        await house.delivering.run(delivery.id)
    assert house.chat.killed
    await house.posted("three")
    house.chat.unseen.add("c")
    assert await house.run(delivery) is State.DONE
    assert house.linked("two") == [thread("one")]
    remembered = [each.delivery for each in await house.kept.earlier.of("memory:s")]
    assert remembered.count(delivery.id) == 1


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_conclusion_without_any_stays_without(house: House, *, after: bool) -> None:
    delivery = await house.begun("one")
    house.chat.kill_at("post", 4, after=after)
    with contextlib.suppress(Killed):
        await house.delivering.run(delivery.id)
    await house.posted("two")
    assert await house.run(delivery) is State.DONE
    assert house.linked("one") == []


async def test_the_latest_are_remembered_and_another_version_s_passed_over(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(earlier, "MOST", 3)
    kept = EarlierSummaries(house.names)
    await house.names.add("earlier:1:memory:s", '{"delivery": 1}', 60.0)
    for number in range(5):
        await kept.remember("memory:s", Earlier(str(number), video_ref(str(number)), "t", "en", {}))
    assert [each.delivery for each in await kept.of("memory:s")] == ["2", "3", "4"]


async def test_a_video_is_linked_by_its_latest_thread(house: House) -> None:
    await house.posted("one", channel="another")
    house.chat.hidden = True
    assert await house.run(await house.begun("one", post="again")) is State.DONE
    assert await house.posted("two") == [thread("again")]


async def test_nothing_is_looked_up_where_nothing_is_known(house: House) -> None:
    assert await house.posted("one") == []
    assert house.chat.calls["address"] == 0
