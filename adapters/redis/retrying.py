"""Trying again what a broken connection to Redis cut short."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from redis.asyncio.retry import Retry

T = TypeVar("T")
_trying: ContextVar[bool] = ContextVar("trying", default=False)


class OutermostRetry(Retry):
    """Counts each attempt once.

    redis-py tries a command again, and within each of these attempts the connection as often (redis/asyncio/client.py,
    execute_command; connection.py, connect_check_health): ten seconds would become a minute.
    """

    async def call_with_retry(
        self,
        do: Callable[[], Awaitable[T]],
        fail: Callable[[Exception], Any] | Callable[[Exception, int], Any],
        is_retryable: Callable[[Exception], bool] | None = None,
        with_failure_count: bool = False,  # noqa: FBT001, FBT002 - redis-py's signature
    ) -> T:
        """Return what `do` returns, tried again unless the call is part of what is being tried already."""
        if _trying.get():
            return await do()
        token = _trying.set(True)
        try:
            return await super().call_with_retry(do, fail, is_retryable, with_failure_count)
        finally:
            _trying.reset(token)
