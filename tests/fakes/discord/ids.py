"""Snowflakes: Discord's ids, which hold the time they were made at (docs: Reference > Snowflakes)."""

import time
from datetime import UTC, datetime
from itertools import count

EPOCH = 1_420_070_400_000
"""The first second of 2015, in milliseconds (docs: Reference > Snowflake ID Format)."""


class Snowflakes:
    """Makes ids that grow with time and never repeat."""

    def __init__(self) -> None:
        self._counter = count(1)
        self._guilds = count()

    def next(self, ago: float = 0.0) -> int:
        """Return the id of something made `ago` seconds before now."""
        return (_milliseconds() - int(ago * 1000) << 22) | (next(self._counter) % (1 << 22))

    def next_guild(self) -> int:
        """Return a guild's id; each falls to the next shard, (id >> 22) % shards (docs: Gateway > Sharding)."""
        return (1_000_000_000 + next(self._guilds) << 22) | (next(self._counter) % (1 << 22))


def _milliseconds() -> int:
    return int(time.time() * 1000) - EPOCH


def created_at(snowflake: int) -> datetime:
    """Return when the thing of that id was made."""
    return datetime.fromtimestamp(((snowflake >> 22) + EPOCH) / 1000, UTC)


def at(moment: datetime) -> int:
    """Return the smallest id that a thing made at `moment` can have."""
    return int(moment.timestamp() * 1000) - EPOCH << 22
