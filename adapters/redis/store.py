"""Bytes under keys, each for a time."""

import math
from typing import cast

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from adapters.redis.client import PREFIX
from adapters.redis.spoiled import is_of_another_type

_CLOSED = b"closed"
"""The value of a closed key. Nothing that is kept reads so: it is JSON, compressed, a number or a token."""
_PUT = """
if redis.pcall('GET', KEYS[1]) == 'closed' then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_SWAP = """
-- What is of another type counts as not there, as for get.
local kept = redis.pcall('GET', KEYS[1])
if kept == 'closed' then return -1 end
local there = type(kept) == 'string'
local expected = ARGV[3] == '1'
if there ~= expected or (there and kept ~= ARGV[4]) then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""


class RedisStore:
    """Implements `core.ports.Store` and `core.ports.SwapStore`."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._put = client.register_script(_PUT)
        self._swap = client.register_script(_SWAP)

    async def get(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        try:
            # redis-py's types allow for clients that decode; ours does not.
            kept = cast("bytes | None", await self._client.get(PREFIX + key))
        except ResponseError as error:
            if is_of_another_type(error):
                return None
            raise
        return None if kept == _CLOSED else kept

    async def put(self, key: str, value: bytes, lifetime: float) -> bool:
        """Keep `value` under `key` for `lifetime` seconds; returns False, keeping nothing, where it is closed."""
        return bool(await self._put(keys=[PREFIX + key], args=[value, math.ceil(lifetime * 1000)]))

    async def add(self, key: str, value: bytes, lifetime: float) -> bool:
        """Keep `value` unless there is something under `key`; returns whether there was nothing. All at once."""
        return bool(await self._client.set(PREFIX + key, value, px=math.ceil(lifetime * 1000), nx=True))

    async def drop(self, key: str, *, closed: float = 0.0) -> None:
        """Forget what is under `key`, if anything is; for `closed` seconds nothing can be kept there."""
        if closed:
            await self._client.set(PREFIX + key, _CLOSED, px=math.ceil(closed * 1000))
        else:
            await self._client.delete(PREFIX + key)

    async def swap(self, key: str, old: bytes | None, new: bytes, lifetime: float) -> bool | None:
        """Keep `new` for `lifetime` seconds where `old` is kept: see `core.ports.SwapStore`."""
        arguments: list[bytes | int] = [new, math.ceil(lifetime * 1000), int(old is not None), old or b""]
        swapped = int(await self._swap(keys=[PREFIX + key], args=arguments))
        return None if swapped < 0 else bool(swapped)
