"""What core expects of its ports to Redis, over the real server and over the one in this process."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis

from adapters.redis import sweeping
from adapters.redis.feed import RedisFeed
from adapters.redis.in_process import InProcessRedis
from adapters.redis.jobs import JobWorker, RedisJobs, queue
from adapters.redis.locks import RedisLocks
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from core.delivery import conversations
from core.delivery.listened import Listened
from core.keys import FORMAT
from core.model import Answer, Site, VideoRef
from core.ports import Feed, Jobs, Locks, Names, Store, SwapStore, Tallies
from core.preferences import Mode, Preferences, PreferencesOf
from core.requests import Request


@pytest.fixture(params=["server", "in-process"])
async def client(request: pytest.FixtureRequest, redis: Redis) -> AsyncIterator[Redis]:
    if request.param == "in-process":
        async with InProcessRedis() as fake:
            yield fake
    else:
        yield redis


async def test_a_store_keeps_bytes_for_their_time(client: Redis) -> None:
    store: Store = RedisStore(client)
    assert await store.get("a") is None
    await store.put("a", b"\x00\xff", 60.0)
    assert await store.get("a") == b"\x00\xff"
    assert 59_000 < await client.pttl("cuepoint:a") <= 60_000


async def test_a_store_adds_only_where_nothing_is(client: Redis) -> None:
    store: Store = RedisStore(client)
    added = await asyncio.gather(*(store.add("a", str(number).encode(), 60.0) for number in range(10)))
    assert added.count(True) == 1
    assert await store.get("a") == str(added.index(True)).encode()


async def test_a_store_forgets_what_is_dropped(client: Redis) -> None:
    store: Store = RedisStore(client)
    await store.put("a", b"1", 60.0)
    await store.drop("a")
    await store.drop("never there")
    assert await store.get("a") is None
    assert await store.add("a", b"2", 60.0)


async def test_a_closed_key_stays_empty_whoever_writes_there(client: Redis) -> None:
    store: Store = RedisStore(client)
    assert await store.put("a", b"1", 60.0)
    await store.drop("a", closed=60.0)
    assert await store.get("a") is None
    assert not await store.put("a", b"2", 60.0)
    assert not await store.add("a", b"3", 60.0)
    assert 59_000 < await client.pttl("cuepoint:a") <= 60_000
    await store.drop("a")
    assert await store.put("a", b"4", 60.0)
    assert await store.get("a") == b"4"


async def test_nothing_is_swapped_under_a_closed_key(client: Redis) -> None:
    store: SwapStore = RedisStore(client)
    await RedisStore(client).drop(f"preferences:{FORMAT}:memory:s:c", closed=60.0)
    assert await store.swap(f"preferences:{FORMAT}:memory:s:c", None, b"1", 60.0) is None
    assert await PreferencesOf(store).change("memory", "s", "c", mode=Mode.ASK) == Preferences()


async def test_of_fifty_swaps_at_once_one_is_done(client: Redis) -> None:
    store: SwapStore = RedisStore(client)
    for old in (None, b"\x00\xff"):
        done = await asyncio.gather(*(store.swap("a", old, b"\x00\xff" * (2 + n), 60.0) for n in range(50)))
        assert done.count(True) == 1
        assert await store.get("a") == b"\x00\xff" * (2 + done.index(True))
        await client.set("cuepoint:a", b"\x00\xff")
    assert not await store.swap("a", b"another", b"1", 60.0)
    assert not await store.swap("a", None, b"1", 60.0)
    assert not await store.swap("b", b"", b"1", 60.0)
    await client.rpush("cuepoint:list", "x")
    assert await store.swap("list", None, b"1", 60.0)
    assert 59_000 < await client.pttl("cuepoint:list") <= 60_000


async def test_fifty_answers_at_once_are_all_remembered(client: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversations, "REMEMBERED", 50)
    kept = conversations.Conversations(RedisStore(client))
    await kept.begin("memory", "home", Request(VideoRef(Site.YOUTUBE, "a")), "delivery", "en")
    answers = [Answer(f"question {number}", "yes", supported=True, citations=()) for number in range(50)]
    await asyncio.gather(*(kept.answered("memory", "home", answer, "delivery") for answer in answers))
    there = await kept.find("memory", "home")
    assert there
    assert sorted(answer.question for answer in there.earlier) == sorted(answer.question for answer in answers)


async def test_fifty_changes_of_settings_at_once_are_all_kept(client: Redis) -> None:
    """As many places; in each, both settings are changed at once by different people."""
    preferences = PreferencesOf(RedisStore(client))
    places = [f"channel {number}" for number in range(25)]
    await asyncio.gather(
        *(preferences.change("memory", "s", place, mode=Mode.ASK) for place in places),
        *(preferences.change("memory", "s", place, language="de") for place in places),
    )
    assert [await preferences.at("memory", "s", place) for place in places] == [Preferences(Mode.ASK, "de")] * 25


async def test_fifty_at_once_reach_no_tally_s_maximum_twice(client: Redis) -> None:
    tallies: Tallies = RedisTallies(client)
    most: dict[str, float] = {"mine": 40, "ours": 30}
    full = await asyncio.gather(*(tallies.add_within(most, 60.0) for _ in range(50)))
    assert (full.count(None), full.count("ours")) == (30, 20)
    assert await tallies.total("mine") == await tallies.total("ours") == 30
    assert 55 < await client.ttl("cuepoint:tally:mine") <= 60
    assert await tallies.add("mine", 0.5, 60.0) == 30.5
    assert await tallies.add_within({}, 60.0) is None
    for damaged in (b"nan", b"inf", b"x", b""):
        await client.set("cuepoint:tally:mine", damaged)
        assert await tallies.add_within({"mine": 1}, 60.0) is None
        assert await tallies.add_within({"mine": 1}, 60.0) == "mine"


async def test_a_tally_sums_what_all_add_and_is_forgotten_in_time(client: Redis) -> None:
    tallies: Tallies = RedisTallies(client)
    assert await tallies.total("hour") == 0
    totals = await asyncio.gather(*(tallies.add("hour", 1, 60.0) for _ in range(10)))
    assert sorted(totals) == list(range(1, 11))
    assert await tallies.add("hour", 0.25, 60.0) == await tallies.total("hour") == 10.25
    assert await tallies.total("another") == 0
    assert 55 < await client.ttl("cuepoint:tally:hour") <= 60


async def test_a_tally_that_is_no_number_any_more_begins_anew(client: Redis) -> None:
    tallies: Tallies = RedisTallies(client)
    await client.set("cuepoint:tally:hour", b'{"of": "another version"}')
    assert await tallies.total("hour") == 0
    assert await tallies.add("hour", 2, 60.0) == 2
    assert await tallies.add("hour", 0.5, 60.0) == await tallies.total("hour") == 2.5
    assert 55 < await client.ttl("cuepoint:tally:hour") <= 60


@pytest.mark.parametrize("kept", ["nan", "inf", "-inf", "1e400", ""])
async def test_a_tally_that_is_not_finite_begins_anew(client: Redis, kept: str) -> None:
    tallies: Tallies = RedisTallies(client)
    await client.set("cuepoint:tally:hour", kept)
    assert await tallies.total("hour") == 0
    assert await tallies.add("hour", 2, 60.0) == await tallies.total("hour") == 2


async def test_what_is_of_another_type_counts_as_not_there(client: Redis) -> None:
    for key in ("store", "tally:sum", "tally:within"):
        await client.rpush(f"cuepoint:{key}", "x")
    tallies: Tallies = RedisTallies(client)
    assert await tallies.total("sum") == 0
    assert await tallies.add("sum", 2, 60.0) == await tallies.total("sum") == 2
    assert await tallies.add_within({"within": 1}, 60.0) is None
    assert await tallies.total("within") == 1
    store: Store = RedisStore(client)
    assert await store.get("store") is None
    await store.put("store", b"1", 60.0)
    assert await store.get("store") == b"1"


@pytest.mark.parametrize("kept", [b"garbage\xff", b"nan", b"inf", b""])
async def test_a_damaged_mark_of_listening_counts_as_not_there(client: Redis, kept: bytes) -> None:
    await client.set(f"cuepoint:listened:{FORMAT}:here", kept)
    listened = Listened(RedisStore(client), "here")
    assert await listened.since() is None
    await listened.mark()
    assert await listened.since()


async def test_a_list_of_names_begins_anew_where_something_else_is(client: Redis) -> None:
    names: Names = RedisNames(client)
    for do in (names.all("list"), names.drop("list", "a"), names.add("list", "a", 60.0)):
        await client.set("cuepoint:list", "x")
        await do
    assert await names.all("list") == ("a",)
    await client.zadd("cuepoint:list", {b"\xff": 9e12})
    assert await names.all("list") == ("a",)


async def test_a_late_reader_gets_all_events_in_order(client: Redis) -> None:
    feed: Feed = RedisFeed(client)
    for number in range(5):
        await feed.publish("run", str(number).encode())
    early = feed.follow("run")
    assert [await anext(early) for _ in range(5)] == [b"0", b"1", b"2", b"3", b"4"]
    waiting = asyncio.ensure_future(anext(early))
    await feed.publish("other", b"not this")
    await feed.publish("run", b"5")
    assert await waiting == b"5"
    assert [await anext(feed.follow("run")) for _ in range(2)] == [b"0", b"0"]


async def test_a_reader_is_told_when_nothing_comes(client: Redis) -> None:
    assert await anext(RedisFeed(client).follow("silent")) is None


async def test_events_are_forgotten_in_time(client: Redis) -> None:
    await RedisFeed(client).publish("run", b"1")
    assert 3590 < await client.ttl("cuepoint:feed:run") <= 3600


async def test_a_lock_keeps_others_out_until_it_is_let_go(client: Redis) -> None:
    locks: Locks = RedisLocks(client)
    inside: list[str] = []

    async def enter(name: str) -> None:
        async with locks.hold("door"):
            inside.append(name)
            await asyncio.sleep(0)
            assert inside[-1] == name
            inside.append(name)

    await asyncio.gather(*(enter(str(number)) for number in range(5)))
    assert inside[::2] == inside[1::2]
    async with locks.hold("door"), locks.hold("another"):
        assert 8_000 < await client.pttl("cuepoint:lock:door") <= 10_000


async def test_a_lock_is_let_go_when_its_holder_fails(client: Redis) -> None:
    locks = RedisLocks(client)
    with pytest.raises(KeyError):
        async with locks.hold("door"):
            raise KeyError
    assert not await client.exists("cuepoint:lock:door")


async def test_jobs_of_one_key_are_one_run(client: Redis) -> None:
    jobs: Jobs = RedisJobs(queue(client, "test"))
    assert not await jobs.alive("video")
    run = await jobs.submit("video", b"{}")
    assert run
    assert await jobs.submit("video", b"{}") == run
    assert await jobs.submit("another", b"{}") != run
    assert await jobs.alive("video")


async def test_a_worker_does_each_job_once_and_forgets_it(client: Redis) -> None:
    done: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue()

    async def handle(run: str, payload: bytes) -> None:
        await done.put((run, payload))

    jobs = queue(client, "test")
    port = RedisJobs(jobs)
    async with JobWorker(jobs, handle, concurrency=2).running(lambda: 5.0):
        runs = [await port.submit(key, f"“{key}”".encode()) for key in "ab"]
        got = [await done.get(), await done.get()]
    assert sorted(payload.decode() for _, payload in got) == ["“a”", "“b”"]
    assert {run for run, _ in got} == set(runs)
    assert not await port.alive("a")
    assert done.empty()


async def interrupted(worker: JobWorker, begun: asyncio.Event) -> None:
    async with worker.running(lambda: 60.0):
        await begun.wait()
        raise InterruptedError


async def test_an_interrupted_worker_hands_its_job_back(client: Redis) -> None:
    begun = asyncio.Event()
    done = asyncio.Event()

    async def hang(_run: str, _payload: bytes) -> None:
        begun.set()
        await asyncio.Event().wait()

    async def finish(_run: str, _payload: bytes) -> None:
        done.set()

    jobs = queue(client, "test")
    port = RedisJobs(jobs)
    run = await port.submit("video", b"{}")
    with pytest.raises(InterruptedError):
        await interrupted(JobWorker(jobs, hang, concurrency=1), begun)
    assert await port.submit("video", b"{}") == run
    async with JobWorker(queue(client, "test"), finish, concurrency=1).running(lambda: 5.0):
        await done.wait()


async def test_a_job_begun_this_very_moment_is_not_taken_for_stuck(
    client: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweeping, "HEARTBEAT", 0)  # the Redis of the tests may have begun only now
    jobs = queue(client, "test")
    await RedisJobs(jobs).submit("video", b"{}")
    await client.blmove("saq:test:queued", "saq:test:active", 1, "LEFT", "RIGHT")  # as a worker begins
    assert await jobs.sweep(lock=1) == []
    assert await RedisJobs(jobs).alive("video")
    assert await client.llen("saq:test:queued") == 0
    await client.delete("saq:test:sweep")
    assert await jobs.sweep(lock=1), "what is still unmarked a sweep later was left by its worker"
    assert await client.llen("saq:test:queued") == 1
