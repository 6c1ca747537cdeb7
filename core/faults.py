"""Faults of our own at the entry boundaries: logged under an id, told as one sentence with that id."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import Any

from core.errors import CuepointError, InternalError
from core.watching import What, happened, shown_id


@contextlib.contextmanager
def boundary(log: logging.Logger, doing: str) -> Iterator[None]:
    """Let errors with a sentence of their own pass, and turn any other into an InternalError.

    Args:
        log: where the other's trace goes, under the id that people are told: that of all that was done for them, if
            there is one.
        doing: what is being done here, for the log.

    Raises:
        InternalError: for whatever went wrong that no one has foreseen.
    """
    try:
        yield
    except CuepointError:
        raise
    except Exception as error:
        raise InternalError(log_fault(log, doing, error)) from error


def log_fault(log: logging.Logger, doing: str, error: BaseException) -> str:
    """Log an error that no one has foreseen, with its trace; returns the id it is logged under.

    Args:
        log: where it is logged.
        doing: what was being done.
        error: what went wrong.
    """
    fault = shown_id() or secrets.token_hex(4)
    happened(What.FAULT, to=log, level=logging.ERROR, error=error, fault=fault, doing=doing)
    return fault


@contextlib.contextmanager
def tried(log: logging.Logger, doing: str) -> Iterator[None]:
    """Let nothing that goes wrong inside keep from what comes after it; `log` and `doing` as of `boundary`."""
    with contextlib.suppress(CuepointError), boundary(log, doing):
        yield


def log_unhandled(loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log an exception that no task handled, as a fault: an event loop's exception handler.

    https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.loop.set_exception_handler
    """
    error = context.get("exception")
    # What a transport says of a lost connection is no fault of ours.
    if isinstance(error, OSError) or not isinstance(error, Exception):
        loop.default_exception_handler(dict(context))
        return
    log_fault(logging.getLogger(__name__), str(context["message"]), error)


async def now_and_then(
    do: Callable[[], Awaitable[None]], every: float, log: logging.Logger, doing: str, *, at_once: bool = True
) -> None:
    """Do something until cancelled, whatever goes wrong: Redis away for a while is no reason not to try again.

    Args:
        do: what is done.
        every: how many seconds lie between.
        log: as of `boundary`.
        doing: as of `boundary`.
        at_once: whether it begins with doing it, rather than with waiting.
    """
    if not at_once:
        await asyncio.sleep(every)
    while True:
        with tried(log, doing):
            await do()
        await asyncio.sleep(every)
