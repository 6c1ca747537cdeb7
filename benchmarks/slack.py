"""Cuepoint on Slack beside a bare bolt app, and how soon it acknowledges: `python -m benchmarks.slack`.

Each runs as a process of its own, on a Slack of its own on loopback; they are measured in turn, in the same run.
"""

import asyncio
import contextlib
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from redis.asyncio import Redis

from benchmarks.timing import median, show
from bot.embedded_redis import binary, embedded_redis
from tests.fakes.processes import UNLIMITED, running
from tests.fakes.slack.kit import Message, Slack, Terms
from tests.fakes.youtube import FakeYouTube, make_video
from tests.protocol.slack_kit import free_port

LINK = "<https://youtu.be/aaaaaaaaaaa>"
_MINUTES = 74.0
_LINKS = 40
_RATE = 200
_SECONDS = 60.0
_CHANNELS = 50
_LONG = 120.0


async def run(seconds: float = _SECONDS) -> None:
    server = binary()
    assert server, "there is no redis-server"
    async with contextlib.AsyncExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory())
        url = stack.enter_context(embedded_redis(Path(name), server))
        redis = await stack.enter_async_context(Redis.from_url(url))
        youtube = await stack.enter_async_context(FakeYouTube())
        youtube.add(make_video("aaaaaaaaaaa", _MINUTES, topics=20))
        settings = {"YOUTUBE_URL": youtube.url, "REDIS_URL": url}
        settings |= {"CUEPOINT_DATA_DIR": name, "CUEPOINT_LOG_LEVEL": "ERROR"}
        script = await _script(settings, Path(name))
        alone = {**settings, "CUEPOINT_CONCURRENCY": "0"}
        async with (
            _side(alone, "-m", "bot", "slack") as ours,
            _side(settings, "-m", "tests.fakes.slack.bare_app", script) as bare,
        ):
            taken = []
            for _ in range(_LINKS):
                await _forget(redis)
                taken.append((await _link(ours), await _link(bare)))
        print("Slack, beside a bare bolt app that posts the same, turn by turn:")
        show("bare app: link to finished thread", 1000 * median([b for _, b in taken[5:]]), " ms")
        show("Cuepoint: link to finished thread", 1000 * median([a for a, _ in taken[5:]]), " ms")
        show("times the bare app's", median([a / b for a, b in taken[5:]]), "", 1.3)
        for way, command in (("Socket Mode", "slack"), ("signed requests", "web")):
            await _forget(redis)
            async with _side(alone, "-m", "bot", command) as side:
                await _acknowledged(side, way, seconds)


async def _acknowledged(side: "_Side", way: str, seconds: float) -> None:
    """Post so many links a second, and show how soon they were acknowledged."""
    slack = side.slack
    channels = [slack.add_channel(f"channel-{number}") for number in range(_CHANNELS)]
    posts: list[Message] = []
    began = time.monotonic()
    while (passed := time.monotonic() - began) < seconds:
        while len(posts) < passed * _RATE:
            posts.append(slack.post(channels[len(posts) % _CHANNELS], slack.owner, LINK))
        await asyncio.sleep(0.005)
    await slack.until(lambda: len(_took(slack, posts)) == len(posts), _LONG)
    took = _took(slack, posts)
    print(f"Slack over {way}, {len(posts)} links in {seconds:.0f} s:")
    show("acknowledged, 99th percentile", 1000 * statistics.quantiles(took, n=100)[98], " ms", 200)
    show("acknowledged, the last", 1000 * max(took), " ms", 3000)


def _took(slack: Slack, posts: list[Message]) -> list[float]:
    wanted = {post.ts for post in posts}
    return [each.took for each in slack.sent if each.event.get("ts") in wanted and each.took is not None]


@dataclass(frozen=True)
class _Side:
    """An app and the Slack it is on."""

    slack: Slack
    process: asyncio.subprocess.Process


async def _forget(redis: Redis) -> None:
    """Let the workspace not have had the video yet, and nothing be left to do."""
    for pattern in ("cuepoint:there:*", "cuepoint:open:*", "saq:*deliveries*"):
        async for key in redis.scan_iter(pattern):
            await redis.delete(key)


async def _script(settings: Mapping[str, str], folder: Path) -> str:
    """Have the summary made, and return the path of a script by which the bare app posts the same."""
    async with _side(settings, "-m", "bot", "slack") as side:
        post = side.slack.post(side.slack.add_channel("talk"), side.slack.owner, LINK)
        await side.slack.until(lambda: _finished(side.slack, post), _LONG)
        recipe = list(side.slack.recipe(post))
    path = folder / "script.json"
    path.write_text(json.dumps(recipe), encoding="utf-8")
    return str(path)


async def _link(side: _Side) -> float:
    """Post the link in a channel that hasn't had it, and return how many seconds its thread took."""
    channel = side.slack.add_channel("talk")
    began = time.perf_counter()
    post = side.slack.post(channel, side.slack.owner, LINK)
    await side.slack.until(lambda: _finished(side.slack, post), _LONG)
    return time.perf_counter() - began


def _finished(slack: Slack, post: Message) -> bool:
    """Return whether the reply was edited for the last time, which both apps do last."""
    return any(" in the thread" in each.text for each in slack.own(post)[:1])


@contextlib.asynccontextmanager
async def _side(settings: Mapping[str, str], *command: str) -> AsyncIterator[_Side]:
    async with Slack(Terms()) as slack:
        port = free_port()
        environment = {
            **os.environ,
            **UNLIMITED,
            **settings,
            "SLACK_API_URL": slack.url,
            "SLACK_BOT_TOKEN": slack.token,
        }
        if command[-1] == "web":
            environment |= {"SLACK_SIGNING_SECRET": slack.signing_secret, "HTTP_PORT": str(port)}
        else:
            environment["SLACK_APP_TOKEN"] = slack.app_token
        async with running(*command, environment=environment) as process:
            if command[-1] == "web":
                slack.over_http(f"http://127.0.0.1:{port}/slack/events")
                await _listening(port)
            else:
                await slack.ready(within=_LONG)
            yield _Side(slack, process)


async def _listening(port: int) -> None:
    while True:
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.02)


if __name__ == "__main__":
    asyncio.run(run(float(sys.argv[1]) if sys.argv[1:] else _SECONDS))
