"""Failures on order: the next calls of a method are answered with an error, never, late, or by a cut line."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from aiohttp import web

from tests.fakes.slack.errors import Payload
from tests.fakes.slack.jsonic import answer

Answer = Callable[[], web.Response]
TOO_MANY = 429


@dataclass(eq=False, slots=True)
class Fault:
    """A failure on order.

    `skip` is how many calls it lets pass first, `left` how many it still strikes, `hits` how many it struck. `after`:
    the deed is done first, and only its answer is lost. `answer` makes the error, or is None for a cut line; `hangs`:
    nothing comes until it is lifted.
    """

    pattern: str
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
    """The failures on order, and how late each method's answers are."""

    def __init__(self) -> None:
        self._all: list[Fault] = []
        self.delays: dict[str, float] = {}

    def add(self, fault: Fault) -> Fault:
        """Order a failure."""
        self._all.append(fault)
        return fault

    def take(self, method: str, *, after: bool) -> Fault | None:
        """Return the failure that strikes a method now, before or after the deed is done."""
        for fault in self._all:
            if fault.left > 0 and fault.after is after and fnmatchcase(method, fault.pattern):
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.left -= 1
                fault.hits += 1
                return fault
        return None

    def delay(self, method: str) -> float:
        """Return after how many seconds a method answers."""
        return max((wait for pattern, wait in self.delays.items() if fnmatchcase(method, pattern)), default=0.0)

    def lift(self) -> None:
        """End all."""
        for fault in self._all:
            fault.lift()
        self._all.clear()
        self.delays.clear()


def refusal(error: str, status: int, retry_after: int, details: Payload) -> Answer:
    """Return what makes the answer of a refusal: a rate limit is a 429 with Retry-After (docs: Rate limits)."""
    body: Payload = {"ok": False, "error": error, **details}
    if error == "ratelimited":
        return lambda: answer(body, TOO_MANY, {"Retry-After": str(retry_after)})
    return lambda: answer(body, status)
