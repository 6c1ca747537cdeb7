"""Work that is done ahead of whoever needs it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from typing import TypeVar

T = TypeVar("T")
U = TypeVar("U")


async def ahead(items: AsyncIterator[T], make: Callable[[T], U]) -> AsyncGenerator[U, None]:
    """Yield what is made of each item, made while whoever asks for it is busy with those before.

    To be closed by whoever doesn't take it to its end (`contextlib.aclosing`): until then it goes on.

    Raises:
        Exception: whatever `items` raises, after all that came before.
    """
    made: asyncio.Queue[tuple[U] | None] = asyncio.Queue()
    making = asyncio.create_task(_make(items, make, made))
    try:
        while each := await made.get():
            yield each[0]
        await making
    finally:
        making.cancel()
        await asyncio.gather(making, return_exceptions=True)


async def _make(items: AsyncIterator[T], make: Callable[[T], U], made: "asyncio.Queue[tuple[U] | None]") -> None:
    try:
        async for item in items:
            made.put_nowait((make(item),))
            # What waits for its turn meanwhile, such as a message to be sent, comes first.
            await asyncio.sleep(0)
    finally:
        made.put_nowait(None)
