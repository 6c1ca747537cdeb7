"""Rate limits: a bucket for each route and top-level resource, told in headers (docs: Rate Limits)."""

import hashlib
import re
import time
from dataclasses import dataclass

from aiohttp import web

from tests.fakes.discord.jsonic import answer

VIA = {"Via": "1.1 google"}
"""discord.py takes a 429 without this header for a ban and gives up (discord/http.py, HTTPClient.request)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """So many requests in so many seconds."""

    limit: int
    window: float


FREE = Rule(1000, 1.0)
"""What holds where a test says nothing else: Discord's own limits aren't documented, and would slow the tests."""


@dataclass(slots=True)
class Bucket:
    """What was used in the current window."""

    used: int = 0
    opened: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a request stands with its limit."""

    headers: dict[str, str]
    retry_after: float | None


class Limits:
    """Counts requests."""

    def __init__(self) -> None:
        self.rules: list[tuple[re.Pattern[str], Rule]] = []
        self._buckets: dict[tuple[str, str], Bucket] = {}
        self.exceeded = 0

    def count(self, method: str, template: str, major: str) -> Standing:
        """Count a request.

        Args:
            method: the HTTP method.
            template: the path with the names of its parameters.
            major: the channel, guild or webhook it is about (docs: Rate Limits, top-level resources).
        """
        rule = next((rule for pattern, rule in self.rules if pattern.fullmatch(f"{method} {template}")), FREE)
        bucket = self._buckets.setdefault((f"{method} {template}", major), Bucket())
        now = time.monotonic()
        if now - bucket.opened >= rule.window:
            bucket.opened, bucket.used = now, 0
        bucket.used += 1
        left = bucket.opened + rule.window - now
        over = bucket.used > rule.limit
        self.exceeded += over
        return Standing(_headers(method, template, rule, bucket, left), left if over else None)


def _headers(method: str, template: str, rule: Rule, bucket: Bucket, left: float) -> dict[str, str]:
    """Return the headers of docs: Rate Limits > Header Format; read by discord/http.py, Ratelimit.update."""
    return {
        "X-RateLimit-Limit": str(rule.limit),
        "X-RateLimit-Remaining": str(max(0, rule.limit - bucket.used)),
        "X-RateLimit-Reset": f"{time.time() + left:.3f}",
        "X-RateLimit-Reset-After": f"{left:.3f}",
        "X-RateLimit-Bucket": hashlib.md5(f"{method} {template}".encode(), usedforsecurity=False).hexdigest(),
    }


def limited(retry_after: float, *, everywhere: bool = False, headers: dict[str, str] | None = None) -> web.Response:
    """Return a 429 (docs: Rate Limits > Exceeding A Rate Limit)."""
    scope = (
        {"X-RateLimit-Global": "true", "X-RateLimit-Scope": "global"} if everywhere else {"X-RateLimit-Scope": "user"}
    )
    body = {"message": "You are being rate limited.", "retry_after": retry_after, "global": everywhere}
    return answer(body, 429, {"Retry-After": str(int(retry_after) + 1), **VIA, **scope, **(headers or {})})
