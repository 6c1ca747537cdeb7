"""Cuepoint on Discord beside a bare discord.py bot that posts the same: `python -m benchmarks.discord`.

Both run as processes of their own against one Discord on loopback, in turn, in the same run.
"""

import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

from benchmarks.timing import median, show
from bot.embedded_redis import binary, embedded_redis
from tests.fakes.discord.kit import TOKEN, Channel, Discord, Message, Permission
from tests.fakes.youtube import FakeYouTube, make_video

LINK = "https://youtu.be/aaaaaaaaaaa"
_MINUTES = 74.0
_LINKS = 40
_THREADS = 1000
_AT_ONCE = 20
_MESSAGES = 10_000
_LONG = 120.0


async def run(threads: int = _THREADS) -> None:
    server = binary()
    assert server, "there is no redis-server"
    with tempfile.TemporaryDirectory() as name, embedded_redis(Path(name), server) as redis:
        async with Discord() as discord, FakeYouTube() as youtube:
            youtube.add(make_video("aaaaaaaaaaa", _MINUTES))
            settings = {
                "DISCORD_TOKEN": TOKEN,
                "DISCORD_API_URL": discord.url,
                "YOUTUBE_URL": youtube.url,
                "REDIS_URL": redis,
                "CUEPOINT_DATA_DIR": name,
                "CUEPOINT_LOG_LEVEL": "WARNING",
            }
            # Its own summaries are written by a worker, as on a busy server; the first link makes the one there is.
            async with _process(discord, settings, "-m", "bot", "discord"):
                first = discord.post(_channel(discord), discord.owner, LINK)
                await discord.until(lambda: _finished(discord, first), _LONG)
                script = Path(name) / "script.json"
                script.write_text(json.dumps(discord.recipe(first)), encoding="utf-8")
            ours = await _measured(discord, {**settings, "CUEPOINT_CONCURRENCY": "0"}, threads, "-m", "bot", "discord")
            bare = await _measured(discord, settings, threads, "-m", "tests.fakes.discord.bare_bot", str(script))
            idle = await _read(discord, settings, "-m", "tests.fakes.discord.bare_bot", "--idle")
    _print(ours, bare, idle, threads)


def _print(ours: "_Measured", bare: "_Measured", idle: float, threads: int) -> None:
    print("Discord, beside a bare discord.py bot that posts the same:")
    show("bare bot: link to finished thread", 1000 * bare.seconds, " ms")
    show("Cuepoint: cached link to finished thread", 1000 * ours.seconds, " ms")
    show("times the bare bot's", ours.seconds / bare.seconds, "", 1.3)
    show(f"bare bot: resident after {threads} threads", bare.megabytes, " MB")
    show(f"Cuepoint: resident after {threads} threads", ours.megabytes, " MB")
    show("times the bare bot's", ours.megabytes / bare.megabytes, "", 1.5)
    show("idle bot: messages without a link", idle, "/s")
    show("Cuepoint: messages without a link", ours.messages, "/s")
    show("the idle bot's times this", idle / ours.messages, "", 1 / 0.8)


class _Measured:
    def __init__(self, seconds: float, megabytes: float, messages: float) -> None:
        self.seconds, self.megabytes, self.messages = seconds, megabytes, messages


async def _measured(discord: Discord, settings: Mapping[str, str], threads: int, *command: str) -> _Measured:
    async with _process(discord, settings, *command) as process:
        messages = await _messages(discord)
        taken = [await _link(discord) for _ in range(_LINKS)]
        left = threads - _LINKS
        while left > 0:
            await asyncio.gather(*(_link(discord) for _ in range(min(left, _AT_ONCE))))
            left -= _AT_ONCE
        return _Measured(median(taken[5:]), _resident(process), messages)


async def _read(discord: Discord, settings: Mapping[str, str], *command: str) -> float:
    async with _process(discord, settings, *command):
        return await _messages(discord)


async def _link(discord: Discord) -> float:
    """Post the link in a server that hasn't had it, and return how many seconds its thread took."""
    channel = _channel(discord)
    began = time.perf_counter()
    post = discord.post(channel, discord.owner, LINK)
    await discord.until(lambda: _finished(discord, post), _LONG)
    return time.perf_counter() - began


async def _messages(discord: Discord) -> float:
    """Return how many messages without a link the bot reads in a second."""
    for _ in range(2):
        began = time.perf_counter()
        for number in range(_MESSAGES):
            discord.post(discord.general, discord.owner, f"message {number} says nothing that matters here")
        await discord.heard(_LONG)
        taken = time.perf_counter() - began
    return _MESSAGES / taken


def _channel(discord: Discord) -> Channel:
    guild = discord.add_guild("A server", discord.owner)
    channel = discord.add_channel(guild, "talk")
    discord.permit(channel, allow=Permission.VIEW_CHANNEL)
    return channel


def _finished(discord: Discord, post: Message) -> bool:
    """Return whether the reply was edited for the last time, which both bots do last."""
    return any(" in the thread" in discord.text(each) for each in discord.replies(post))


@contextlib.asynccontextmanager
async def _process(
    discord: Discord, settings: Mapping[str, str], *command: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(sys.executable, *command, env={**os.environ, **settings})
    try:
        await discord.ready()
        yield process
    finally:
        process.terminate()
        await process.wait()
        await discord.until(lambda: not discord.parts.hub.links, _LONG)


def _resident(process: asyncio.subprocess.Process) -> float:
    """Return a process's resident memory in megabytes (Linux: proc(5), VmRSS)."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if sys.argv[1:] else _THREADS))
