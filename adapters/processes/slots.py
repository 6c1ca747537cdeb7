"""How many calls go on at once: a bound that slow ones don't fill up."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Slots:
    """Slots for quick calls, and others into which a call moves once it is slow."""

    def __init__(self, quick: int, slow: int, patience: float) -> None:
        """Make them.

        Args:
            quick: how many calls go on at once before they are slow.
            slow: how many slow ones may go on beside them; further ones keep their slots for quick calls.
            patience: after how many seconds a call is slow.
        """
        self._quick = asyncio.Semaphore(quick)
        self._slow = asyncio.Semaphore(slow)
        self._patience = patience

    @asynccontextmanager
    async def take(self) -> AsyncIterator[None]:
        """Hold a slot for as long as the context lasts, from when one for quick calls is free."""
        await self._quick.acquire()
        held = [self._quick]
        moving = asyncio.create_task(self._move(held))
        try:
            yield
        finally:
            moving.cancel()
            held[0].release()

    async def _move(self, held: list[asyncio.Semaphore]) -> None:
        """Exchange a slot for a slow one, as soon as the call is slow and one is free."""
        await asyncio.sleep(self._patience)
        await self._slow.acquire()
        held[0] = self._slow
        self._quick.release()
