"""What is kept in Redis, read whole: every key, and every value as text."""

import asyncio
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from redis.asyncio import Redis
from redis.asyncio.client import Pipeline

from adapters.redis.client import connect

WITHIN = 30.0
"""Seconds until what is to go has gone; it takes a few tenths of one."""


def _text(value: bytes) -> str:
    try:
        return zlib.decompress(value).decode()
    except zlib.error:
        return value.decode(errors="replace")


_READ: Mapping[str, Callable[[Pipeline, bytes], object]] = {
    "string": lambda pipe, key: pipe.get(key),
    "list": lambda pipe, key: pipe.lrange(key, 0, -1),
    "zset": lambda pipe, key: pipe.zrange(key, 0, -1),
    "set": lambda pipe, key: pipe.smembers(key),
    "hash": lambda pipe, key: pipe.hgetall(key),
    "stream": lambda pipe, key: pipe.xrange(key),
}


def _flat(value: object) -> Iterator[bytes]:
    """Yield all strings in what Redis answers, however deep."""
    if isinstance(value, bytes):
        yield value
    elif isinstance(value, dict):
        yield from _flat(list(value.items()))
    elif isinstance(value, list | tuple | set):
        for each in value:
            yield from _flat(each)


async def everything(redis: Redis) -> dict[str, str]:
    """Return all keys, each with all that is under it as one text, decompressed."""
    keys = [key async for key in redis.scan_iter(count=1000)]
    async with redis.pipeline(transaction=False) as pipe:
        for key in keys:
            pipe.type(key)
        kinds = [str(kind, "ascii") for kind in await pipe.execute()]
        there = [(key, kind) for key, kind in zip(keys, kinds, strict=True) if kind != "none"]
        for key, kind in there:
            _READ[kind](pipe, key)
        values = await pipe.execute(raise_on_error=False)
    return {key.decode(): "\n".join(map(_text, _flat(value))) for (key, _), value in zip(there, values, strict=True)}


def mentions(kept: Mapping[str, str], ids: Iterable[str]) -> dict[str, str]:
    """Return what of all that is kept names one of these ids, as key or in its value."""
    named = re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, ids)) + r")(?![\w])")
    return {key: value[:300] for key, value in kept.items() if named.search(key) or named.search(value)}


def is_limit(key: str) -> bool:
    """Return whether a key counts links for a limit: the count ends with its hour."""
    return key.startswith("cuepoint:tally:links:")


def is_short_lived(key: str) -> bool:
    """Return whether a key is of the queue, or ends within seconds."""
    return key.startswith(("saq:", "cuepoint:lock:", "cuepoint:wanted:"))


def is_of_departure(key: str) -> bool:
    """Return whether a key lists the servers that were left just now, or a limit of the hour."""
    return is_short_lived(key) or key.startswith(("cuepoint:departures:", "cuepoint:tally:links:"))


async def until_nothing_names(url: str, *ids: str, but: Callable[[str], bool] = lambda _: False) -> None:
    """Wait until nothing in a Redis names one of these ids, except under keys that `but` accepts.

    Raises:
        AssertionError: something does still, saying what.
    """
    async with connect(url) as redis:
        left: dict[str, str] = {}
        for _ in range(round(WITHIN / 0.1)):
            left = {key: value for key, value in mentions(await everything(redis), ids).items() if not but(key)}
            if not left:
                return
            await asyncio.sleep(0.1)
    raise AssertionError(left)
