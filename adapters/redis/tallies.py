"""Sums that all processes add to, as Redis strings."""

import math

from redis.asyncio import Redis

from adapters.redis.client import PREFIX


class RedisTallies:
    """Implements `core.ports.Tallies`.

    What a connection that breaks in the middle leaves unsaid is added again: a tally may be a little too high.
    """

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def add(self, name: str, amount: float, lifetime: float) -> float:
        """Add to a tally, which is forgotten `lifetime` seconds after the last time, and return its new total."""
        key = _key(name)
        async with self._client.pipeline(transaction=True) as pipe:
            pipe.incrbyfloat(key, amount)
            pipe.expire(key, math.ceil(lifetime))
            total, _ = await pipe.execute()
        return float(total)

    async def total(self, name: str) -> float:
        """Return a tally's total: 0 where nothing was added, or it is forgotten."""
        return float(await self._client.get(_key(name)) or 0)


def _key(name: str) -> str:
    return f"{PREFIX}tally:{name}"
