"""The connection to Redis."""

import socket
import sys
from dataclasses import dataclass
from typing import Any

from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import EqualJitterBackoff, NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import OutOfMemoryError, ReadOnlyError, RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from adapters.redis.retrying import NotWritable, OutermostRetry
from adapters.redis.together import TogetherRedis
from core.errors import StoreUnavailable

PREFIX = "cuepoint:"
"""What every key of ours begins with; the queue's own begin with `saq:`."""

AT_ONCE = 64
"""How many commands a process has under way; more wait their turn, as a burst of posts would open a connection each."""
PATIENCE = 300.0
"""For how many seconds what serves others waits for a Redis that is away."""
_LONGEST_PAUSE = 2.0
_SOON = 8
"""How often it is tried again at most, in about ten seconds, where a person waits."""
_NOTICED = (
    {socket.TCP_KEEPIDLE: 30, socket.TCP_KEEPINTVL: 5, socket.TCP_KEEPCNT: 3, socket.TCP_USER_TIMEOUT: 30_000}
    if sys.platform == "linux"
    else {}
)
"""Has a dead host noticed within a minute: the kernel by itself takes a quarter of an hour (tcp(7))."""
_PASSING: list[type[Exception]] = [
    RedisConnectionError,
    RedisTimeoutError,
    ConnectionError,
    # A replica that is about to become the primary, and one that is full, say no for a while (redis/exceptions.py).
    ReadOnlyError,
    OutOfMemoryError,
    NotWritable,
]


@dataclass(frozen=True, slots=True)
class Connections:
    """Two clients of one Redis: `commands` for what is answered at once, `waiting` for reads that wait for news."""

    commands: Redis
    waiting: Redis


def connections(url: str, *, patient: bool = False) -> Connections:
    """Return clients for a Redis at `redis://`, `rediss://` or `unix://`; they connect when they are first used.

    What a broken connection cut short is tried again for about ten seconds, by `patient` ones for about `PATIENCE`.
    """
    return Connections(connect(url, patient=patient), _connect_waiting(url, patient=patient))


def connect(url: str, *, patient: bool = False) -> Redis:
    """Return a client for commands, a bounded number of them at once; see `connections`."""
    pool = BlockingConnectionPool.from_url(url, max_connections=AT_ONCE, timeout=None, **_common(url, patient=patient))
    return TogetherRedis.from_pool(pool)


def _connect_waiting(url: str, *, patient: bool) -> Redis:
    # Half of it at the most waits (adapters/redis/feed.py, READERS), so that the queue's own commands go on.
    pool = BlockingConnectionPool.from_url(
        url, max_connections=2 * AT_ONCE, timeout=None, **_common(url, patient=patient)
    )
    return Redis.from_pool(pool)


def _common(url: str, *, patient: bool) -> dict[str, Any]:
    retries = _SOON + round(PATIENCE / _LONGEST_PAUSE) if patient else _SOON
    options = {
        # redis-py's 5 seconds would end reads that wait for longer, and it keeps to them by asyncio.wait_for, which in
        # Python 3.11 can swallow that a task is cancelled (redis/asyncio/connection.py, send_packed_command).
        "socket_timeout": None,
        "socket_connect_timeout": 5.0,
        "retry": OutermostRetry(EqualJitterBackoff(base=0.05, cap=_LONGEST_PAUSE), retries=retries),
        "retry_on_error": _PASSING,
        # Else each connection reads from the disk which version redis-py is, and tells Redis.
        "driver_info": None,
    }
    return options if url.startswith("unix:") else options | {"socket_keepalive_options": _NOTICED}


async def answers(client: Redis) -> bool:
    """Return whether Redis answers, once it does or has said that it won't."""
    try:
        return bool(await client.ping())
    except (RedisError, OSError):
        return False


async def check(url: str, shown: str) -> None:
    """Raise StoreUnavailable where Redis does not answer at once; `shown` names it without its password."""
    try:
        async with Redis.from_url(url, socket_connect_timeout=5.0, retry=Retry(NoBackoff(), 0)) as client:
            await client.ping()
    except (RedisError, OSError) as error:
        raise StoreUnavailable(f"{shown}: {type(error).__name__}") from error
