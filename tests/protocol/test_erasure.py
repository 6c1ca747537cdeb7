"""Erasure on a real Redis: what is under way, what only mentions a subject, and what a killed process left."""

from dataclasses import replace

import pytest
from redis.asyncio import Redis

from adapters.redis.feed import RedisFeed
from adapters.redis.key_space import RedisKeySpace
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from core.delivery.departures import Departures
from core.delivery.record import Delivery, Place
from core.delivery.records import Records, records
from core.erasure import Erasure, Subject, target
from core.model import Site, VideoRef
from core.preferences import Mode, PreferencesOf
from core.requests import Request
from tests.e2e.deletion_kit import everything, mentions

VIDEO, OTHER = VideoRef(Site.YOUTUBE, "aaaaaaaaaaa"), VideoRef(Site.YOUTUBE, "bbbbbbbbbbb")


def erasure(redis: Redis) -> Erasure:
    store, names = RedisStore(redis), RedisNames(redis)
    return Erasure(records(store, names), store, names, RedisKeySpace(redis), RedisFeed(redis))


def kept_in(redis: Redis) -> Records:
    return records(RedisStore(redis), RedisNames(redis))


def delivery(server: str = "g1", channel: str = "c1", author: str = "ada", video: VideoRef = VIDEO) -> Delivery:
    place = Place("memory", server, channel)
    return Delivery(place, f"post in {channel}", author, Request(video, community=place.community))


async def test_counting_erases_nothing(redis: Redis) -> None:
    await kept_in(redis).deliveries.begin(delivery())
    before = await everything(redis)
    assert await erasure(redis).count(target(Subject.USER, "ada")) == {"delivery": 1}
    assert await everything(redis) == before


@pytest.mark.parametrize(
    ("subject", "ident"), [("user", "ada"), ("server", "g1"), ("channel", "c1"), ("video", VIDEO.id)]
)
async def test_what_others_have_stays(redis: Redis, subject: str, ident: str) -> None:
    deliveries = kept_in(redis).deliveries
    ours, theirs = delivery(), delivery("g2", "c2", "bob", OTHER)
    await deliveries.begin(ours)
    await deliveries.begin(theirs)
    assert await erasure(redis).erase(target(Subject(subject), ident)) == {"delivery": 1}
    assert await deliveries.load(ours.id) is None
    assert await deliveries.load(theirs.id) == theirs
    assert not mentions(await everything(redis), [ident])
    assert not await deliveries.begin(ours), "an event that comes again brings nothing back"


async def test_an_id_that_another_begins_with_is_another_s(redis: Redis) -> None:
    await kept_in(redis).deliveries.begin(delivery("g11", "c11", "adah"))
    for subject, ident in ((Subject.USER, "ada"), (Subject.SERVER, "g1"), (Subject.CHANNEL, "c1")):
        assert not await erasure(redis).erase(target(subject, ident))


async def test_a_delivery_that_only_names_the_video_stays_without_the_name(redis: Redis) -> None:
    deliveries = kept_in(redis).deliveries
    naming = replace(delivery(video=OTHER), left_out=(VIDEO,))
    await deliveries.begin(naming)
    await erasure(redis).erase(target(Subject.VIDEO, VIDEO.id))
    assert await deliveries.load(naming.id) == replace(naming, left_out=())


async def test_a_departure_is_dealt_with_after_a_restart_and_once_more(redis: Redis) -> None:
    names = RedisNames(redis)
    preferences = PreferencesOf(RedisStore(redis))
    await names.add("departures:1:memory", "g1", 60.0)
    await preferences.change("memory", "g1", "", mode=Mode.OFF)
    restarted = Departures("memory", names, erasure(redis))
    await restarted.look()
    # What was under way when it was erased writes a count.
    await preferences.change("memory", "g1", "c1", mode=Mode.OFF)
    await restarted.look()
    assert await names.all("departures:1:memory") == ("g1",)
    await restarted.look()
    assert not await names.all("departures:1:memory")
    assert not mentions(await everything(redis), ["g1"])


async def test_who_comes_back_in_time_keeps_the_settings(redis: Redis) -> None:
    names, preferences = RedisNames(redis), PreferencesOf(RedisStore(redis))
    await names.add("departures:1:memory", "g1", 60.0)
    await preferences.change("memory", "g1", "", mode=Mode.OFF)
    departures = Departures("memory", names, erasure(redis))
    await departures.cancel("g1")
    await departures.look()
    assert (await preferences.at("memory", "g1", "c1")).mode is Mode.OFF
