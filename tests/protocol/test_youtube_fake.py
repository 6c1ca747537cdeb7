"""The fake YouTube itself, as others use it: made videos, counts, and a process of its own."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path

import pytest
from aiohttp import ClientSession

from adapters.youtube import errors
from adapters.youtube.options import YouTubeOptions
from adapters.youtube.source import YouTubeSource
from tests.fakes.youtube import make_video
from tests.protocol.youtube_kit import ref

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("automatic", [False, True])
def test_a_made_video_fills_its_time_in_order(automatic: bool) -> None:  # noqa: FBT001 - a parameter of the test
    video = make_video("abcdefghijk", 30, topics=14, automatic=automatic, chapters=True)
    cues = video.tracks[0].cues
    assert 25 * 60 * 2 < sum(len(cue.text.split()) for cue in cues) < 30 * 60 * 3
    assert all(0 < cue.duration < 5 for cue in cues)
    assert all(a.start + a.duration <= b.start + 0.1 for a, b in pairwise(cues))
    assert (cues[0].start, len(video.chapters)) == (0, 14)
    assert 1795 < cues[-1].start + cues[-1].duration <= 1800.1
    assert any("." in cue.text for cue in cues) is not automatic


def test_a_made_video_is_the_same_again_and_another_for_another_seed() -> None:
    assert make_video("abcdefghijk", 5, seed=1) == make_video("abcdefghijk", 5, seed=1)
    assert make_video("abcdefghijk", 5, seed=1).tracks != make_video("abcdefghijk", 5, seed=2).tracks
    assert make_video("abcdefghijk", 5).tracks != make_video("abcdefghijl", 5).tracks


def test_a_short_video_is_made_too() -> None:
    assert make_video("abcdefghijk", 0.05, topics=1).tracks[0].cues


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """The address of a fake YouTube that runs as a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.fakes.youtube", "--generate", "2"), cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    yield (await process.stdout.readline()).decode().strip()
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0


async def test_as_a_process_it_is_told_and_asked_over_http(address: str) -> None:
    source = YouTubeSource(YouTubeOptions(address, first_wait=0.01))
    assert (await source.fetch(ref("anything_01"), None)).video.duration == 120
    async with ClientSession() as client:
        failing = {"id": "anything_02", "minutes": 4, "failure": "private"}
        passing = {"id": "anything_03", "minutes": 4, "failure": "server_error", "at": "captions", "times": 1}
        for asked in (failing, passing):
            async with client.post(f"{address}/_fake", json=asked) as answer:
                assert answer.status == 200
        with pytest.raises(errors.SignInRequired):
            await source.fetch(ref("anything_02"), None)
        assert (await source.fetch(ref("anything_03"), None)).video.duration == 240
        async with client.get(f"{address}/_fake") as answer:
            counts = {(step, video_id): count for step, video_id, count in await answer.json()}
    assert counts["captions", "anything_01"] == 1
    assert ("captions", "anything_02") not in counts
    assert counts["captions", "anything_03"] == 2
