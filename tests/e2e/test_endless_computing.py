"""A file whose reading never ends: answered with a sentence, in nobody's way, and no bother after a restart."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.embedded_redis import binary
from tests.e2e.discord_kit import WITHIN, Town, town
from tests.fakes.bot_process import COMPUTING
from tests.fakes.computations import ENDLESS
from tests.fakes.discord.kit import Message, Upload
from tests.fakes.youtube import Failure

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no redis-server")

GIVEN_UP = "too much time or memory"
LONGEST = 10.0


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path, start=False) as made:
        yield made


def workers(bot: int) -> list[int]:
    """Return the numbers of a process's children that compute right now (proc_pid_stat(5): states)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(parent) == bot and state == "R":
            found.append(int(stat.parent.name))
    return found


async def computing(bot: int) -> list[int]:
    """Wait until a child of a process computes, and return the numbers of those that do."""
    async with asyncio.timeout(WITHIN):
        while not (found := workers(bot)):  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0.05)
    return found


def is_there(process: int) -> bool:
    """Return whether there is a process of that number."""
    return Path(f"/proc/{process}").exists()


def post_endless(place: Town) -> Message:
    """Post a link to a video that has no captions, with a file that is read for ever, and return the post."""
    file = Upload(ENDLESS, b"WEBVTT")
    link = place.video(failure=Failure.NO_CAPTIONS)
    return place.discord.post(place.channel(), place.person(), link, attachments=[file])


async def test_others_are_served_meanwhile_and_it_ends_in_time(place: Town) -> None:
    """Its time is long enough that nothing but the end of the bot ends it here."""
    place.start(**{COMPUTING: "1000"})
    await place.discord.ready()
    await place.summarised()
    endless = post_endless(place)
    bot = place.processes[-1].pid
    assert bot
    (stuck,) = await computing(bot)
    await place.summarised()
    assert stuck in workers(bot), "the others were served while it was read"
    assert not any(GIVEN_UP in place.discord.text(reply) for reply in place.discord.replies(endless))
    began = time.monotonic()
    assert await place.stop() == 0
    assert time.monotonic() - began < LONGEST
    assert not is_there(stuck)
    # What was handed back is taken up again, and given up; another bot then knows that without trying.
    place.start(**{COMPUTING: "1"})
    await place.replied(endless, GIVEN_UP)
    place.check_whole((await place.summarised())[1])
    assert place.logged().count("was broken off") == 2
    await place.kill()
    await place.restart()
    again = post_endless(place)
    await place.replied(again, GIVEN_UP)
    assert place.logged().count("was broken off") == 2


async def test_a_file_given_for_a_video_is_answered(place: Town) -> None:
    place.start(**{COMPUTING: "0.5"})
    await place.discord.ready()
    post = place.discord.post(place.channel(), place.person(), place.video(failure=Failure.NO_CAPTIONS))
    reply = await place.replied(post, "no captions")
    file = place.discord.post(post.channel, post.author, attachments=[Upload(ENDLESS, b"WEBVTT")], reply_to=reply)
    await place.replied(file, GIVEN_UP)
