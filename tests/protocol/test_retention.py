"""What is kept ends when the settings say so."""

import pytest
from redis.asyncio import Redis

from adapters.redis.locks import RedisLocks
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from bot.settings import Settings, SettingsWrong, load
from core.delivery.questions import Asked
from core.delivery.record import Delivery, Place
from core.delivery.records import records
from core.keys import transcript_key
from core.model import Site, VideoRef
from core.requests import Request
from core.retention import STANDARD, Retention
from core.times import DAY
from core.transcripts import Transcripts
from tests.fakes.engine import CountingSource, video_ref


async def days(redis: Redis, pattern: str) -> set[int]:
    """Return for how many days the keys are kept that match a pattern, rounded up."""
    left = [await redis.pttl(key) async for key in redis.scan_iter(match=f"cuepoint:{pattern}")]
    assert left
    return {-(-each // 86_400_000) for each in left}


async def test_each_kind_of_record_is_kept_as_long_as_it_is_set(redis: Redis) -> None:
    kept = records(RedisStore(redis), RedisNames(redis), Retention(questions=3 * DAY, deliveries=2 * DAY))
    place = Place("memory", "s", "c")
    delivery = Delivery(place, "1", "ada", Request(VideoRef(Site.YOUTUBE, "aaaaaaaaaaa")))
    await kept.deliveries.begin(delivery)
    await kept.deliveries.claim(delivery)
    await kept.questions.begin(Asked(place, "2", "ada", "home", "Why?", delivery=delivery.id))
    await kept.conversations.begin("memory", "home", delivery.request, delivery.id, "en")
    for kind in ("delivery", "there", "open", "of-message"):
        assert await days(redis, f"{kind}:*") == {2}, kind
    for kind in ("question", "asked", "of-delivery", "conversation"):
        assert await days(redis, f"{kind}:*") == {3}, kind


async def test_what_was_taken_back_is_remembered_as_such_however_short_records_are_kept(redis: Redis) -> None:
    kept = records(RedisStore(redis), RedisNames(redis), Retention(deliveries=DAY))
    delivery = Delivery(Place("memory", "s", "c"), "1", "ada", Request(VideoRef(Site.YOUTUBE, "aaaaaaaaaaa")))
    await kept.deliveries.begin(delivery)
    await kept.deliveries.forget(delivery)
    assert await days(redis, "delivery:*") == {14}


@pytest.mark.parametrize(("set_for", "pointer"), [(2, 2), (60, 7)])
async def test_transcripts_are_kept_as_long_as_is_set(redis: Redis, set_for: int, pointer: int) -> None:
    transcripts = Transcripts(CountingSource(), RedisStore(redis), RedisLocks(redis), kept=set_for * DAY)
    found, _ = await transcripts.get(video_ref(), None)
    assert await days(redis, transcript_key(found.content)) == {set_for}
    assert await days(redis, "pointer:*") == {pointer}


def test_settings_are_in_days_and_by_default_what_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings(_env_file=None).retention == STANDARD
    for name in ("TRANSCRIPTS", "SUMMARIES", "QUESTIONS", "DELIVERIES"):
        monkeypatch.setenv(f"RETENTION_{name}_DAYS", "2")
    assert Settings(_env_file=None).retention == Retention(2 * DAY, 2 * DAY, 2 * DAY, 2 * DAY)


@pytest.mark.parametrize("value", ["0", "-1", "x", "1e9", "0.5"])
def test_a_time_that_can_not_be_is_said(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("RETENTION_DELIVERIES_DAYS", value)
    with pytest.raises(SettingsWrong, match="RETENTION_DELIVERIES_DAYS"):
        load()
