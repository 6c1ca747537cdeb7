"""Blocking work beside the event loop."""

import asyncio
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


async def in_thread(name: str, work: Callable[[], T]) -> T:
    """Return what `work` returns, or raise what it raises, from a thread called `name` that ends with the process.

    `asyncio.to_thread` has a few threads for all that waits, and both the loop and the interpreter wait for them at
    their end: a server that hangs would hold up a stopping process. Nothing waits for this thread once its caller
    is cancelled; it is for `work` to notice that it isn't wanted any more.
    """
    future: Future[T] = Future()
    threading.Thread(target=contextvars.copy_context().run, args=(_run, future, work), name=name, daemon=True).start()
    return await asyncio.wrap_future(future)


def _run(future: Future[T], work: Callable[[], T]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - the boundary of a thread: whatever it is belongs to the caller
        future.set_exception(error)
