"""Failures on order: the next calls of some name are answered with an error, never, or by a cut line."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

Answer = Callable[[], web.Response]


@dataclass(eq=False, slots=True)
class Fault:
    """A failure on order.

    `skip` is how many calls it lets pass first, `left` how many it still strikes, `hits` how many it struck.
    `after`: the deed is done first, and only its answer is lost. `answer` makes the error, or is None for a cut line;
    `hangs`: nothing comes until it is lifted.
    """

    pattern: re.Pattern[str]
    left: int
    skip: int = 0
    after: bool = False
    answer: Answer | None = None
    hangs: bool = False
    hits: int = 0
    lifted: asyncio.Event = field(default_factory=asyncio.Event)

    def lift(self) -> None:
        """End it, and cut off those who hang."""
        self.left = 0
        self.lifted.set()

    async def strike(self, request: web.Request) -> web.Response:
        """Fail a request."""
        if self.hangs:
            await self.lifted.wait()
        if self.answer is not None:
            return self.answer()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=503)


class Faults:
    """The failures on order."""

    def __init__(self) -> None:
        self._all: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Order a failure."""
        self._all.append(fault)
        return fault

    def take(self, name: str, *, after: bool) -> Fault | None:
        """Return the failure that strikes a call of that name now, before or after the deed is done."""
        for fault in self._all:
            if fault.left > 0 and fault.after is after and fault.pattern.fullmatch(name):
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.left -= 1
                fault.hits += 1
                return fault
        return None

    def lift(self) -> None:
        """End all."""
        for fault in self._all:
            fault.lift()
        self._all.clear()
