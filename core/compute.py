"""Computing beside the event loop, where it can be ended, and what becomes of a computation that has to be."""

import io
import logging
import pickle
from collections.abc import Callable
from typing import Protocol, TypeVar, TypeVarTuple

from core.errors import CuepointError
from core.keys import kills_key
from core.ports import Tallies
from core.times import DAY

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

TRIES = 2
"""How often a computation is tried that kills its process."""
REMEMBERED = DAY
"""For how many seconds it is remembered that a computation killed its process."""

log = logging.getLogger(__name__)


class WorkerDied(Exception):
    """The process that computed was ended, as it took too much time or memory, or it crashed. Its text says which."""


class ComputationGivenUp(CuepointError):
    """A computation has killed its process as often as it is tried."""

    code = "computation_given_up"
    lasting = REMEMBERED
    sentence = (
        "This took too much time or memory twice, so I stopped. I will not try it again before tomorrow. "
        "Please give a caption file (.vtt or .srt) with the captions of a single video, or another video."
    )


class ComputePool(Protocol):
    """Where computing is done that would hold up the event loop, or that might never end."""

    async def run(self, work: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """Return what `work` returns for the arguments, or raise what it raises. Cancelled, the computing ends.

        Args:
            work: a function at the top of its module. It may be called in another process, and keeps to its arguments.
            arguments: what it is called with; they and what it returns can be pickled.

        Raises:
            WorkerDied: the computing was ended, as it took too much time or memory, or it crashed its process.
            ComputationGivenUp: it did so before.
        """
        ...


class ThreadPool:
    """Implements `ComputePool` in threads of this process, where nothing that is computed comes from strangers."""

    async def run(self, work: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """Return what `work` returns; it can't be ended."""
        import asyncio  # noqa: PLC0415 - worker processes import this module for its names, and run no event loop

        return await asyncio.to_thread(work, *arguments)


class RetryingPool:
    """Implements `ComputePool` by another: tries again what killed its process, and gives it up after two tries.

    The kills of a call, known by its function and arguments, are counted for all processes and across restarts.
    """

    def __init__(self, pool: ComputePool, kills: Tallies) -> None:
        """Make it of the pool that computes, and the tallies in which its kills are counted."""
        self._pool = pool
        self._kills = kills

    async def run(self, work: Callable[[*Ts], T], *arguments: *Ts) -> T:
        """Return what `work` returns; see `ComputePool`."""
        call = _pickled(work, arguments)
        key = kills_key(call)
        while await self._kills.total(key) < TRIES:
            try:
                return await self._pool.run(work, *arguments)
            except WorkerDied as error:
                kills = await self._kills.add(key, 1, REMEMBERED)
                log.warning("%s was broken off (%d of %d): %s", work.__qualname__, kills, TRIES, error)
        raise ComputationGivenUp


def _pickled(work: Callable[..., object], arguments: tuple[object, ...]) -> bytes:
    """Return a call as bytes that are the same for equal arguments, whatever else two of them share in memory."""
    data = io.BytesIO()
    pickler = pickle.Pickler(data, pickle.HIGHEST_PROTOCOL)
    pickler.fast = True
    pickler.dump((work, arguments))
    return data.getvalue()
