"""Work ahead: in order, while others are busy, and none for whoever has gone."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

import pytest

from core.ahead import ahead


async def numbers(count: int) -> AsyncIterator[int]:
    """Yield so many numbers, then wait for ever; fail where there are none."""
    for number in range(count):
        yield number
    if not count:
        raise LookupError
    await asyncio.Event().wait()


async def taken(items: AsyncIterator[int], make: Callable[[int], int], into: list[int]) -> None:
    async for each in ahead(items, make):
        into.append(each)  # noqa: PERF401 - what came before the error is wanted too


async def test_all_are_made_in_order_while_the_first_is_looked_at() -> None:
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        return -number

    async with contextlib.aclosing(ahead(numbers(4), make)) as coming:
        assert await anext(coming) == 0
        async with asyncio.timeout(10):
            while len(made) < 4:  # noqa: ASYNC110 - they are made in this very loop
                await asyncio.sleep(0)
        assert [await anext(coming) for _ in range(3)] == [-1, -2, -3]
    assert made == [0, 1, 2, 3]


async def test_what_the_items_end_with_is_raised() -> None:
    with pytest.raises(LookupError):
        await taken(numbers(0), abs, [])


async def test_what_making_fails_with_comes_in_its_turn() -> None:
    into: list[int] = []
    with pytest.raises(ZeroDivisionError):
        await taken(numbers(3), lambda number: 4 // (2 - number), into)
    assert into == [2, 4]


async def test_nothing_goes_on_for_who_has_gone() -> None:
    async with contextlib.aclosing(ahead(numbers(2), abs)) as coming:
        assert await anext(coming) == 0
        assert len(asyncio.all_tasks()) == 2
    assert len(asyncio.all_tasks()) == 1
