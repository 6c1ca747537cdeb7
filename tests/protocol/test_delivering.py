"""Law 4 on a real Redis, with a chat that loses its process at every step in turn."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from core.delivery.chat import Kind
from core.delivery.delivering import RUNS
from core.delivery.record import Delivery, Place, State
from core.delivery.removal import forget_delivery
from core.errors import TranscriptGone
from core.thread.words import words
from tests.fakes.chat import Killed, MemoryChat
from tests.fakes.engine import video_ref
from tests.protocol.house import House
from tests.protocol.test_one_computation import Passing


class MemoryHouse(House):
    """A Cuepoint that delivers to a chat in memory."""

    def __init__(self, redis: Redis) -> None:
        self.chat = MemoryChat()
        super().__init__(redis, self.chat, self.chat)
        self.deliveries = self.kept.deliveries

    async def post(
        self,
        message: str = "1",
        server: str = "s",
        channel: str = "c",
        video: str = "clock",
        language: str | None = None,
    ) -> Delivery:
        return await self.begun(Place("memory", server, channel), message, video=video, language=language)

    def thread(self, message: str = "1") -> list[tuple[int, Kind]]:
        return [(part.number, part.kind) for part in self.chat.threads[f"thread of {message}"]]


WHOLE = [(0, Kind.SECTION), (1, Kind.SECTION), (2, Kind.SECTION), (3, Kind.CONCLUSION)]


@pytest.fixture
async def house(redis: Redis) -> AsyncIterator[MemoryHouse]:
    made = MemoryHouse(redis)
    async with made.process.working():
        yield made


async def test_a_post_gets_one_thread_with_every_part_once_and_in_order(house: MemoryHouse) -> None:
    delivery = await house.post()
    await house.delivering.run(delivery.id)
    assert house.thread() == WHOLE
    texts = [line.text for block in house.chat.replies["1"] for line in block]
    assert texts.count("The clock") == len(house.chat.replies["1"]) >= 2
    assert "All of it turns." in texts
    assert texts[-1] == "3 sections in the thread"
    assert await house.state(delivery) is State.DONE


async def test_a_post_that_is_delivered_again_is_begun_once(house: MemoryHouse) -> None:
    delivery = await house.post()
    assert not await house.deliveries.begin(delivery)
    for _ in range(3):
        await house.delivering.run(delivery.id)
    assert house.thread() == WHOLE
    assert list(house.chat.threads) == ["thread of 1"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(
    ("step", "number"), [("reply", 1), ("reply", 2), ("open", 1), *(("post", number) for number in (1, 2, 3, 4))]
)
async def test_whichever_step_the_process_dies_at_the_thread_comes_out_whole(
    house: MemoryHouse, step: str, number: int, *, after: bool
) -> None:
    delivery = await house.post()
    house.chat.kill_at(step, number, after=after)
    with contextlib.suppress(Killed):
        await house.delivering.run(delivery.id)
    assert house.chat.killed
    assert await house.state(delivery) is State.OPEN
    await house.delivering.run(delivery.id)
    assert house.thread() == WHOLE
    assert await house.state(delivery) is State.DONE
    assert not await house.deliveries.open("memory")


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_lead_is_given_once_whenever_the_process_dies(house: MemoryHouse, *, after: bool) -> None:
    await house.delivering.run((await house.post("1")).id)
    again = await house.post("2")
    house.chat.kill_at("lead", 1, after=after)
    with contextlib.suppress(Killed):
        await house.delivering.run(again.id)
    assert await house.deliveries.open("memory") == (again.id,)
    await house.delivering.run(again.id)
    assert house.chat.leads == [("2", "thread of 1")]


async def test_a_repost_in_the_same_server_leads_to_the_thread(house: MemoryHouse) -> None:
    await house.delivering.run((await house.post("1")).id)
    again = await house.post("2", channel="another")
    await house.delivering.run(again.id)
    assert house.chat.leads == [("2", "thread of 1")]
    assert list(house.chat.threads) == ["thread of 1"]
    assert await house.state(again) is State.DONE


async def test_two_posts_at_once_get_one_thread_and_a_lead(house: MemoryHouse) -> None:
    first, second = await house.post("1"), await house.post("2")
    await asyncio.gather(house.delivering.run(first.id), house.delivering.run(second.id))
    assert len(house.chat.threads) == len(house.chat.leads) == 1


async def test_other_servers_and_other_videos_get_their_own(house: MemoryHouse) -> None:
    for post in (await house.post("1"), await house.post("2", server="t"), await house.post("3", video="bread")):
        await house.delivering.run(post.id)
    assert len(house.chat.threads) == 3
    assert not house.chat.leads


async def test_who_can_t_see_the_thread_gets_one_of_their_own(house: MemoryHouse) -> None:
    await house.delivering.run((await house.post("1")).id)
    house.chat.hidden = True
    await house.delivering.run((await house.post("2")).id)
    assert house.thread("2") == WHOLE


async def test_a_failure_is_told_once_and_a_new_post_tries_again(house: MemoryHouse) -> None:
    house.process.source.failure = Passing()
    delivery = await house.post()
    for _ in range(2):
        await house.delivering.run(delivery.id)
    told = [[line.text for line in block] for block in house.chat.replies["1"]]
    assert told == [["Not just now.", words("en").give_captions, video_ref().id]]
    assert await house.state(delivery) is State.FAILED
    house.process.source.failure = None
    await house.delivering.run((await house.post("2")).id)
    assert house.thread("2") == WHOLE
    assert not house.chat.leads


async def test_the_fixed_words_are_in_the_language_that_was_set_whatever_is_spoken(house: MemoryHouse) -> None:
    house.process.engine.translates = True
    await house.delivering.run((await house.post(language="de-CH")).id)
    texts = [[line.text for line in block] for block in house.chat.replies["1"]]
    assert texts[0][-1] == words("de").reading
    assert texts[-1][-1] == "3 Abschnitte im Thread"
    assert "Untertitel (en)" in texts[-1][1]
    *_, last = house.chat.threads["thread of 1"]
    assert (last.language, last.block[0].text) == ("de-CH", words("de").conclusion)


async def test_where_none_is_set_they_are_in_the_video_s(house: MemoryHouse) -> None:
    house.process.source.language = "de"
    await house.delivering.run((await house.post()).id)
    assert house.chat.replies["1"][-1][-1].text == "3 Abschnitte im Thread"


async def test_a_failure_is_told_in_the_language_that_was_set_by_whoever_met_it(house: MemoryHouse) -> None:
    house.process.source.failure = TranscriptGone()
    await house.delivering.run((await house.post(language="de")).id)
    told = [line.text for line in house.chat.replies["1"][-1]]
    assert told[0].startswith("Die Untertitel aus dieser Datei")
    assert told[1] == words("de").give_captions


async def test_a_deleted_post_ends_the_delivery_cleanly(house: MemoryHouse) -> None:
    delivery = await house.post()
    house.chat.gone = True
    await house.delivering.run(delivery.id)
    assert await house.state(delivery) is State.WITHDRAWN
    assert not house.chat.threads


async def test_what_is_taken_back_before_it_begins_is_never_posted(house: MemoryHouse) -> None:
    delivery = await house.post()
    await house.deliveries.withdraw(delivery)
    await house.delivering.run(delivery.id)
    assert not house.chat.threads
    assert not house.chat.replies
    assert await house.deliveries.load(delivery.id) is None


@pytest.mark.parametrize(
    ("step", "number"), [("reply", 1), ("open", 1), *(("post", number) for number in (1, 2, 3, 4)), ("reply", 2)]
)
async def test_taken_back_at_any_step_it_stops_and_nothing_stays(house: MemoryHouse, step: str, number: int) -> None:
    delivery = await house.post()
    house.chat.at(step, number, lambda: house.deliveries.withdraw(delivery))
    await house.delivering.run(delivery.id)
    assert house.chat.removed == [delivery.id]
    assert not house.chat.threads
    assert not house.chat.replies
    assert await house.deliveries.load(delivery.id) is None
    assert not await house.deliveries.open("memory")
    assert await house.kept.conversations.find("memory", "thread of 1") is None


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_removal_that_is_killed_is_made_good(house: MemoryHouse, *, after: bool) -> None:
    delivery = await house.post()
    await house.delivering.run(delivery.id)
    await house.deliveries.withdraw(delivery)
    house.chat.kill_at("remove", 1, after=after)
    with pytest.raises(Killed):
        await house.delivering.run(delivery.id)
    assert await house.deliveries.open("memory") == (delivery.id,)
    await house.delivering.run(delivery.id)
    assert not house.chat.threads
    assert await house.deliveries.load(delivery.id) is None
    assert not await house.deliveries.open("memory")


async def test_an_event_that_comes_again_does_not_bring_back_what_was_taken_back(house: MemoryHouse) -> None:
    delivery = await house.post()
    await house.delivering.run(delivery.id)
    await house.deliveries.withdraw(delivery)
    assert not await house.deliveries.begin(delivery)
    assert await house.deliveries.open("memory") == (delivery.id,), "its removal is still to be done"
    await house.delivering.run(delivery.id)
    assert not await house.deliveries.begin(delivery)
    assert not await house.deliveries.open("memory")
    await house.delivering.run(delivery.id)
    assert not house.chat.threads


async def test_a_post_whose_deletion_is_heard_of_first_is_not_begun(house: MemoryHouse) -> None:
    place = Place("memory", "s", "c")
    await house.deliveries.withdraw_post("memory", "c", "1")
    delivery = await house.begun(place, "1")
    assert await house.deliveries.load(delivery.id) is None
    assert not await house.deliveries.open("memory")


async def test_what_is_forgotten_meanwhile_stops_and_its_messages_go(house: MemoryHouse) -> None:
    delivery = await house.post()
    house.chat.at("post", 2, lambda: forget_delivery(house.kept, delivery))
    await house.delivering.run(delivery.id)
    assert house.chat.removed == [delivery.id]
    assert not house.chat.threads
    assert await house.deliveries.load(delivery.id) is None


async def test_a_repost_gets_a_thread_of_its_own_where_the_first_was_taken_back(house: MemoryHouse) -> None:
    first = await house.post("1")
    await house.delivering.run(first.id)
    await house.deliveries.withdraw(first)
    await house.delivering.run(first.id)
    again = await house.post("2")
    await house.delivering.run(again.id)
    assert house.thread("2") == WHOLE
    assert house.process.source.fetches.total() == 1, "the summary itself is kept"


@pytest.mark.parametrize("after", [None, False, True])
async def test_what_is_given_up_says_so(house: MemoryHouse, *, after: bool | None) -> None:
    delivery = await house.deliveries.note(await house.post(), runs=RUNS)
    if after is not None:
        house.chat.kill_at("reply", 1, after=after)
        with pytest.raises(Killed):
            await house.delivering.run(delivery.id)
    await house.delivering.run(delivery.id)
    assert await house.state(delivery) is State.FAILED
    said = {line.text for block in house.chat.replies["1"] for line in block}
    assert any(text.startswith("No worker has finished") for text in said)
    assert house.process.source.fetches.total() == 0


async def test_where_not_even_that_can_be_said_it_ends(house: MemoryHouse) -> None:
    delivery = await house.deliveries.note(await house.post(), runs=RUNS)
    for number in range(3):
        house.chat.kill_at("reply", number + 1, after=False)
        with pytest.raises(Killed):
            await house.delivering.run(delivery.id)
    await house.delivering.run(delivery.id)
    assert await house.state(delivery) is State.FAILED
