"""A Redis inside this process, for where there is no server. What is in it ends with the process."""

from fakeredis import FakeAsyncRedis


class InProcessRedis(FakeAsyncRedis):
    """fakeredis with the answer to INFO, which it lacks and SAQ asks for before it waits for a job."""

    async def info(self, *_sections: str, **_options: object) -> dict[str, str]:  # type: ignore[override]
        """Return the version of Redis that fakeredis imitates."""
        return {"redis_version": "7.0.0"}
