"""The end of a process that serves: in order where that can be, and in time in any case."""

import asyncio
import contextlib
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Coroutine
from types import FrameType
from typing import Any

from core.errors import CuepointError
from core.faults import log_unhandled

IN_ORDER = 8.0
"""Within how many seconds what is under way is finished or handed back."""
PRESSED = 9.0
"""After how many seconds whatever is still waited for at the end is given up."""
AT_LATEST = 9.7
"""After how many seconds the process ends even where it stands still."""
_AGAIN = 0.1

log = logging.getLogger(__name__)


class Ending:
    """The one deadline that all parts of a process share once it ends."""

    def __init__(self) -> None:
        self._until: float | None = None
        self._told = asyncio.Event()
        self._awaited = False

    @property
    def is_told(self) -> bool:
        """Return whether the process was told to stop."""
        return self._told.is_set()

    def left(self) -> float:
        """Return how many seconds are left to finish what is under way or hand it back: all, until it is told."""
        return IN_ORDER if self._until is None else max(0.0, self._until - time.monotonic())

    async def told(self) -> None:
        """Wait until the process is told to stop; until here, being told cancels what it does."""
        self._awaited = True
        await self._told.wait()

    def tell(self, main: "asyncio.Task[None]") -> None:
        """Have the process stop; told again, it stops at once."""
        at_once = self.is_told or not self._awaited
        self._until = self._until or time.monotonic() + IN_ORDER
        self._told.set()
        if at_once:
            main.cancel()


async def until_told(serving: Callable[[Ending], Coroutine[Any, Any, None]]) -> None:
    """Serve until SIGTERM or SIGINT, and then for ten seconds at the most: what goes wrong from then on is logged.

    Raises:
        CuepointError: it can't serve.
    """
    ending = Ending()
    main = asyncio.create_task(serving(ending))
    loop = asyncio.get_running_loop()

    def told(_sign: int, _frame: FrameType | None) -> None:
        threading.Thread(target=_over, name="ending", daemon=True).start()
        loop.call_soon_threadsafe(ending.tell, main)
        loop.call_soon_threadsafe(loop.call_later, PRESSED, _press, main)

    loop.set_exception_handler(log_unhandled)
    # Not the loop's own handlers: they wait for the loop, which may stand still.
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, told)
    try:
        await main
    except asyncio.CancelledError:
        if not ending.is_told:
            raise
    except CuepointError as error:
        if not ending.is_told:
            raise
        log.warning("while it stopped: %s", error)


def _press(main: "asyncio.Task[None]") -> None:
    """Give up what is waited for, one thing after the other."""
    if not main.done():
        log.warning("what is still waited for at the end is given up")
        main.cancel()
        asyncio.get_running_loop().call_later(_AGAIN, _press, main)


def _over() -> None:
    """End the process where it doesn't by itself; all that it had under way goes on in another one."""
    time.sleep(AT_LATEST)
    with contextlib.suppress(Exception):
        log.warning("the process is ended as it stands")
    os._exit(0)


def exit_quietly(_sign: int, _frame: FrameType | None) -> None:
    """End a process that hasn't begun yet."""
    raise SystemExit(0)
