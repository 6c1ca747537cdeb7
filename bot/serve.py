"""What serves until it is told to stop."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterable

from bot.check import check_the_model
from bot.ending import Ending
from bot.settings import Settings
from bot.supervision import Platform, Supervisor
from bot.tracing import traced
from bot.wiring import Cuepoint, at_work, wire, working
from core.checks import Status
from core.faults import tried

log = logging.getLogger(__name__)

_LEVELS = {
    Status.OK: logging.INFO,
    Status.NOTE: logging.WARNING,
    Status.DOWN: logging.WARNING,
    Status.WRONG: logging.ERROR,
}


async def serve(settings: Settings, ending: Ending, *platforms: Platform) -> None:
    """Serve platforms, and compute, until told to stop or until none can be served; outages are waited for.

    Raises:
        CuepointError: Redis can't be reached at the start; or why the first platform can't be served, once none can.
    """
    async with (
        traced(ending.left),
        wire(settings, ending) as cuepoint,
        _monitored(cuepoint, settings),
        working(cuepoint, settings),
        _model_reported(settings),
    ):
        told = asyncio.create_task(ending.told())
        try:
            await _all_ended([Supervisor(each, cuepoint, settings, told) for each in platforms], told)
        finally:
            told.cancel()


async def _all_ended(supervisors: Iterable[Supervisor], told: "asyncio.Task[None]") -> None:
    """Wait until all platforms have ended.

    Raises:
        CuepointError: why the first of them did, where none was told to.
    """
    errors: list[BaseException] = []
    running = {each.task for each in supervisors}
    while running:
        try:
            ended, running = await asyncio.wait(running, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            # The end is pressed (bot/ending.py), more than once where it must be.
            for task in running:
                task.cancel()
            continue
        for task in ended:
            if not task.cancelled() and (error := task.exception()):
                errors.append(error)
                if running:
                    log.error("%s is not served any more, the others are: %s", task.get_name(), error)
    if errors and not told.done():
        raise errors[0]


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
        _model_reported(settings),
    ):
        await ending.told()


@contextlib.asynccontextmanager
async def _model_reported(settings: Settings) -> AsyncIterator[None]:
    """Log meanwhile what the model's server says of the key and the model: nobody has to wait for it."""
    task = asyncio.create_task(_report_model(settings)) if settings.has_model else None
    try:
        yield
    finally:
        if task:
            task.cancel()


async def _report_model(settings: Settings) -> None:
    with tried(log, "checking the model"):
        for finding in await check_the_model(settings):
            log.log(_LEVELS[finding.status], "the model: %s", finding.text)


def _monitored(cuepoint: Cuepoint, settings: Settings) -> contextlib.AbstractAsyncContextManager[None]:
    if settings.metrics_port is None:
        return contextlib.nullcontext()
    from bot.monitoring import monitored  # noqa: PLC0415 - who isn't watched doesn't pay for it

    return monitored(cuepoint.health, settings.metrics_host, settings.metrics_port)
