"""What is asked of Redis together takes one trip, and each gets the answer to its own command. On a real Redis."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import DataError, ResponseError

from adapters.redis.client import connect
from adapters.redis.together import TogetherRedis


@pytest.fixture
async def client(redis_url: str) -> AsyncIterator[TogetherRedis]:
    made = connect(redis_url)
    assert isinstance(made, TogetherRedis)
    async with made:
        await made.flushall()
        yield made


async def connected(client: TogetherRedis) -> int:
    return int((await client.info("clients"))["connected_clients"])


async def test_what_is_asked_together_takes_one_connection_and_keeps_its_order(client: TogetherRedis) -> None:
    before = await connected(client)
    answers = await asyncio.gather(*(client.incr("counted") for _ in range(50)), client.get("counted"))
    assert answers == [*range(1, 51), b"50"]
    assert await connected(client) == before


async def test_what_is_refused_is_told_to_who_asked_for_it(client: TogetherRedis) -> None:
    await client.set("text", "x")
    refused, kept, _ = await asyncio.gather(
        client.incr("text"), client.get("text"), client.set("other", 1), return_exceptions=True
    )
    assert isinstance(refused, ResponseError)
    assert kept == b"x"
    assert await client.get("other") == b"1"


@pytest.mark.parametrize("wrong", ["\ud800", object()], ids=["half a character", "no value"])
async def test_what_can_not_be_sent_is_told_to_who_asked_for_it(client: TogetherRedis, wrong: str) -> None:
    told, kept = await asyncio.gather(client.set("key", wrong), client.set("other", "x"), return_exceptions=True)
    assert isinstance(told, UnicodeEncodeError | DataError)
    assert kept is True


async def test_who_goes_away_takes_nobody_along(client: TogetherRedis) -> None:
    gone, stays = asyncio.ensure_future(client.incr("gone")), asyncio.ensure_future(client.incr("stays"))
    await asyncio.sleep(0)
    gone.cancel()
    assert await stays == 1
    assert gone.cancelled()
    assert await client.get("gone") == b"1"


async def test_who_waits_at_redis_keeps_nobody_waiting(client: TogetherRedis) -> None:
    waits = asyncio.ensure_future(client.xread({"stream": "0"}, block=0))
    assert await client.set("text", "x")
    assert not waits.done()
    await client.xadd("stream", {"event": "1"})
    assert await waits


@pytest.mark.parametrize("number", [1, 3])
async def test_where_redis_is_away_all_are_told(number: int) -> None:
    pool = ConnectionPool.from_url("unix:///nowhere/redis.sock", retry=Retry(NoBackoff(), 0))
    async with TogetherRedis.from_pool(pool) as client:
        told = await asyncio.gather(*(client.get("key") for _ in range(number)), return_exceptions=True)
    assert [type(each) for each in told] == [RedisConnectionError] * number
