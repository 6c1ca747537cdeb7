"""Budgets: what a model's words cost is counted once, and what a day may cost is held to. On a real Redis."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field, replace

import pytest
from redis.asyncio import Redis

from adapters.openai.model import OpenAIModel
from adapters.openai.prices import Price
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from bot.model import model_for
from bot.settings import Settings, SettingsWrong
from core.answers.asking import Asking
from core.answers.offline import OfflineAnswerer
from core.answers.written import ModelAnswerer
from core.budgets.budgets import WHOLE, Budgets, near_key, paid_by
from core.budgets.spending import Counted, Limit, Used
from core.codec import decode, encode
from core.delivery.answering import Answering
from core.delivery.delivering import Delivering
from core.delivery.follow_ups import FollowUp
from core.delivery.questions import Asked, asked_in
from core.delivery.record import Delivery, Message, Place
from core.delivery.records import records
from core.errors import BudgetSpent
from core.laws.breaches import breaches
from core.model import Answer, Summary, Usage
from core.offline.engine import OfflineEngine
from core.ports import LanguageModel, Prompt, Reply, Tallies
from core.progress import Event, Finished, Found, SectionReady, Told
from core.redoing import Redoing
from core.requests import WANTED, Request, begun_key, wanted_key
from core.thread.content import Block
from core.thread.words import words
from core.written.counted import CountedModel
from core.written.engine import WrittenEngine
from core.written.remembered import RememberedModel
from tests.fakes.chat import Killed, MemoryChat
from tests.fakes.engine import CountingSource, SteppedEngine, transcript, video_ref
from tests.fakes.model import FakeModel
from tests.protocol.test_one_computation import Process, interrupted_after_a_section, sections

OURS, THEIRS = "memory:ours", "memory:theirs"
NOON = 1_795_435_200.0  # 2026-11-23 12:00 UTC
HOUR = 3600.0
LIMIT = Limit(tokens=1000)
ALL = Usage(1, 900, 0, 100, 0.01)


@dataclass
class Clock:
    now: float = NOON

    def __call__(self) -> float:
        return self.now


@dataclass
class Town:
    """Processes with one Redis, one clock, and one set of limits."""

    redis: Redis
    clock: Clock = field(default_factory=Clock)
    source: CountingSource = field(default_factory=CountingSource)

    def process(self, *, stepped: bool = False, each: Limit | None = LIMIT, whole: Limit | None = None) -> Process:
        engine, instead = SteppedEngine(stepped=stepped, name="model"), SteppedEngine(name="offline")
        return Process(self.redis, self.source, engine, "", instead, each, whole, self.clock)


@pytest.fixture
def town(redis: Redis) -> Town:
    return Town(redis)


async def spend(process: Process, usage: Usage = ALL, community: str = OURS) -> None:
    with paid_by(community):
        await process.budgets.charge(usage)


def found_in(events: list[Event]) -> Found:
    assert isinstance(events[0], Found)
    return events[0]


def summary_in(events: list[Event]) -> Summary:
    assert isinstance(events[-1], Finished)
    return events[-1].summary


async def queued(process: Process, community: str) -> str:
    """Queue a summary that a community wants, and return its run."""
    request = Request(video_ref(), community=community)
    key = process.writers.job(request)
    await process.store.put(wanted_key(key), b"1", WANTED)
    run = await process.jobs.submit(key, encode(request))
    assert run
    return run


def is_noted(summary: Summary) -> bool:
    return words(summary.language).budget_spent in summary.notes


async def test_what_is_used_is_counted_for_the_community_and_the_whole(town: Town) -> None:
    process = town.process(each=None)
    await spend(process, Usage(1, 100, 50, 20, 0.5))
    await spend(process, Usage(1, 10, 0, 2, 0.25))
    await spend(process, Usage(1, 1, 0, 1, 0.125), THEIRS)
    await spend(process, Usage(1, 1000, 0, 0, None), WHOLE)
    await process.budgets.count(OURS, Counted.QUESTIONS)
    assert (await process.budgets.standing(OURS)).day == Used(132, 0.75, 0, 1)
    assert (await process.budgets.standing(THEIRS)).day == Used(2, 0.125, 0, 0)
    assert (await process.budgets.standing(WHOLE)).day == Used(1134, 0.875, 0, 1)
    assert (await process.budgets.standing(WHOLE)).month == Used(1134, 0.875, 0, 1)
    assert await process.budgets.used(OURS, "2026-11-23") == Used(132, 0.75, 0, 1)


async def test_a_day_and_a_month_begin_anew(town: Town) -> None:
    process = town.process()
    await spend(process)
    assert await process.budgets.spent(OURS)
    town.clock.now += 12 * HOUR - 0.001
    assert await process.budgets.spent(OURS)
    town.clock.now += 0.001
    assert not await process.budgets.spent(OURS)
    standing = await process.budgets.standing(OURS)
    assert (standing.day, standing.month.tokens) == (Used(), 1000)
    town.clock.now += 7 * 24 * HOUR
    assert (await process.budgets.standing(OURS)).month == Used()
    assert (await process.budgets.used(OURS, "2026-11")).tokens == 1000


async def test_nothing_is_kept_for_ever(town: Town) -> None:
    process = town.process(whole=LIMIT)
    async with process.working():
        await process.events(community=OURS)
    await spend(process)
    left = {key: await town.redis.ttl(key) for key in await town.redis.keys("*")}
    assert any(b"used:" in key for key in left)
    assert not [key for key, ttl in left.items() if ttl < 0], left


async def test_who_joins_a_run_pays_nothing(town: Town) -> None:
    process = town.process(stepped=True)
    async with process.working():
        ours = process.summaries.events(Request(video_ref(), community=OURS))
        assert isinstance(await anext(ours), Found)
        theirs = asyncio.create_task(process.events(community=THEIRS))
        for _ in range(3):
            process.engine.steps.release()
        assert sections(await theirs) == sections([event async for event in ours])
    assert (await process.budgets.standing(OURS)).day.summaries == 1
    assert (await process.budgets.standing(THEIRS)).day.summaries == 0
    assert (await process.budgets.standing(WHOLE)).day.summaries == 1


@pytest.mark.parametrize("whole", [False, True], ids=["of the server", "of the whole"])
@pytest.mark.parametrize("limit", [Limit(tokens=1000), Limit(money=0.01)], ids=["tokens", "money"])
async def test_at_the_limit_the_offline_engine_writes_and_says_so(town: Town, limit: Limit, *, whole: bool) -> None:
    process = town.process(each=None if whole else limit, whole=limit if whole else None)
    await spend(process)
    async with process.working():
        events = await process.events(community=OURS)
        assert (process.engine.runs, found_in(events).offline) == (0, True)
        assert is_noted(summary_in(events))
        assert breaches(summary_in(events), transcript()) == []
        assert not await town.redis.exists("cuepoint:" + wanted_key(process.writers.job(Request(video_ref()))))
        again = await process.events(community=OURS)
        assert [each for each in again if isinstance(each, SectionReady | Found | Finished)] == again
        assert is_noted(summary_in(again))
        town.clock.now += 12 * HOUR
        tomorrow = await process.events(community=OURS)
    assert (process.engine.runs, found_in(tomorrow).offline) == (1, False)
    assert not is_noted(summary_in(tomorrow))


async def test_the_note_is_in_the_summary_s_language(town: Town) -> None:
    process = town.process()
    await spend(process)
    async with process.working():
        summary = summary_in(await process.events("de", OURS))
    assert summary.notes == (words("de").budget_spent,)
    assert words("de").budget_spent != words("en").budget_spent


async def test_just_below_the_limit_the_model_writes(town: Town) -> None:
    process = town.process()
    await spend(process, Usage(1, 999, 0, 0, 50.0))
    async with process.working():
        assert not found_in(await process.events(community=OURS)).offline


async def test_one_community_s_spending_is_no_other_s(town: Town) -> None:
    process = town.process()
    await spend(process)
    async with process.working():
        assert not found_in(await process.events(community=THEIRS)).offline


async def test_a_kept_summary_is_given_whatever_is_spent(town: Town) -> None:
    process = town.process()
    async with process.working():
        await process.events()
        await spend(process)
        events = await process.events(community=OURS)
    assert not found_in(events).offline
    assert not is_noted(summary_in(events))


async def test_a_run_under_way_is_joined_whatever_is_spent(town: Town) -> None:
    process = town.process(stepped=True)
    async with process.working():
        theirs = process.summaries.events(Request(video_ref(), community=THEIRS))
        assert isinstance(await anext(theirs), Found)
        await spend(process)
        ours = process.summaries.events(Request(video_ref(), community=OURS))
        first = await anext(ours)
        for _ in range(3):
            process.engine.steps.release()
        assert sections([event async for event in ours]) == sections([event async for event in theirs])
    assert not found_in([first]).offline
    assert process.engine.runs == 1


async def test_what_somebody_else_has_queued_is_waited_for(town: Town) -> None:
    process = town.process()
    await queued(process, THEIRS)
    await spend(process)
    async with process.working():
        events = await process.events(community=OURS)
    assert (process.engine.runs, found_in(events).offline) == (1, False)
    assert (await process.budgets.standing(THEIRS)).day.summaries == 1


async def test_what_waited_in_line_while_the_budget_was_spent_is_not_begun(town: Town) -> None:
    process = town.process()
    await queued(process, OURS)
    await spend(process)
    async with process.working():
        events = await process.events(community=OURS)
    assert (process.engine.runs, found_in(events).offline) == (0, True)
    assert is_noted(summary_in(events))


async def test_who_has_something_left_is_not_refused_with_who_came_first(town: Town) -> None:
    process = town.process()
    run = await queued(process, OURS)
    await spend(process)
    async with process.working():
        events = await process.events(community=THEIRS)
    assert (found_in(events).offline, is_noted(summary_in(events))) == (False, False)
    assert process.engine.runs == 1
    refusal = decode(await anext(process.feed.follow(run)), Told)
    assert refusal
    assert refusal.failure == BudgetSpent().failure


async def test_a_run_that_was_begun_is_finished_by_another_worker(town: Town) -> None:
    first, second = town.process(stepped=True), town.process()
    told = asyncio.Event()
    heard: list[Event] = []

    async def listen() -> None:
        async for event in second.summaries.events(Request(video_ref(), community=OURS)):
            heard.append(event)
            if isinstance(event, SectionReady):
                told.set()

    listener = asyncio.create_task(listen())
    with pytest.raises(InterruptedError):
        await interrupted_after_a_section(first, told)
    await spend(second)
    async with second.working():
        await listener
    assert sections(heard) == [f"Part {n} in en" for n in (1, 2, 3)]
    assert not found_in(heard).offline
    assert (first.engine.runs, second.engine.runs) == (1, 1)
    assert not await town.redis.exists("cuepoint:" + begun_key(second.writers.job(Request(video_ref()))))


async def test_a_thread_that_was_begun_offline_is_finished_offline(town: Town) -> None:
    process, chat = town.process(), MemoryChat()
    kept = records(RedisStore(town.redis), RedisNames(town.redis))
    delivering = Delivering(kept, process.summaries, chat)
    place = Place("memory", "ours", "c")
    delivery = Delivery(place, "1", "ada", Request(video_ref(), community=place.community))
    await kept.deliveries.begin(delivery)
    await spend(process)
    chat.kill_at("post", 2, after=True)
    async with process.working():
        with pytest.raises(Killed):
            await delivering.run(delivery.id)
        town.clock.now += 24 * HOUR
        await delivering.run(delivery.id)
    assert process.engine.runs == 0
    parts = chat.threads["thread of 1"]
    assert [part.number for part in parts] == [0, 1, 2, 3]
    said = [line.text for line in parts[-1].block]
    assert any(words("en").budget_spent in text for text in said)
    conversation = await kept.conversations.find("memory", "thread of 1")
    assert conversation
    assert (conversation.request.offline, conversation.request.community) == (True, OURS)


async def test_a_thread_that_was_written_offline_is_not_led_to_once_a_model_may_write(town: Town) -> None:
    process, chat = town.process(), MemoryChat()
    kept = records(RedisStore(town.redis), RedisNames(town.redis))
    delivering = Delivering(kept, process.summaries, chat)
    place = Place("memory", "ours", "c")

    async def post(message: str) -> None:
        delivery = Delivery(place, message, "ada", Request(video_ref(), community=place.community))
        await kept.deliveries.begin(delivery)
        await delivering.run(delivery.id)

    await spend(process)
    async with process.working():
        await post("1")
        await post("2")
        assert (list(chat.threads), chat.leads) == (["thread of 1"], [("2", "thread of 1")])
        town.clock.now += 24 * HOUR
        await post("3")
        await post("4")
    assert list(chat.threads) == ["thread of 1", "thread of 3"]
    assert chat.leads[1:] == [("4", "thread of 3")]
    assert process.engine.runs == 1


async def test_a_section_a_model_wrote_is_not_redone_offline(town: Town) -> None:
    process = town.process()
    redoing = Redoing(process.transcripts, process.summaries, process.writers)
    request = Request(video_ref(), community=OURS)
    async with process.working():
        await process.events()
        await spend(process)
        with pytest.raises(BudgetSpent, match="00:00 UTC"):
            await redoing.section(request, 1, "")
        assert await redoing.section(replace(request, community=THEIRS), 1, transcript().cues[4].text)


async def test_a_section_that_was_written_offline_is_redone_offline(town: Town) -> None:
    process = town.process()
    await spend(process)
    redoing = Redoing(process.transcripts, process.summaries, process.writers)
    async with process.working():
        await process.events(community=OURS)
        request = Request(video_ref(), community=OURS, offline=True)
        assert await redoing.section(request, 1, transcript().cues[4].text)
    assert process.engine.runs == 0


PROMPT = Prompt("Answer.", "1 The wheel turns.", "answer", {}, 100)


class HeldTallies:
    """Tallies that wait until they may go on."""

    def __init__(self, tallies: Tallies) -> None:
        self._tallies = tallies
        self._done = asyncio.Semaphore(0)
        self.begun, self.go_on = asyncio.Event(), asyncio.Event()

    async def add(self, name: str, amount: float, lifetime: float) -> float:
        self.begun.set()
        await self.go_on.wait()
        total = await self._tallies.add(name, amount, lifetime)
        self._done.release()
        return total

    async def total(self, name: str) -> float:
        return await self._tallies.total(name)

    async def add_within(self, most: Mapping[str, float], lifetime: float) -> str | None:
        return await self._tallies.add_within(most, lifetime)

    async def added(self, times: int) -> None:
        """Wait until something was added so often."""
        for _ in range(times):
            await self._done.acquire()


class Echo:
    """A model that answers with nothing usable, and takes something for it."""

    name = "echo"

    def __init__(self, usage: Usage) -> None:
        self.usage = usage
        self.asked = 0

    async def complete(self, prompt: Prompt, deadline: float) -> Reply:
        self.asked += 1
        return Reply("{}", self.usage)


def asking_of(process: Process, model: LanguageModel) -> Asking:
    offline = OfflineAnswerer()
    answerer = ModelAnswerer(CountedModel(model, process.budgets))
    return Asking(process.transcripts, process.summaries, process.writers, lambda: answerer, lambda: offline)


async def test_questions_are_charged_and_answered_offline_at_the_limit(town: Town) -> None:
    process, model = town.process(), Echo(Usage(1, 400, 0, 100, 0.1))
    asking = asking_of(process, model)

    async def ask(community: str, language: str | None = None) -> Answer:
        return await asking.answer(Request(video_ref(), language, community), "what does wheel 3 do?")

    unusable = await ask(OURS)
    assert (model.asked, unusable.usage.input_tokens) == (2, 800)
    assert (await process.budgets.standing(OURS)).day == Used(1000, 0.2, 0, 1)
    spent = await ask(OURS)
    assert (model.asked, spent.text, spent.notes) == (2, unusable.text, (words("en").budget_spent,))
    assert (await ask(OURS, "de")).notes == (words("de").budget_spent,)
    assert (await process.budgets.standing(OURS)).day == Used(1000, 0.2, 0, 3)
    await ask(THEIRS)
    assert model.asked == 4


class Listener:
    """Implements `core.delivery.follow_ups.Responder`, and keeps what was said."""

    def __init__(self) -> None:
        self.said: list[Block] = []

    @contextlib.asynccontextmanager
    async def typing(self, asked: Asked) -> AsyncIterator[None]:
        yield

    async def respond(self, follow_up: FollowUp, block: Block, *, again: bool) -> None:
        self.said.append(block)


async def test_a_question_is_paid_for_where_it_is_asked(town: Town) -> None:
    process, listener = town.process(), Listener()
    await spend(process)
    kept = records(RedisStore(town.redis), RedisNames(town.redis))
    answering = Answering(kept, asking_of(process, Echo(ALL)), listener)
    # Older records don't say who had the video summarised; and it may have been somebody else.
    for number, community in enumerate(("", THEIRS)):
        request = Request(video_ref(), community=community)
        await kept.conversations.begin("memory", f"home {number}", request, "delivery", "en")
        place = Place("memory", "ours", f"home {number}")
        asked = asked_in(Message(place, str(number), "ada", "what does wheel 3 do?"), f"home {number}")
        await kept.questions.begin(asked)
        await answering.run(asked.id)
        assert words("en").budget_spent in listener.said[-1][-1].text
    assert (await process.budgets.standing(OURS)).day.questions == 2
    assert (await process.budgets.standing(THEIRS)).day == Used()


async def test_a_limit_on_money_needs_a_price(redis: Redis) -> None:
    kept = (RedisStore(redis), RedisNames(redis), Process(redis, CountingSource(), SteppedEngine()).budgets)
    url = "http://127.0.0.1:9/v1"
    async with model_for(Settings(openai_base_url=url, budget_money=1.0), *kept):
        pass
    async with model_for(Settings(openai_base_url=url, openai_model="llama", budget_tokens=1), *kept):
        pass
    with pytest.raises(SettingsWrong, match="no price for “llama”"):
        async with model_for(Settings(openai_base_url=url, openai_model="llama", budget_server_money=1.0), *kept):
            pass


async def test_a_budget_of_money_leaves_a_model_without_a_price_alone(town: Town) -> None:
    process = town.process(each=Limit(money=0.01))
    await spend(process, Usage(1, 10**9, 0, 0, None))
    assert not await process.budgets.spent(OURS)
    assert (await process.budgets.standing(OURS)).day == Used(10**9)


@pytest.fixture
def warnings() -> Iterator[list[logging.LogRecord]]:
    seen: list[logging.LogRecord] = []

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            seen.append(record)

    handler = Handler(logging.WARNING)
    logging.getLogger("core.budgets").addHandler(handler)
    yield seen
    logging.getLogger("core.budgets").removeHandler(handler)


async def test_two_processes_that_come_near_the_limits_at_once_say_so_once(
    town: Town, warnings: list[logging.LogRecord]
) -> None:
    first, second = town.process(whole=Limit(tokens=1600)), town.process(whole=Limit(tokens=1600))
    await spend(first, Usage(1, 799, 0, 0))
    assert not await RedisNames(town.redis).all(near_key(OURS))
    each = Usage(1, 50, 0, 0)
    await asyncio.gather(*(spend(process, each) for process in (first, second) for _ in range(10)))
    assert (await first.budgets.standing(WHOLE)).day.tokens == 1799
    assert len(warnings) == 1
    assert await RedisNames(town.redis).all(near_key(OURS)) == (OURS,)
    town.clock.now += 12 * HOUR
    await spend(second, Usage(1, 1600, 0, 0))
    assert len(warnings) == 2


@dataclass
class Served:
    server: FakeModel
    model: OpenAIModel


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    async with FakeModel(latency=0.02) as server:
        model = OpenAIModel("fake", api_key="k", base_url=server.url, prices={"fake": Price(1.0, 0.5, 4.0)})
        yield Served(server, model)
        await model.close()


def written(redis: Redis, model: LanguageModel, source: CountingSource) -> Process:
    process = Process(redis, source, SteppedEngine(), "", SteppedEngine(name="offline"))
    counted = RememberedModel(CountedModel(model, process.budgets), process.store)
    engine = WrittenEngine(counted, OfflineEngine())
    return Process(redis, source, engine, "", process.instead)  # type: ignore[arg-type]  # nobody steps it


async def test_what_is_remembered_is_paid_for_once(town: Town) -> None:
    process, model = town.process(), Echo(Usage(1, 100, 0, 10, 0.1))
    remembered = RememberedModel(CountedModel(model, process.budgets), process.store)
    replies = [await remembered.complete(PROMPT, 5.0) for _ in range(3)]
    assert replies[0] == replies[1] == replies[2]
    assert (model.asked, (await process.budgets.standing(WHOLE)).day) == (1, Used(110, 0.1))


async def test_what_was_paid_for_is_counted_whole_where_nobody_waits_any_more(town: Town) -> None:
    tallies = HeldTallies(RedisTallies(town.redis))
    budgets = Budgets(tallies, RedisStore(town.redis), RedisNames(town.redis), clock=town.clock)
    with paid_by(OURS):
        asking = asyncio.create_task(CountedModel(Echo(ALL), budgets).complete(PROMPT, 5.0))
    await tallies.begun.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    tallies.go_on.set()
    async with asyncio.timeout(5):
        await tallies.added(8)
    assert (await budgets.standing(OURS)).day == (await budgets.standing(WHOLE)).day == Used(1000, 0.01)


async def test_every_call_of_a_summary_is_counted_also_where_a_worker_died(redis: Redis, served: Served) -> None:
    source = CountingSource()
    source.sections = 150
    first, second = written(redis, served.model, source), written(redis, served.model, source)
    told = asyncio.Event()

    async def listen() -> list[Event]:
        heard: list[Event] = []
        async for event in second.summaries.events(Request(video_ref(), community=OURS)):
            heard.append(event)
            if isinstance(event, SectionReady):
                told.set()
        return heard

    listener = asyncio.create_task(listen())
    with pytest.raises(InterruptedError):
        await interrupted(first, told)
    async with second.working():
        summary = summary_in(await listener)
    used = (await second.budgets.standing(OURS)).day
    # What the first worker was told in its last moment may be asked for again: that is paid for twice.
    most = sum(call.input_tokens + call.output_tokens for call in served.server.calls)
    assert summary.usage.input_tokens + summary.usage.output_tokens <= used.tokens <= most
    assert used.money > 0.99 * (summary.usage.cost or 0.0) > 0
    assert used.summaries == 1
    assert (await second.budgets.standing(WHOLE)).day == used
    redoing = Redoing(second.transcripts, second.summaries, second.writers)
    await redoing.section(Request(video_ref(), community=THEIRS), 0, "")
    assert (await second.budgets.standing(THEIRS)).day.tokens > 0
    assert (await second.budgets.standing(OURS)).day == used


async def interrupted(process: Process, told: asyncio.Event) -> None:
    async with process.working():
        await told.wait()
        raise InterruptedError
