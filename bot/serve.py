"""What serves until it is told to stop."""

import asyncio
import contextlib
from collections.abc import Callable

from bot.ending import Ending
from bot.settings import Settings
from bot.tracing import traced
from bot.wiring import Cuepoint, at_work, wire, working

Chat = Callable[[Cuepoint, Settings], contextlib.AbstractAsyncContextManager["asyncio.Future[None]"]]
"""Serves a chat for as long as its context lasts; what it yields ends where the chat ends it."""


async def serve(settings: Settings, ending: Ending, *chats: Chat) -> None:
    """Serve chats, and compute, until told to stop or until one of them ends; what is under way goes on elsewhere.

    Raises:
        CuepointError: Redis or a chat can't be reached, or a chat won't have us.
    """
    async with (
        traced(ending.left),
        wire(settings, ending) as cuepoint,
        _monitored(cuepoint, settings),
        working(cuepoint, settings),
        contextlib.AsyncExitStack() as stack,
    ):
        waited = {await stack.enter_async_context(chat(cuepoint, settings)) for chat in chats}
        told = asyncio.create_task(ending.told())
        ended, _ = await asyncio.wait({told, *waited}, return_when=asyncio.FIRST_COMPLETED)
        told.cancel()
        for task in ended:
            await task


async def worker(settings: Settings, ending: Ending) -> None:
    """Compute summaries until told to stop; what is under way then ends, or is handed back to the queue.

    Raises:
        StoreUnavailable: Redis can't be reached.
    """
    async with (
        traced(ending.left),
        wire(settings, ending) as cuepoint,
        _monitored(cuepoint, settings),
        at_work(cuepoint, cuepoint.worker),
    ):
        await ending.told()


def _monitored(cuepoint: Cuepoint, settings: Settings) -> contextlib.AbstractAsyncContextManager[None]:
    if settings.metrics_port is None:
        return contextlib.nullcontext()
    from bot.monitoring import monitored  # noqa: PLC0415 - who isn't watched doesn't pay for it

    return monitored(cuepoint.health, settings.metrics_host, settings.metrics_port)
