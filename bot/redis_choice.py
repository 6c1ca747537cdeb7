"""Which Redis serves: the one that is shared, one of our own, or one in this process alone."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from redis.exceptions import RedisError

from adapters.redis.client import Connections, check, connections
from bot.embedded_redis import binary, embedded_redis, revive
from bot.settings import Settings, SettingsWrong
from core.errors import ConfigurationError, StoreUnavailable
from core.faults import now_and_then

log = logging.getLogger(__name__)

_LOOK_AGAIN = 1.0
"""How often, in seconds, it is looked whether our own Redis still runs."""

ALONE = (
    "There is no Redis server on this machine: nothing that Cuepoint remembers will outlive this process. "
    "Install Redis (on Debian: apt install redis-server), or set REDIS_URL."
)


class RedisLacking(ConfigurationError):
    """There is no Redis that several processes could share, or that would keep what has to be kept."""

    code = "redis_lacking"
    sentence = (
        "{detail} needs a Redis, and there is no Redis server on this machine. "
        "Install one (on Debian: apt install redis-server), or set REDIS_URL."
    )


def keeps(settings: Settings) -> bool:
    """Return whether there is a Redis that outlives this process and that other processes can share."""
    return settings.redis_url is not None or binary() is not None


def check_keeps(settings: Settings, what: str) -> None:
    """Check that there is a Redis for what can't do without one.

    Raises:
        RedisLacking: naming `what` needs it.
    """
    if not keeps(settings):
        raise RedisLacking(what)


@contextlib.asynccontextmanager
async def redis_for(settings: Settings, *, patient: bool) -> AsyncIterator[Connections]:
    """Yield the connections to the Redis that serves this process.

    Args:
        settings: the settings.
        patient: whether a Redis that goes away later on is waited for, as by what serves others.

    Raises:
        StoreUnavailable: it can't be reached or started, or fails later on.
    """
    server = binary()
    with contextlib.ExitStack() as stack, told_of_redis():
        if settings.redis_url:
            made = await _shared(settings.redis_url.get_secret_value(), patient=patient)
        elif server:
            url = stack.enter_context(embedded_redis(settings.cuepoint_data_dir, server))
            stack.callback(asyncio.create_task(_keep_alive(settings.cuepoint_data_dir, server)).cancel)
            made = connections(url, patient=patient)
        else:
            log.warning(ALONE)
            made = _in_process()
        async with made.commands, made.waiting:
            yield made


async def _keep_alive(folder: Path, server: str) -> None:
    look = partial(asyncio.to_thread, revive, folder, server)
    await now_and_then(look, _LOOK_AGAIN, log, "looking after Redis", at_once=False)


@contextlib.contextmanager
def told_of_redis() -> Iterator[None]:
    """Turn what Redis fails with, such as that it has gone or that its disk is full, into a sentence.

    Raises:
        StoreUnavailable: it failed.
    """
    try:
        yield
    except RedisError as error:
        log.exception("Redis failed")
        raise StoreUnavailable(str(error).rstrip(".")) from error


async def _shared(url: str, *, patient: bool) -> Connections:
    try:
        parts = urlsplit(url)
        shown = f"{parts.hostname or parts.path}:{parts.port or 6379}"
        made = connections(url, patient=patient)
        await check(url, shown)
    except (ValueError, TypeError):  # redis-py takes what stands behind "?" for arguments of its own
        # What is wrong is not repeated: it may hold the password.
        raise SettingsWrong("REDIS_URL can't be used: it should look like redis://:password@host:6379/0.") from None
    return made


def _in_process() -> Connections:
    from adapters.redis.in_process import InProcessRedis  # noqa: PLC0415 - costs 100 ms, and is hardly ever needed

    one = InProcessRedis()
    return Connections(one, one)
