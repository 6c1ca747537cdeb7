import pytest
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError

from adapters.redis.retrying import OutermostRetry


async def test_a_try_within_a_try_counts_once() -> None:
    retry = OutermostRetry(NoBackoff(), retries=3)
    attempts: list[str] = []

    async def connect() -> None:
        attempts.append("connect")
        raise RedisConnectionError

    async def command() -> None:
        attempts.append("command")
        await retry.call_with_retry(connect, dropped)

    async def dropped(_: Exception) -> None:
        pass

    for _ in range(2):
        with pytest.raises(RedisConnectionError):
            await retry.call_with_retry(command, dropped)
        assert attempts == ["command", "connect"] * 4
        attempts.clear()
