"""One chat platform of a process: served, and served again after an outage, without touching the other platforms."""

import asyncio
import contextlib
import itertools
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.settings import Settings
from bot.wiring import Cuepoint
from core.delivery.chat import ChatDown
from core.errors import CuepointError, InternalError, StoreUnavailable
from core.faults import boundary

PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0)
"""Seconds between two attempts. A Discord session is a scarce thing, 1,000 a day: the last one makes 720
(https://discord.com/developers/docs/events/gateway#session-start-limit-object)."""
STABLE = 600.0
"""Seconds of service after which the pauses begin anew."""

Serve = Callable[[Cuepoint, Settings], contextlib.AbstractAsyncContextManager["asyncio.Future[None]"]]
"""Serves for as long as its context lasts; yields a future that ends with the connection."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Platform:
    """A chat platform by the name that health and metrics give it, and how it is served."""

    name: str
    serve: Serve


class Supervisor:
    """Keeps one platform served.

    An outage, or a fault of Cuepoint's own, is followed by another attempt after a pause. Any other error, such as a
    wrong token, ends the platform: trying again would not help.
    """

    def __init__(
        self, platform: Platform, cuepoint: Cuepoint, settings: Settings, told: "asyncio.Future[None]"
    ) -> None:
        """Make it; `told` is done once the process is told to stop."""
        self.name = platform.name
        self._platform = platform
        self._cuepoint = cuepoint
        self._settings = settings
        self._told = told
        self._begun: float | None = None
        self._trouble = ""
        self.task = asyncio.create_task(self._run(), name=platform.name)
        # A start that hangs is cut off. What is served already ends in order, by itself.
        told.add_done_callback(lambda _: self._begun is None and self.task.cancel())

    async def _run(self) -> None:
        """Serve until told to stop.

        Raises:
            CuepointError: the platform can't be served with these settings.
        """
        pauses = _pauses()
        self._report_down()
        while not self._told.done():
            try:
                with boundary(log, f"serving {self.name}"):
                    await self._serve()
            except (ChatDown, StoreUnavailable, InternalError) as error:
                if self._begun is not None and _now() - self._begun > STABLE:
                    pauses = _pauses()
                self._note(_reason(error))
            finally:
                self._begun = None
                self._report_down()
            await asyncio.wait({self._told}, timeout=next(pauses))

    async def _serve(self) -> None:
        """Serve until told to stop, or until the connection ends.

        Raises:
            CuepointError: why it can't be served, or why the connection ended.
        """
        async with self._platform.serve(self._cuepoint, self._settings) as connection:
            self._begun = _now()
            self._note("")
            await asyncio.wait({connection, self._told}, return_when=asyncio.FIRST_COMPLETED)
            if not self._told.done():
                await connection
                raise ChatDown(f"{self.name} closed the connection")

    def _note(self, trouble: str) -> None:
        """Log a change: into trouble, into another trouble, out of it."""
        if trouble and trouble != self._trouble:
            log.warning("%s is not served now, and tried again until it is: %s", self.name, trouble)
        elif self._trouble and not trouble:
            log.info("%s is served again", self.name)
        self._trouble = trouble

    def _report_down(self) -> None:
        """Have the platform reported as not working; once served, it reports for itself."""
        self._cuepoint.health.watch(self.name, _down)


def _reason(error: CuepointError) -> str:
    return f"the fault {error.detail} in this log" if isinstance(error, InternalError) else str(error)


async def _down() -> bool:
    return False


def _now() -> float:
    return asyncio.get_running_loop().time()


def _pauses() -> Iterator[float]:
    return itertools.chain(PAUSES, itertools.repeat(PAUSES[-1]))
