"""Which Redis serves: the one that is shared, one of our own, or one in this process alone."""

import contextlib
import logging
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from redis.asyncio import Redis

from adapters.redis.client import check, connect
from bot.embedded_redis import binary, embedded_redis
from bot.settings import Settings

log = logging.getLogger(__name__)

ALONE = (
    "There is no redis-server on this machine: nothing that Cuepoint remembers will outlive this process. "
    "Install Redis (on Debian: apt install redis-server), or set REDIS_URL."
)


@contextlib.asynccontextmanager
async def redis_for(settings: Settings) -> AsyncIterator[Redis]:
    """Yield a client of the Redis that serves this process.

    Raises:
        StoreUnavailable: it can't be reached or started.
    """
    with contextlib.ExitStack() as stack:
        if settings.redis_url:
            url = settings.redis_url.get_secret_value()
            client, shown = connect(url), f"{urlsplit(url).hostname or ''}:{urlsplit(url).port or 6379}"
        elif server := binary():
            url = stack.enter_context(embedded_redis(settings.cuepoint_data_dir, server))
            client, shown = connect(url), url
        else:
            log.warning(ALONE)
            client, shown = _in_process(), "in this process"
        async with client:
            await check(client, shown)
            yield client


def _in_process() -> Redis:
    from adapters.redis.in_process import InProcessRedis  # noqa: PLC0415 - costs 100 ms, and is hardly ever needed

    return InProcessRedis()
