"""How many calls go on at once: a bound that slow ones don't fill up."""

import asyncio
from collections.abc import AsyncIterator, Callable
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
        self._left = slow
        self._patience = patience

    @asynccontextmanager
    async def take(self) -> AsyncIterator["Slot"]:
        """Yield a slot as soon as one for quick calls is free."""
        await self._quick.acquire()
        slot = Slot(self._move)
        timer = asyncio.get_running_loop().call_later(self._patience, slot.grow_slow)
        try:
            yield slot
        finally:
            timer.cancel()
            if slot.is_slow:
                self._left += 1
            else:
                self._quick.release()

    def _move(self) -> bool:
        """Free a slot for quick calls, if a slow one may have it."""
        if not self._left:
            return False
        self._left -= 1
        self._quick.release()
        return True


class Slot:
    """What one call holds."""

    def __init__(self, move: Callable[[], bool]) -> None:
        self._move = move
        self.is_slow = False
        self.on_slow: Callable[[], None] = lambda: None
        """Called when the call moves to a slow slot."""

    def grow_slow(self) -> None:
        """Count the call as slow."""
        self.is_slow = self._move()
        if self.is_slow:
            self.on_slow()
