"""The commands that serve until they are told to stop."""

import asyncio
import signal

from bot.settings import Settings
from bot.wiring import GRACE, wire


async def worker(settings: Settings) -> None:
    """Compute summaries until SIGTERM or SIGINT; what is under way then ends, or is handed back to the queue.

    Raises:
        StoreUnavailable: Redis can't be reached.
    """
    async with wire(settings, patient=True) as cuepoint, cuepoint.worker.running(grace=GRACE):
        await told_to_stop()


async def told_to_stop() -> None:
    """Wait for SIGTERM or SIGINT."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    await stop.wait()
