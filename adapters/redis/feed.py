"""Ordered events, as Redis streams."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import cast

from redis.asyncio import Redis

from adapters.redis.client import PREFIX

LIFETIME = 3600
"""For how many seconds events are kept after the last."""
IDLE = 2000
"""After how many milliseconds without an event a reader is told so."""
READERS = 32
"""How many readers of a process wait at Redis, on a connection each; in a flood the others look now and then."""
LOOK_AGAIN = 0.5
"""For how many seconds these leave it between two looks."""
_FIELD = b"event"
_Streams = list[tuple[bytes, list[tuple[bytes, dict[bytes, bytes]]]]]
"""What XREAD answers: of each stream its name and its entries (https://redis.io/docs/latest/commands/xread/)."""


class RedisFeed:
    """Implements `core.ports.Feed`."""

    def __init__(self, client: Redis) -> None:
        self._client = client
        self._seats = asyncio.Semaphore(READERS)

    async def publish(self, name: str, event: bytes) -> None:
        """Append an event. The list is forgotten an hour after the last."""
        key = f"{PREFIX}feed:{name}"
        async with self._client.pipeline(transaction=True) as pipe:
            pipe.xadd(key, {_FIELD: event})
            pipe.expire(key, LIFETIME)
            await pipe.execute()

    async def follow(self, name: str) -> AsyncIterator[bytes | None]:
        """Yield the events from the first on, and wait for more; None each time that none came for two seconds."""
        key = f"{PREFIX}feed:{name}"
        last, heard = b"0", time.monotonic()
        while True:
            streams = await self._read(key, last)
            if not streams and time.monotonic() - heard >= IDLE / 1000:
                heard = time.monotonic()
                yield None
            for _, entries in streams:
                for entry, fields in entries:
                    last, heard = entry, time.monotonic()
                    yield fields[_FIELD]

    async def _read(self, key: str, last: bytes) -> _Streams:
        """Return what came after `last`; nothing where nothing comes for a while."""
        if not self._seats.locked():
            async with self._seats:
                return cast("_Streams", await self._client.xread({key: last}, block=IDLE))
        streams = cast("_Streams", await self._client.xread({key: last}))
        if not streams:
            await asyncio.sleep(LOOK_AGAIN)
        return streams
