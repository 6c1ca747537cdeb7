"""Sums that all processes add to, as Redis strings."""

import math
from collections.abc import Mapping

from redis.asyncio import Redis
from redis.exceptions import ResponseError

from adapters.redis.client import PREFIX
from adapters.redis.spoiled import is_of_another_type

_ADD = """
local total = redis.call('INCRBYFLOAT', KEYS[1], ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[2])
return total
"""
_ADD_WITHIN = """
-- ARGV: the lifetime, then for each tally the most it may reach. What is no number counts as 0, as for add.
local totals = {}
for each, tally in ipairs(KEYS) do
    local kept = redis.pcall('GET', tally)
    local total = type(kept) == 'string' and tonumber(kept) or 0
    if total ~= total or total == math.huge or total == -math.huge then total = 0 end
    if total + 1 > tonumber(ARGV[each + 1]) then return each end
    totals[each] = total + 1
end
for each, tally in ipairs(KEYS) do redis.call('SET', tally, tostring(totals[each]), 'EX', ARGV[1]) end
return 0
"""
_NO_NUMBER = ("not a valid float", "NaN or Infinity")
"""How Redis says that what it should add to is none (its t_string.c, incrbyfloatCommand)."""


class RedisTallies:
    """Implements `core.ports.Tallies`.

    What a connection that breaks in the middle leaves unsaid is added again: a tally may be a little too high. What is
    no number any more, of another version or damaged, begins anew.
    """

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._add = client.register_script(_ADD)
        self._add_within = client.register_script(_ADD_WITHIN)

    async def add(self, name: str, amount: float, lifetime: float) -> float:
        """Add to a tally, which is forgotten `lifetime` seconds after the last time, and return its new total."""
        key = _key(name)
        try:
            total = float(await self._add(keys=[key], args=[amount, math.ceil(lifetime)]))
        except ResponseError as error:
            if not is_of_another_type(error) and not any(said in str(error) for said in _NO_NUMBER):
                raise
            total = math.nan
        if math.isfinite(total):
            return total
        await self._client.set(key, amount, ex=math.ceil(lifetime))
        return amount

    async def total(self, name: str) -> float:
        """Return a tally's total: 0 where nothing was added, or it is forgotten."""
        try:
            total = float(await self._client.get(_key(name)) or 0)
        except ValueError:
            return 0.0
        except ResponseError as error:
            if not is_of_another_type(error):
                raise
            return 0.0
        return total if math.isfinite(total) else 0.0

    async def add_within(self, most: Mapping[str, float], lifetime: float) -> str | None:
        """Add 1 to all tallies named, unless one would exceed its maximum: see `core.ports.Tallies`."""
        if not most:
            return None
        arguments = [math.ceil(lifetime), *most.values()]
        full = int(await self._add_within(keys=[_key(name) for name in most], args=arguments))
        return list(most)[full - 1] if full else None


def _key(name: str) -> str:
    return f"{PREFIX}tally:{name}"
