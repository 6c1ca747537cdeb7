"""Keys while something runs: Ctrl-C stops it and nothing else, and what is typed ahead does not blot the screen."""

import asyncio
import signal
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import TextIO

if sys.platform != "win32":
    import termios


async def interruptible(work: Coroutine[None, None, None]) -> bool:
    """Do some work that Ctrl-C cancels; return whether it came to its end.

    It is cancelled as any task is, so that all it holds is let go. To be awaited in the main thread.
    """
    task = asyncio.ensure_future(work)
    with _interrupting(task):
        try:
            await task
        except asyncio.CancelledError:
            me = asyncio.current_task()
            if me and me.cancelling():
                raise
            return False
    return True


@contextmanager
def _interrupting(task: "asyncio.Future[None]") -> Iterator[None]:
    """Have SIGINT cancel the task. `loop.add_signal_handler` would forget who handled it before."""
    loop = asyncio.get_running_loop()
    before = signal.signal(signal.SIGINT, lambda *_: loop.call_soon_threadsafe(task.cancel))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def unechoed(stdin: TextIO) -> Iterator[None]:
    """Have the terminal itself neither show keys nor edit lines, as the prompt does both; keys wait for the prompt."""
    if sys.platform == "win32":  # shows no keys by itself
        yield
        return
    descriptor = stdin.fileno()
    before = termios.tcgetattr(descriptor)
    silent = before.copy()
    silent[3] &= ~(termios.ECHO | termios.ICANON)  # the local modes
    termios.tcsetattr(descriptor, termios.TCSADRAIN, silent)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
