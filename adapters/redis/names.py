"""Lists of names, as Redis sorted sets whose scores are the times at which they end."""

import math
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from adapters.redis.client import PREFIX
from adapters.redis.spoiled import is_of_another_type

T = TypeVar("T")

_ADD = """
local listing, now, ends, name, lifetime = KEYS[1], unpack(ARGV)
redis.call('ZREMRANGEBYSCORE', listing, '-inf', now)
redis.call('ZADD', listing, ends, name)
-- All names of a list are kept equally long, so that none ends after the last that was added.
redis.call('EXPIRE', listing, lifetime)
"""


class RedisNames:
    """Implements `core.ports.Names`."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._put = client.register_script(_ADD)

    async def add(self, listing: str, name: str, lifetime: float) -> None:
        """Put a name on a list for `lifetime` seconds."""
        await self._on_a_list(listing, lambda key: self._add(key, name, lifetime))

    async def drop(self, listing: str, name: str) -> None:
        """Take a name off a list."""
        await self._on_a_list(listing, lambda key: self._client.zrem(key, name))

    async def keep(self, listing: str, most: int) -> None:
        """Take off a list those that end first, so that at most `most` are left."""
        await self._client.zremrangebyrank(PREFIX + listing, 0, -most - 1)

    async def all(self, listing: str) -> tuple[str, ...]:
        """Return the names on a list, those that end first coming first; what is no text is left out."""
        # redis-py's types allow for clients that decode, and for scores; ours does not, and none are asked for.
        names = cast("list[bytes]", await self._on_a_list(listing, self._all))
        return tuple(name for each in names if (name := each.decode(errors="ignore")).encode() == each)

    async def _add(self, key: str, name: str, lifetime: float) -> None:
        now = time.time()
        await self._put(keys=[key], args=[now, now + lifetime, name, math.ceil(lifetime)])

    async def _all(self, key: str) -> object:
        return await self._client.zrangebyscore(key, f"({time.time()}", "+inf")

    async def _on_a_list(self, listing: str, do: Callable[[str], Awaitable[T]]) -> T:
        """Return what is done with the key of a list; what is there and is no list goes first."""
        key = PREFIX + listing
        try:
            return await do(key)
        except ResponseError as error:
            if not is_of_another_type(error):
                raise
            await self._client.delete(key)
            return await do(key)
