"""The connection to Redis."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialWithJitterBackoff, NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from adapters.redis.retrying import OutermostRetry
from core.errors import StoreUnavailable

PREFIX = "cuepoint:"
"""What every key of ours begins with; the queue's own begin with `saq:`."""


def connect(url: str) -> Redis:
    """Return a client for a Redis at `redis://`, `rediss://` or `unix://`; it connects when it is first used.

    A broken connection is tried again for about ten seconds. Blocking reads have no time-out of the socket's:
    redis-py's default of 5 seconds would end them (redis/asyncio/connection.py).
    """
    retry = OutermostRetry(ExponentialWithJitterBackoff(base=0.05, cap=2.0), retries=8)
    errors: list[type[Exception]] = [RedisConnectionError, RedisTimeoutError, ConnectionError]
    return Redis.from_url(url, socket_timeout=None, socket_connect_timeout=5.0, retry=retry, retry_on_error=errors)


async def check(url: str, shown: str) -> None:
    """Raise StoreUnavailable where Redis does not answer at once; `shown` names it without its password."""
    try:
        async with Redis.from_url(url, socket_connect_timeout=5.0, retry=Retry(NoBackoff(), 0)) as client:
            await client.ping()
    except (RedisError, OSError) as error:
        raise StoreUnavailable(f"{shown}: {type(error).__name__}") from error
