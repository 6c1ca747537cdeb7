"""Messages of one channel taken in one after the other: what follows a link finds it written down."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from weakref import WeakValueDictionary


class Sequencer:
    """Gives turns by keys: those of one key come one after the other, as they were asked for; others don't wait."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    @contextlib.asynccontextmanager
    async def turn(self, key: str) -> AsyncIterator[None]:
        """Return a context that is entered when all earlier ones of the same key have been left."""
        async with self._locks.setdefault(key, asyncio.Lock()):
            yield
