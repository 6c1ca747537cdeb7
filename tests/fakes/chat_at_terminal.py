"""A chat in a process of its own, over a desk whose summaries stop after their first section."""

import asyncio
import fcntl
import sys
import termios
from pathlib import Path

from adapters.terminal.session import open_chat
from tests.fakes.desk import MemoryDesk


async def main() -> None:
    """Hold the chat, and say at the end what was left under way. Arguments: the history's file, the sample's."""
    desk = MemoryDesk(asyncio.Event())
    history, sample = map(Path, sys.argv[1:])
    await open_chat(desk, engine="offline", sample=sample, history=history, stdin=sys.stdin, stdout=sys.stdout)
    echo = termios.tcgetattr(0)[3] & termios.ECHO if sys.stdin.isatty() else 0
    print(f"left under way: {desk.working}, echo: {bool(echo)}")  # noqa: T201 - the test reads it


if __name__ == "__main__":
    if sys.stdin.isatty():
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)  # so that the terminal's Ctrl-C is a signal to this process
    asyncio.run(main())
