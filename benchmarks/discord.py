"""Cuepoint on Discord beside a bare discord.py bot that posts the same: `python -m benchmarks.discord`.

Each runs as a process of its own, on a Discord of its own on loopback; they are measured in turn, in the same run.
"""

import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.timing import median, show
from bot.embedded_redis import binary, embedded_redis
from tests.fakes.discord.kit import TOKEN, Channel, Discord, Message
from tests.fakes.processes import UNLIMITED, running
from tests.fakes.youtube import FakeYouTube, make_video

LINK = "https://youtu.be/aaaaaaaaaaa"
_MINUTES = 74.0
_LINKS = 40
_THREADS = 1000
_AT_ONCE = 20
_MESSAGES = 3_000
_ROUNDS = 8
_LONG = 120.0


async def run(threads: int = _THREADS) -> None:
    server = binary()
    assert server, "there is no redis-server"
    async with contextlib.AsyncExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory())
        redis = stack.enter_context(embedded_redis(Path(name), server))
        youtube = await stack.enter_async_context(FakeYouTube())
        youtube.add(make_video("aaaaaaaaaaa", _MINUTES, topics=20))
        settings = {"DISCORD_TOKEN": TOKEN, "YOUTUBE_URL": youtube.url, "REDIS_URL": redis}
        settings |= {"CUEPOINT_DATA_DIR": name, "CUEPOINT_LOG_LEVEL": "WARNING"}
        script = await _script(settings, Path(name))
        # Other summaries would be written by a worker, as on a busy server; this one is there.
        alone = {**settings, "CUEPOINT_CONCURRENCY": "0"}
        ours = await stack.enter_async_context(_side(alone, "-m", "bot", "discord"))
        bare = await stack.enter_async_context(_side(settings, "-m", "tests.fakes.discord.bare_bot", script))
        idle = await stack.enter_async_context(_side(settings, "-m", "tests.fakes.discord.bare_bot", "--idle"))
        read = [(await _messages(ours.discord), await _messages(idle.discord)) for _ in range(_ROUNDS)][1:]
        taken = [(await _link(ours.discord), await _link(bare.discord)) for _ in range(_LINKS)][5:]
        for side in (ours, bare):
            for _ in range((threads - _LINKS) // _AT_ONCE):
                await asyncio.gather(*(_link(side.discord) for _ in range(_AT_ONCE)))
        print("Discord, beside a bare discord.py bot that posts the same, turn by turn:")
        _both("link to finished thread", [(1000 * a, 1000 * b) for a, b in taken], " ms", 1.3)
        _both(f"resident after {threads} threads", [(ours.megabytes, bare.megabytes)], " MB", 1.5)
        _both("for a message without a link", [(1e6 / a, 1e6 / b) for a, b in read], " us", 1 / 0.8)


def _both(what: str, pairs: list[tuple[float, float]], unit: str, most: float) -> None:
    show(f"bare bot: {what}", median([bare for _, bare in pairs]), unit)
    show(f"Cuepoint: {what}", median([ours for ours, _ in pairs]), unit)
    show("times the bare bot's", median([ours / bare for ours, bare in pairs]), "", most)


@dataclass(frozen=True)
class _Side:
    """A bot and the Discord it is on."""

    discord: Discord
    process: asyncio.subprocess.Process

    @property
    def megabytes(self) -> float:
        """Return the process's resident memory (Linux: proc(5), VmRSS)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024


async def _script(settings: Mapping[str, str], folder: Path) -> str:
    """Have the summary made, and return the path of a script by which the bare bot posts the same."""
    async with _side(settings, "-m", "bot", "discord") as side:
        channel = _channel(side.discord)
        post = side.discord.post(channel, side.discord.owner, LINK)
        await side.discord.until(lambda: _finished(side.discord, post), _LONG)
        recipe = side.discord.recipe(post)
    path = folder / "script.json"
    path.write_text(json.dumps(recipe), encoding="utf-8")
    return str(path)


async def _link(discord: Discord) -> float:
    """Post the link in a server that hasn't had it, and return how many seconds its thread took."""
    channel = _channel(discord)
    began = time.perf_counter()
    post = discord.post(channel, discord.owner, LINK)
    await discord.until(lambda: _finished(discord, post), _LONG)
    return time.perf_counter() - began


async def _messages(discord: Discord) -> float:
    """Return how many messages without a link the bot reads in a second."""
    began = time.perf_counter()
    for number in range(_MESSAGES):
        discord.post(discord.general, discord.owner, f"message {number} says nothing that matters here")
    await discord.heard(_LONG)
    return _MESSAGES / (time.perf_counter() - began)


def _channel(discord: Discord) -> Channel:
    guild = discord.add_guild("A server", discord.owner)
    return discord.add_channel(guild, "talk")


def _finished(discord: Discord, post: Message) -> bool:
    """Return whether the reply was edited for the last time, which both bots do last."""
    return any(" in the thread" in discord.text(each) for each in discord.replies(post))


@contextlib.asynccontextmanager
async def _side(settings: Mapping[str, str], *command: str) -> AsyncIterator[_Side]:
    async with Discord() as discord:
        environment = {**os.environ, **UNLIMITED, **settings, "DISCORD_API_URL": discord.url}
        async with running(*command, environment=environment) as process:
            await discord.ready(within=_LONG)
            yield _Side(discord, process)


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if sys.argv[1:] else _THREADS))
