"""Rate limits, for each method and channel (docs: Web API > Rate limits)."""

import math
import time
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Rule:
    """So many calls in so many seconds."""

    limit: int
    window: float


@dataclass(slots=True)
class _Bucket:
    used: int = 0
    opened: float = 0.0


class Limits:
    """Counts calls; nothing is limited until a test says so."""

    def __init__(self) -> None:
        self.rules: list[tuple[str, Rule]] = []
        self.exceeded = 0
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def count(self, method: str, channel: str) -> int | None:
        """Count a call; return the whole seconds to wait where it is one too many (docs: Retry-After)."""
        rule = next((rule for pattern, rule in self.rules if fnmatchcase(method, pattern)), None)
        if rule is None:
            return None
        bucket = self._buckets.setdefault((method, channel), _Bucket())
        now = time.monotonic()
        if now - bucket.opened >= rule.window:
            bucket.opened, bucket.used = now, 0
        bucket.used += 1
        if bucket.used <= rule.limit:
            return None
        self.exceeded += 1
        return max(1, math.ceil(bucket.opened + rule.window - now))
