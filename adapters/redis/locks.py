"""Locks that all processes share."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError

from adapters.redis.client import PREFIX

LEASE = 10.0
"""For how many seconds the lock of a killed process is kept."""


class RedisLocks:
    """Implements `core.ports.Locks` by redis-py's Lock, whose lease is renewed for as long as it is held."""

    def __init__(self, client: Redis) -> None:
        self._client = client

    @contextlib.asynccontextmanager
    async def hold(self, name: str) -> AsyncIterator[None]:
        """Return a context in which nobody else holds the lock of that name."""
        lock = self._client.lock(f"{PREFIX}lock:{name}", timeout=LEASE, sleep=0.05)
        await lock.acquire()
        renewal = asyncio.create_task(_renew(lock))
        try:
            yield
        finally:
            renewal.cancel()
            # A lock whose lease ran out, in a process that stood still, is somebody else's by now.
            with contextlib.suppress(LockError):
                await lock.release()


async def _renew(lock: Lock) -> None:
    while True:
        await asyncio.sleep(LEASE / 3)
        try:
            await lock.reacquire()
        except LockError:
            return
