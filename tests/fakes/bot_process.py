"""The real bot as a process of its own, which hands on a killed one's jobs sooner. Everything else is as for people.

Starting Python and importing what the bot needs takes a second of computing, so a server that has done so once for each
of pytest's workers forks them. `python -m tests.fakes.bot_process discord` starts one from nothing.
"""

import asyncio
import multiprocessing
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from adapters.redis import locks, sweeping

ROOT = Path(__file__).parents[2]
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.fakes.bot_process", "bot.discord", "bot.slack", "bot.platforms"])


class BotProcess:
    """A process of the bot, to act on as on one of `asyncio.subprocess`."""

    def __init__(self, command: tuple[str, ...], environment: Mapping[str, str], log: Path) -> None:
        """Start it; what it writes to stderr goes to the end of the log."""
        self._process = _context.Process(target=_begin, args=(command, dict(environment), str(log)), daemon=True)
        self._process.start()

    @property
    def returncode(self) -> int | None:
        """Return its exit code, or None while it runs."""
        return self._process.exitcode

    @property
    def pid(self) -> int | None:
        """Return its number."""
        return self._process.pid

    def kill(self) -> None:
        """End it with no time to say goodbye."""
        self._process.kill()

    def send_signal(self, sign: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if self.returncode is None and self._process.pid:
            os.kill(self._process.pid, sign)

    async def wait(self) -> int | None:
        """Wait for its end, and return its exit code."""
        ended, loop = asyncio.Event(), asyncio.get_running_loop()
        loop.add_reader(self._process.sentinel, ended.set)
        try:
            await ended.wait()
        finally:
            loop.remove_reader(self._process.sentinel)
        self._process.join()
        return self.returncode


def _begin(command: tuple[str, ...], environment: dict[str, str], log: str) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    os.dup2(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), sys.stderr.fileno())
    sys.argv = ["bot", *command]
    run()


def run() -> None:
    """Run the command line; production waits longer for a killed process, so that a slow one isn't doubled."""
    from adapters.discord import client  # noqa: PLC0415 - here and below: the tests that look on need nothing of it
    from bot.cli import main  # noqa: PLC0415

    client.IDENTIFY_EVERY = 1.0
    sweeping.HEARTBEAT = 2
    sweeping.SWEEP = 1
    locks.LEASE = 2.5
    main()


if __name__ == "__main__":
    run()
