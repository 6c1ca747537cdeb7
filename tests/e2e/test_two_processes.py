"""Two processes on one data folder, and one that leaves the computing to a worker."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.fakes.processes import ROOT, environment
from tests.fakes.youtube import FakeYouTube
from tests.fakes.youtube.talk import make_video
from tests.fakes.youtube.videos import Step

VIDEO = "lighthouse1"
LINK = f"https://youtu.be/{VIDEO}"


@pytest.fixture
async def youtube() -> AsyncIterator[FakeYouTube]:
    async with FakeYouTube() as fake:
        fake.add(make_video(VIDEO, minutes=30))
        yield fake


async def start(*arguments: str, data: Path, **settings: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *arguments),
        cwd=ROOT,
        env=environment(data, **settings),
        stdout=pipe,
        stderr=pipe,
    )


async def summary(process: asyncio.subprocess.Process) -> dict[str, object]:
    out, errors = await process.communicate()
    assert (process.returncode, errors) == (0, b"")
    printed: dict[str, object] = json.loads(out)
    return printed


async def test_two_that_ask_for_the_same_new_video_share_one_fetch(youtube: FakeYouTube, tmp_path: Path) -> None:
    ask = ("summarize", LINK, "--json")
    both = await asyncio.gather(*(start(*ask, data=tmp_path, YOUTUBE_URL=youtube.url) for _ in range(2)))
    first, second = await asyncio.gather(*map(summary, both))
    assert first == second
    assert youtube.fetches(VIDEO) == 1


async def test_a_worker_computes_for_a_process_that_does_not(
    youtube: FakeYouTube, tmp_path: Path, redis_url: str
) -> None:
    shared = {"REDIS_URL": redis_url, "YOUTUBE_URL": youtube.url}
    worker = await start("worker", data=tmp_path, **shared)
    try:
        asking = await start("summarize", LINK, "--json", data=tmp_path, CUEPOINT_CONCURRENCY="0", **shared)
        assert (await summary(asking))["coverage"] == 1.0
    finally:
        worker.terminate()
        _, errors = await worker.communicate()
    assert worker.returncode == 0
    assert b"Traceback" not in errors


async def test_one_that_is_killed_leaves_its_work_to_the_other(youtube: FakeYouTube, tmp_path: Path) -> None:
    ask = ("summarize", LINK, "--json")
    first = await start(*ask, data=tmp_path, YOUTUBE_URL=youtube.url)
    await youtube.asked(Step.WATCH, VIDEO)
    second = await start(*ask, data=tmp_path, YOUTUBE_URL=youtube.url)
    first.kill()
    await first.wait()
    assert (await summary(second))["coverage"] == 1.0
