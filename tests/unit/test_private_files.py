"""What Cuepoint writes is nobody else's to read, whatever the umask, and whatever was there before."""

import logging
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters.terminal.prompt import Prompt
from bot.embedded_redis import binary, embedded_redis
from bot.logs import configure
from evaluation.replies import Replies
from tests.fakes.bot_process import bot


@pytest.fixture(autouse=True)
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture(params=["new", "there"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A data folder that isn't there yet, or is there and open to all."""
    path = tmp_path / "data"
    if request.param == "there":
        path.mkdir(mode=0o755)
    return path


def left_open(folder: Path, name: str) -> Path:
    """Return the path of a file that is there already where its folder is, open to all."""
    if folder.is_dir():
        (folder / name).touch(mode=0o644)
    return folder / name


def check_private(folder: Path) -> None:
    """Check that others may nothing with a folder and all that is in it."""
    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in (folder, *folder.rglob("*")) if not path.is_symlink()}
    assert len(modes) > 1
    for path, mode in modes.items():
        assert mode == (0o700 if path.is_dir() else 0o600), (path, oct(mode))


def test_the_data_of_our_own_redis(folder: Path) -> None:
    server = binary()
    if server is None:
        pytest.skip("there is no Redis server on this machine")
    for _ in range(2):
        with embedded_redis(folder, server):
            check_private(folder)
    assert (folder / "appendonlydir").is_dir()


def test_data_that_an_older_version_left_open(folder: Path) -> None:
    server = binary()
    if server is None:
        pytest.skip("there is no Redis server on this machine")
    with embedded_redis(folder, server):
        pass
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with embedded_redis(folder, server):
        check_private(folder)


def test_the_log_and_its_older_part(folder: Path) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        configure("INFO", file=left_open(folder, "cuepoint.log"))
        root.info("first")
        root.handlers[0].doRollover()  # type: ignore[attr-defined] # the handler of a file
        root.info("second")
        root.handlers[0].close()
    finally:
        root.handlers[:], root.level = handlers, level
    assert (folder / "cuepoint.log.1").exists()
    check_private(folder)


def test_what_was_typed(folder: Path) -> None:
    Prompt(left_open(folder, "history"))
    check_private(folder)


async def test_the_replies_of_an_evaluated_model(folder: Path) -> None:
    async def reply(_: web.Request) -> web.Response:
        return web.json_response({})

    app = web.Application()
    app.router.add_post("/{path:.*}", reply)
    async with (
        TestServer(app) as server,
        Replies(str(server.make_url("/")), folder) as replies,
        aiohttp.ClientSession() as session,
        session.post(f"{replies.url}/chat/completions", json={}) as said,
    ):
        assert said.status == 200
    check_private(folder)


def test_a_folder_that_all_write_in_is_left_as_it_is(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    Prompt(shared / "history")
    assert stat.S_IMODE(shared.stat().st_mode) == 0o1777
    assert stat.S_IMODE((shared / "history").stat().st_mode) == 0o600


def test_a_command_and_the_redis_that_it_starts(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "talk.vtt"
    file.write_text("WEBVTT\n\n00:00.000 --> 00:09.000\nThe lamp turns in the night.\n", encoding="utf-8")
    done = bot(["conclusion", str(file)], folder)
    assert done.returncode == 0, done.stderr
    check_private(folder)
