"""Computations that kill their process: tried twice, then given up, for all processes and after a restart."""

from dataclasses import replace

import pytest
from redis.asyncio import Redis

from adapters.redis.client import PREFIX
from adapters.redis.tallies import RedisTallies
from core.codec import decode, encode
from core.compute import ComputationGivenUp, RetryingPool, ThreadPool
from core.model import Transcript
from tests.fakes.engine import transcript
from tests.fakes.pool import DeadlyPool


def cues_of(given: Transcript) -> int:
    return len(given.cues)


def titled(given: Transcript) -> str:
    return given.video.title


async def test_what_kills_its_process_once_is_tried_again(redis: Redis) -> None:
    pool = DeadlyPool(times=1)
    assert await RetryingPool(pool, RedisTallies(redis)).run(cues_of, transcript()) == 12
    assert pool.calls == 2


async def test_what_kills_it_twice_is_given_up_and_not_tried_after_a_restart(redis: Redis) -> None:
    pool, kills = DeadlyPool(times=9), RedisTallies(redis)
    with pytest.raises(ComputationGivenUp):
        await RetryingPool(pool, kills).run(cues_of, transcript())
    assert pool.calls == 2
    kept = decode(encode(transcript()), Transcript)
    assert kept
    with pytest.raises(ComputationGivenUp) as raised:
        await RetryingPool(pool, kills).run(cues_of, kept)
    assert pool.calls == 2, "the same transcript, read anew, is the same computation"
    (kept_under,) = await redis.keys(f"{PREFIX}*")
    assert 0 < await redis.ttl(kept_under) <= raised.value.lasting


async def test_other_computations_are_not_given_up(redis: Redis) -> None:
    pool, kills = DeadlyPool(times=2), RedisTallies(redis)
    with pytest.raises(ComputationGivenUp):
        await RetryingPool(pool, kills).run(cues_of, transcript())
    other = replace(transcript(), language="de")
    assert await RetryingPool(pool, kills).run(cues_of, other) == 12
    assert await RetryingPool(pool, kills).run(titled, transcript()) == "The clock"


async def test_errors_pass_and_count_for_nothing(redis: Redis) -> None:
    with pytest.raises(ZeroDivisionError):
        await RetryingPool(ThreadPool(), RedisTallies(redis)).run(divmod, 1, 0)
    assert await redis.keys("*") == []
