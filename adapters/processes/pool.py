"""A pool of worker processes: started when there is work, reused, and ended when a call doesn't end."""

import asyncio
import os
import pickle
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Self, TypeVar, TypeVarTuple, cast

from adapters.processes.process import Limits, WorkerProcess
from adapters.processes.slots import Slots

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

SLOW = 8
"""How many slow calls go on beside as many quick ones as there are processors."""
PATIENCE = 1.0
"""After how many seconds a call is slow."""
IDLE = 60.0
"""After how many seconds without a call a worker process is ended: what it holds goes back to the machine."""


class ProcessPool:
    """Implements `core.compute.ComputePool`."""

    def __init__(
        self,
        environment: Mapping[str, str],
        limits: Limits | None = None,
        *,
        size: int | None = None,
        slow: int = SLOW,
    ) -> None:
        """Make the pool; no process is started yet.

        Args:
            environment: the environment variables of the worker processes. They compute what comes from strangers, and
                need no secrets.
            limits: what a call may take.
            size: how many calls are computed at once; by default one for each processor, and two at least.
            slow: how many slow calls may go on beside them.
        """
        self._environment = environment
        self._limits = limits or Limits()
        self._slots = Slots(size or max(2, _processors()), slow, PATIENCE)
        self._workers: set[WorkerProcess] = set()
        self._idle: dict[WorkerProcess, asyncio.TimerHandle] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all worker processes, whatever they are doing."""
        for worker in self._workers:
            self._drop(worker)
        for worker in self._workers:
            await worker.wait()

    async def start(self, *modules: str) -> None:
        """Start a worker process before the first call, and have it import modules that calls will need."""
        self._keep(await self._new(modules))

    async def run(self, work: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """Return what `work` returns; see `core.compute.ComputePool`."""
        call = pickle.dumps((work, arguments), pickle.HIGHEST_PROTOCOL)
        async with self._slots.take():
            worker = await self._worker()
            replied = False
            try:
                returned, body = await worker.compute(call)
                replied = True
            finally:
                # One that is not through with its call can't be used again.
                if replied:
                    self._keep(worker)
                else:
                    self._drop(worker)
        result = pickle.loads(body)  # noqa: S301 - a worker of ours wrote it
        if returned:
            return cast("T", result)
        raise result

    async def _worker(self) -> WorkerProcess:
        """Return the worker that was used last, which may hold what the next call needs; or a new one."""
        while self._idle:
            worker, expiry = self._idle.popitem()
            expiry.cancel()
            if worker.is_alive:
                return worker
        return await self._new()

    async def _new(self, modules: Sequence[str] = ()) -> WorkerProcess:
        worker = await WorkerProcess.start(self._limits, self._environment, modules)
        self._workers = {each for each in self._workers if each.is_alive} | {worker}
        return worker

    def _keep(self, worker: WorkerProcess) -> None:
        self._idle[worker] = asyncio.get_running_loop().call_later(IDLE, self._drop, worker)

    def _drop(self, worker: WorkerProcess) -> None:
        expiry = self._idle.pop(worker, None)
        if expiry:
            expiry.cancel()
        worker.kill()


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
