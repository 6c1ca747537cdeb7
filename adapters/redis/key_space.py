"""All keys of Cuepoint in a Redis."""

from collections.abc import AsyncIterator
from typing import cast

from redis.asyncio import Redis

from adapters.redis.client import PREFIX

PAGE = 500
"""About how many keys Redis looks at in one go: it serves nobody else meanwhile."""


class RedisKeySpace:
    """Implements `core.ports.KeySpace` by SCAN (https://redis.io/docs/latest/commands/scan/)."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    async def pages(self, *beginnings: str) -> AsyncIterator[tuple[str, ...]]:
        """Yield the keys that begin so, about five hundred at a time; a key can come twice."""
        for beginning in beginnings or ("",):
            cursor = 0
            while True:
                # redis-py's types allow for clients that decode; ours does not.
                found = await self._client.scan(cursor, match=f"{PREFIX}{beginning}*", count=PAGE)
                cursor, keys = cast("tuple[int, list[bytes]]", found)
                yield tuple(dict.fromkeys(key.decode(errors="replace").removeprefix(PREFIX) for key in keys))
                if not cursor:
                    break
