"""What is left in Redis at the end: nothing that has no owner."""

import re

from redis.asyncio import Redis

from tests.fakes.processes import ROOT

KINDS = frozenset(
    kind
    for row in re.findall(r"^\|([^|]+)\|", (ROOT / "docs" / "redis.md").read_text(encoding="utf-8"), re.MULTILINE)
    for kind in re.findall(r"`([a-z-]+)`", row)
)
"""What may stand behind `cuepoint:`."""
_QUEUES = ("queued", "active", "incomplete")


async def leftovers(redis: Redis) -> list[str]:
    """Return what has no owner: open deliveries, jobs, locks, keys without a lifetime or of an unknown kind."""
    found: list[str] = []
    async for key in redis.scan_iter(count=1000):
        name = key.decode()
        ours, _, rest = name.partition(":")
        if ours == "cuepoint":
            found += await _ours(redis, name, rest.split(":", 1)[0])
        elif ours == "saq":
            found += await _of_queue(redis, name)
        else:
            found.append(f"{name}: nobody's")
    return sorted(found)


async def _ours(redis: Redis, name: str, kind: str) -> list[str]:
    if kind not in KINDS:
        return [f"{name}: of no known kind"]
    if await redis.ttl(name) == -1:
        return [f"{name}: without a lifetime"]
    if kind == "lock":
        return [f"{name}: a lock that is held"]
    if kind == "open" and (count := await redis.zcard(name)):
        return [f"{name}: {count} that haven't ended"]
    return []


async def _of_queue(redis: Redis, name: str) -> list[str]:
    """Return the jobs that are left. SAQ's own lists are made by their first job and gone with their last."""
    last = name.rpartition(":")[2]
    if last in _QUEUES:
        return [f"{name}: not empty"]
    if ":job:" in name:
        return [f"{name}: a job"]
    return []
