"""A pool of worker processes that die."""

from collections.abc import Callable
from typing import TypeVar, TypeVarTuple

from core.compute import WorkerDied

T = TypeVar("T")
Ts = TypeVarTuple("Ts")


class DeadlyPool:
    """Implements `core.compute.ComputePool`: for so many times a call kills its process, then it is computed."""

    def __init__(self, times: int) -> None:
        self.left = times
        self.calls = 0

    async def run(self, work: Callable[[*Ts], T], *arguments: *Ts) -> T:
        self.calls += 1
        if self.left:
            self.left -= 1
            raise WorkerDied("it took too much time")
        return work(*arguments)
