"""Trying again what a broken connection to Redis cut short."""

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from redis.asyncio.retry import Retry
from redis.exceptions import ResponseError

T = TypeVar("T")
_NOT_NOW = ("MISCONF", "NOREPLICAS")
"""How Redis begins to say that it takes no writes for now (its server.c, createSharedObjects); a script's or a
transaction's error quotes it."""
_trying: ContextVar[bool] = ContextVar("trying", default=False)


class NotWritable(ResponseError):
    """Redis takes no writes for now: its disk is full, or it lacks replicas. redis-py has no name for it."""


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
            return await super().call_with_retry(lambda: _named(do), fail, is_retryable, with_failure_count)
        finally:
            _trying.reset(token)


async def _named(do: Callable[[], Awaitable[T]]) -> T:
    try:
        return await do()
    except ResponseError as error:
        if any(said in str(error) for said in _NOT_NOW):
            raise NotWritable(str(error)) from error
        raise
