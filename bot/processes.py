"""The worker processes of this process."""

import contextlib
import os
from collections.abc import AsyncIterator

from adapters.processes.pool import ProcessPool
from adapters.processes.process import Limits

LIMITS = Limits()
_INHERITED = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
"""The variables that a worker process gets. It computes what strangers send, so it holds no token."""
_NEEDED = ("adapters.captions.parse", "core.offline.drafting", "core.laws.drafts")
"""What nearly every command computes with; it takes a third of a second to import."""


@contextlib.asynccontextmanager
async def process_pool(*, early: bool) -> AsyncIterator[ProcessPool]:
    """Yield the pool of worker processes, and end them with the context.

    Args:
        early: whether one is started at once, to get ready while Redis is connected: the user of a command waits.
    """
    environment = {name: os.environ[name] for name in _INHERITED if name in os.environ}
    async with ProcessPool(environment, LIMITS) as pool:
        if early:
            await pool.start(*_NEEDED)
        yield pool
