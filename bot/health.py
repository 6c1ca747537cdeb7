"""Whether this process can work: Redis answers, the chats are connected, the workers live."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from adapters.redis.jobs import JobWorker

PATIENCE = 2.0
"""For how many seconds a part is waited for."""

Check = Callable[[], Awaitable[bool]]
"""Says whether a part works."""


class Health:
    """The parts of this process, each with how it is looked at."""

    def __init__(self) -> None:
        self._checks: dict[str, Check] = {}
        self.workers: list[JobWorker] = []

    def watch(self, part: str, check: Check) -> None:
        """Look at a part too, from now on."""
        self._checks[part] = check

    def watch_worker(self, worker: JobWorker) -> None:
        """Look at a worker too, and at its queue; in place of an earlier one of that name."""
        self.workers = [each for each in self.workers if each.name != worker.name] + [worker]
        self.watch(worker.name, worker.works)

    async def parts(self) -> Mapping[str, bool]:
        """Return of each part whether it works."""
        checks = dict(self._checks)  # a part may be added meanwhile
        found = await asyncio.gather(*map(_works, checks.values()))
        return dict(zip(checks, found, strict=True))


async def _works(check: Check) -> bool:
    try:
        async with asyncio.timeout(PATIENCE):
            return await check()
    except TimeoutError:
        return False
