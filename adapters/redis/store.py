"""Bytes under keys, each for a time."""

import math
from typing import cast

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from adapters.redis.client import PREFIX
from adapters.redis.spoiled import is_of_another_type


class RedisStore:
    """Implements `core.ports.Store`."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def get(self, key: str) -> bytes | None:
        """Return what is kept under `key`, or None."""
        try:
            # redis-py's types allow for clients that decode; ours does not.
            return cast("bytes | None", await self._client.get(PREFIX + key))
        except ResponseError as error:
            if is_of_another_type(error):
                return None
            raise

    async def put(self, key: str, value: bytes, lifetime: float) -> None:
        """Keep `value` under `key` for `lifetime` seconds."""
        await self._client.set(PREFIX + key, value, px=math.ceil(lifetime * 1000))

    async def add(self, key: str, value: bytes, lifetime: float) -> bool:
        """Keep `value` unless there is something under `key`; returns whether there was nothing. All at once."""
        return bool(await self._client.set(PREFIX + key, value, px=math.ceil(lifetime * 1000), nx=True))

    async def drop(self, key: str) -> None:
        """Forget what is under `key`, if anything is."""
        await self._client.delete(PREFIX + key)
