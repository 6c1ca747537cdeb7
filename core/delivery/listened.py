"""Until when a platform was listened to, so that what was posted meanwhile can be read after the fact."""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

from core.delivery.chat import ChatDown
from core.keys import FORMAT
from core.ports import Store
from core.times import DAY, HOUR

T = TypeVar("T")
LONGEST = DAY
"""How many seconds back is read."""
EVERY = 5.0
"""How often, in seconds, it is remembered that we listen."""
SLACK = 90.0
"""For how many seconds a connection can be dead before it is noticed; so far is read twice."""
FORGOTTEN = HOUR
"""How many seconds back is read where Redis has lost its memory while we listened."""
SETTLING = 10.0
"""For how many seconds it waits for that: what is under way is known again by then, and isn't taken in twice."""
LOST = (
    "Redis has lost its memory. Settings of channels and servers, summaries, budgets and what threads there are is "
    "forgotten. What was posted in the last hour and has no reply is taken in again; what has one stays as it is."
)


AT_THE_END = 1.0
"""For how many seconds at most who stops tries to remember that it listened: Redis may be away."""
PAUSE, LONGEST_PAUSE = 1.0, 30.0
"""For how many seconds it waits where the platform can't be reached, at first and at most."""

log = logging.getLogger(__name__)


async def patiently(read: Callable[[], Awaitable[T]]) -> T:
    """Return what is read, tried again for as long as the platform can't be reached: nobody else will read it.

    Raises:
        Gone: there is nothing to read there.
    """
    pause = PAUSE
    while True:
        try:
            return await read()
        except ChatDown as error:
            log.warning("what was missed is read again in %s s: %s", pause, error)
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


class Listened:
    """Remembers until when one connection has listened; `name` is the connection's."""

    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._key = f"listened:{FORMAT}:{name}"
        self._marked = False

    async def since(self) -> float | None:
        """Return from when on something may have been missed (seconds since 1970), or None where it is the first time.

        Whoever listens for the first time leaves alone what was posted earlier.
        """
        try:
            marked = float(await self._store.get(self._key) or "nan")
        except ValueError:
            return None
        return max(marked - SLACK, time.time() - LONGEST) if math.isfinite(marked) else None

    async def mark(self, *, ahead: float = 0.0) -> bool:
        """Remember that we listen; returns False where Redis has forgotten that we did.

        Args:
            ahead: how many seconds from now on are not to be read later.
        """
        known = not self._marked or await self._store.get(self._key) is not None
        await self._store.put(self._key, str(time.time() + ahead).encode(), 2 * LONGEST)
        self._marked = True
        return known
