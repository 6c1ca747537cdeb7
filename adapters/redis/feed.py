"""Ordered events, as Redis streams."""

from collections.abc import AsyncIterator
from typing import cast

from redis.asyncio import Redis

from adapters.redis.client import PREFIX

LIFETIME = 3600
"""For how many seconds events are kept after the last."""
IDLE = 2000
"""After how many milliseconds without an event a reader is told so."""
_FIELD = b"event"
_Streams = list[tuple[bytes, list[tuple[bytes, dict[bytes, bytes]]]]]
"""What XREAD answers: of each stream its name and its entries (https://redis.io/docs/latest/commands/xread/)."""


class RedisFeed:
    """Implements `core.ports.Feed`."""

    def __init__(self, client: Redis) -> None:
        self._client = client

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
        last = b"0"
        while True:
            streams = cast("_Streams", await self._client.xread({key: last}, block=IDLE))
            if not streams:
                yield None
            for _, entries in streams:
                for entry, fields in entries:
                    last = entry
                    yield fields[_FIELD]
