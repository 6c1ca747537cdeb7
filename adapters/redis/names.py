"""Lists of names, as Redis sorted sets whose scores are the times at which they end."""

import math
import time
from typing import cast

from redis.asyncio import Redis

from adapters.redis.client import PREFIX


class RedisNames:
    """Implements `core.ports.Names`."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def add(self, listing: str, name: str, lifetime: float) -> None:
        """Put a name on a list for `lifetime` seconds."""
        key, now = PREFIX + listing, time.time()
        async with self._client.pipeline(transaction=True) as pipe:
            pipe.zremrangebyscore(key, "-inf", now)
            pipe.zadd(key, {name: now + lifetime})
            # All names of a list are kept equally long, so that none ends after the last that was added.
            pipe.expire(key, math.ceil(lifetime))
            await pipe.execute()

    async def drop(self, listing: str, name: str) -> None:
        """Take a name off a list."""
        await self._client.zrem(PREFIX + listing, name)

    async def all(self, listing: str) -> tuple[str, ...]:
        """Return the names on a list, those that end first coming first."""
        # redis-py's types allow for clients that decode, and for scores; ours does not, and none are asked for.
        names = cast("list[bytes]", await self._client.zrangebyscore(PREFIX + listing, f"({time.time()}", "+inf"))
        return tuple(name.decode() for name in names)
