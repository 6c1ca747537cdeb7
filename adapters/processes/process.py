"""One worker process, as the pool sees it."""

import asyncio
import logging
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process, SubprocessStreamProtocol
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self, cast

from adapters.processes.worker import CALL, OUT_OF_MEMORY, REPLY
from core.compute import WorkerDied

_MEGABYTE = 1024 * 1024
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Each thread of NumPy's libraries takes memory from the start, and the workers are side by side already."""
_LONGEST_TRACE = 4096
_BUFFER = 2**16
_REASONS = {-signal.SIGPROF: "it took too much time", OUT_OF_MEMORY: "it took too much memory"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a call may take. A busy machine makes a call last longer, but its processor time stays about the same.

    Attributes:
        seconds: seconds of processor time for any call.
        seconds_each_megabyte: so many more for each megabyte that is sent to the worker.
        wall: by the clock a call may last so many times as long: one that waits for ever uses no processor time.
        memory: bytes of data that a worker process may hold.
    """

    seconds: float = 20.0
    seconds_each_megabyte: float = 60.0
    wall: float = 10.0
    memory: int = 2048 * _MEGABYTE

    def time(self, size: int) -> float:
        """Return how many seconds of processor time a call of so many bytes may take."""
        return self.seconds + self.seconds_each_megabyte * size / _MEGABYTE


class WorkerProcess:
    """A worker process, reused for one call after the other."""

    options: ClassVar[dict[str, Any]] = {}
    """Further arguments for `subprocess.Popen`."""

    def __init__(self, process: Process, transport: asyncio.SubprocessTransport, limits: Limits) -> None:
        self._process = process
        self._transport = transport
        self._limits = limits
        self._calls = cast("asyncio.StreamWriter", process.stdin)
        self._replies = cast("asyncio.StreamReader", process.stdout)
        self._traces = cast("asyncio.StreamReader", process.stderr)

    @classmethod
    async def start(cls, limits: Limits, environment: Mapping[str, str], modules: Sequence[str] = ()) -> Self:
        """Start a process. On Linux it dies with the thread that starts it, so that is to be the main one."""
        paths = os.pathsep.join(path or os.curdir for path in sys.path)
        loop = asyncio.get_running_loop()
        # As `asyncio.create_subprocess_exec` does, which gives no access to the transport: it alone can be closed.
        transport, protocol = await loop.subprocess_exec(
            lambda: SubprocessStreamProtocol(_BUFFER, loop),
            sys.executable,
            "-S",
            "-m",
            "adapters.processes.worker",
            str(os.getpid()),
            str(limits.memory),
            *modules,
            stdin=PIPE,
            stdout=PIPE,
            stderr=PIPE,
            env={**environment, **_ONE_THREAD, "PYTHONPATH": paths},
            start_new_session=True,
            **cls.options,
        )
        return cls(Process(transport, protocol, loop), transport, limits)

    @property
    def is_alive(self) -> bool:
        """Return whether the process runs, as far as is known."""
        return self._process.returncode is None

    async def compute(self, call: bytes) -> tuple[bool, bytes]:
        """Return whether a pickled call returned, and the pickled result or exception.

        Raises:
            WorkerDied: the process was ended, or died, before it replied.
        """
        seconds = self._limits.time(len(call))
        try:
            async with asyncio.timeout(seconds * self._limits.wall):
                self._calls.write(CALL.pack(len(call), seconds))
                self._calls.write(call)
                await self._calls.drain()
                length, returned = REPLY.unpack(await self._replies.readexactly(REPLY.size))
                return returned, await self._replies.readexactly(length)
        except TimeoutError as error:
            raise WorkerDied("it stood still") from error
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            raise await self._died() from error

    def kill(self) -> None:
        """End the process, whatever it is doing, and close the pipes to it."""
        self._transport.close()

    async def wait(self) -> None:
        """Wait until the process has ended."""
        await self._process.wait()

    async def _died(self) -> WorkerDied:
        trace = await self._traces.read(_LONGEST_TRACE)
        code = await self._process.wait()
        log.warning("a worker process ended with %d: %s", code, trace.decode(errors="replace").strip())
        return WorkerDied(_REASONS.get(code, f"its process ended with {code}"))
