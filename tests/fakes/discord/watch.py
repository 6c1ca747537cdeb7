"""Waiting for something to become true, told of every change instead of asking again and again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Watch:
    """Wakes those who wait whenever something changed."""

    def __init__(self) -> None:
        self._waiting: list[asyncio.Future[None]] = []

    def changed(self) -> None:
        """Have everybody who waits look again."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def until(self, predicate: Callable[[], T], within: float, explain: Callable[[], str]) -> T:
        """Return what the predicate returned once it is true.

        Args:
            predicate: looked at now and after each change.
            within: how many seconds to wait.
            explain: says what happened instead.

        Raises:
            AssertionError: it never was.
        """
        try:
            async with asyncio.timeout(within):
                while not (value := predicate()):
                    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._waiting.append(future)
                    await future
        except TimeoutError:
            raise AssertionError(f"not within {within} s; {explain()}") from None
        return value
