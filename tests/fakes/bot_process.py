"""The real bot as a process of its own, which hands on a killed one's jobs sooner. Everything else is as for people.

Starting Python and importing what the bot needs takes a second of computing, so a server that has done so once for each
of pytest's workers forks them. `python -m tests.fakes.bot_process discord` starts one from nothing.
"""

import asyncio
import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from adapters.processes import worker
from adapters.processes.process import Limits, WorkerProcess
from adapters.redis import locks, sweeping
from tests.fakes import computations
from tests.fakes.processes import ROOT, environment

COMPUTING = "TEST_COMPUTING_SECONDS"
"""The variable that says how many seconds of processor time a computation may take, if not as many as for people."""
PATIENCE = 60.0
"""For how many seconds a command may run."""
# What a process would import by and by, each time anew.
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(
    [
        *("tests.fakes.bot_process", "bot.cli", "bot.discord", "bot.once", "bot.platforms", "bot.slack", "bot.usage"),
        *("adapters.openai.model", "adapters.youtube.reading", "adapters.captions.parse", "core.computation"),
        *("core.offline.drafting", "core.laws.drafts", "core.answers.reading", "core.related.topic", "numpy.ma"),
    ]
)


class BotProcess:
    """A process of the bot, to act on as on one of `asyncio.subprocess`."""

    def __init__(self, command: tuple[str, ...], environment: Mapping[str, str], log: Path) -> None:
        """Start it; what it writes to stderr goes to the end of the log."""
        self._process = _started(command, environment, (os.devnull, os.devnull, str(log)))

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


def bot(arguments: list[str], data: Path, stdin: str = "", **settings: str) -> "subprocess.CompletedProcess[str]":
    """Run a command line to its end, and return what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        given, printed, errors = (Path(folder, name) for name in ("stdin", "stdout", "stderr"))
        given.write_text(stdin, encoding="utf-8")
        process = _started(tuple(arguments), environment(data, **settings), (str(given), str(printed), str(errors)))
        process.join(PATIENCE)
        if process.exitcode is None:
            process.kill()
            process.join()
        assert process.exitcode is not None
        return subprocess.CompletedProcess(
            arguments, process.exitcode, printed.read_text(encoding="utf-8"), errors.read_text(encoding="utf-8")
        )


Streams = tuple[str, str, str]
"""The paths of files for standard input, output and errors."""


def _started(command: tuple[str, ...], environment: Mapping[str, str], streams: Streams) -> ForkServerProcess:
    process = _context.Process(target=_begin, args=(command, dict(environment), streams), daemon=True)
    process.start()
    return process


def _begin(command: tuple[str, ...], environment: dict[str, str], streams: Streams) -> None:
    gc.freeze()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(ROOT)
    append = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    for number, (path, flags) in enumerate(zip(streams, (os.O_RDONLY, append, append), strict=True)):
        os.dup2(os.open(path, flags, 0o600), number)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.argv = ["bot", *command]
    run()


def _become_a_worker() -> None:
    """Be a worker process of the pool in a process that was just forked, instead of executing Python anew.

    It saves each of the tests' bots half a second; tests/protocol/test_process_pool.py has the real start.
    """
    try:
        signal.set_wakeup_fd(-1)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        worker.main(os.getppid(), Limits().memory)
    finally:
        os._exit(0)


def run() -> None:
    """Run the command line; production waits longer for a killed process, so that a slow one isn't doubled."""
    from adapters.discord import client  # noqa: PLC0415 - here and below: the tests that look on need nothing of it
    from bot import delivering, processes  # noqa: PLC0415
    from bot.cli import main  # noqa: PLC0415

    client.IDENTIFY_EVERY = 1.0
    sweeping.HEARTBEAT = 2
    sweeping.SWEEP = 1
    locks.LEASE = 2.5
    WorkerProcess.options["preexec_fn"] = _become_a_worker
    vars(delivering)["read_captions"] = computations.read_captions
    if seconds := os.environ.get(COMPUTING):
        processes.LIMITS = Limits(seconds=float(seconds))
    main()


if __name__ == "__main__":
    run()
