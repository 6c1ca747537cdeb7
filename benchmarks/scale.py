"""Many links at once, two workers against one, and a message's way through the queue: `python -m benchmarks.scale`.

All runs as processes of its own, as in production: an adapter for each platform, workers, Redis. What is counted is
counted at the loopback platforms.
"""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from redis.asyncio import Redis

from adapters.redis.client import connections
from adapters.redis.jobs import JobWorker, RedisJobs, queue
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from benchmarks.timing import median, show
from bot.embedded_redis import binary, embedded_redis
from core.delivery.delivering import Delivering
from core.delivery.record import Delivery, Place
from core.delivery.records import records
from core.requests import Request
from tests.chaos.judging import Outcome, outcome_of
from tests.chaos.records import record
from tests.chaos.world import Supervised, Terms, World, world
from tests.fakes.chat import MemoryChat
from tests.fakes.discord.kit import Message as DiscordMessage
from tests.fakes.engine import CountingSource, SteppedEngine, video_ref
from tests.fakes.slack.kit import Message as SlackMessage
from tests.fakes.youtube import make_video
from tests.protocol.test_one_computation import Process

_LONGEST = 900.0
_TICKS = os.sysconf("SC_CLK_TCK")
_SPEAKING = 6.0
"""Minutes of a video."""
_HOPS = 200

Post = DiscordMessage | SlackMessage


async def run(links: int = 1000, videos: int = 100) -> None:
    await _one_by_one()
    await _at_once(links, videos)
    await _workers(max(16, links // 20))
    await _queue()
    await _flood(500)


async def _at_once(links: int, videos: int) -> None:
    """Post all at once, each video once in every place, and count what is fetched, computed and posted."""
    with tempfile.TemporaryDirectory() as name:
        async with (
            world(Path(name), Terms(workers=1, latency=0.0, delay=0.0)) as made,
            Redis.from_url(made.redis_url) as redis,
        ):
            before = await _used(made, redis)
            began = time.monotonic()
            posts = _posted(made, links, videos)
            await _finished(made, posts)
            seconds = time.monotonic() - began
            after = await _used(made, redis)
            outcomes = [outcome_of(record(made, post)) for post in posts]
            runs = sum("closing" in str(call.body.get("response_format")) for call in made.model.calls)
            print(f"{links} links of {videos} videos at once, over {len(made.processes) - 1} processes and Redis:")
            show("transcripts fetched", made.youtube.fetches(), "", videos)
            show("summaries computed", runs, "", videos)
            show("finished threads", outcomes.count(Outcome.THREAD), "", least=links)
            show("all are there", seconds, " s")
            done = {"discord": ("link", links / 2), "slack": ("link", links / 2), "worker-1": ("video", videos)}
            for process in before.seconds:
                what, count = done.get(process, ("link", links))
                computing = after.seconds[process] - before.seconds[process]
                show(f"computing of {process}, a {what}", 1000 * computing / count, " ms")
                show(f"memory of {process}", after.memory[process] / 1e6, " MB")
            show("requests to Discord, a link", 2 * len(made.discord.calls) / links, "")
            show("requests to Slack, a link", 2 * len(made.slack.calls) / links, "")
            show("calls of the model, a video", len(made.model.calls) / videos, "")
            show("commands to Redis, a link", (after.commands - before.commands) / links, "")
            show("memory of Redis, a link", (after.kept - before.kept) / links / 1e3, " kB")
            show("connections to Redis", after.connections, "")


async def _one_by_one(videos: int = 10) -> None:
    """Post one link after the other, and count what the platforms are asked for each."""
    with tempfile.TemporaryDirectory() as name:
        async with world(Path(name), Terms(workers=1, latency=0.0, delay=0.0)) as made:
            say = _discord_place(made, 0), _slack_place(made, 1)
            asked = len(made.discord.calls), len(made.slack.calls)
            for number in range(videos):
                made.youtube.add(make_video(_video(number), _SPEAKING, topics=3, seed=1))
                await _finished(made, [each(f"https://youtu.be/{_video(number)}") for each in say])
            print("links one by one:")
            show("requests to Discord, a link", (len(made.discord.calls) - asked[0]) / videos, "")
            show("requests to Slack, a link", (len(made.slack.calls) - asked[1]) / videos, "")


def _posted(made: World, links: int, videos: int) -> list[Post]:
    """Post in servers, and in direct messages on Slack: each gets a thread of its own for each video."""
    for number in range(videos):
        made.youtube.add(make_video(_video(number), _SPEAKING, topics=3, seed=1))
    posts: list[Post] = []
    for place in range(links // videos):
        say = _discord_place(made, place) if place % 2 else _slack_place(made, place)
        posts += [say(f"https://youtu.be/{_video(number)}") for number in range(videos)]
    return posts


def _discord_place(made: World, number: int) -> Callable[[str], Post]:
    discord = made.discord
    channel = discord.add_channel(discord.add_guild(f"Server {number}", discord.owner), "talk")
    return lambda link: discord.post(channel, discord.owner, link)


def _slack_place(made: World, number: int) -> Callable[[str], Post]:
    slack = made.slack
    person = slack.add_user(f"person{number}")
    return lambda link: slack.post(slack.world.direct(person), person, f"<{link}>")


def _video(number: int) -> str:
    return f"scale{number:06}"


async def _finished(made: World, posts: Sequence[Post]) -> None:
    """Wait until all links have come to their end."""
    waiting = list(posts)
    async with asyncio.timeout(_LONGEST):
        while waiting:
            waiting = [post for post in waiting if outcome_of(record(made, post)) is Outcome.OPEN]
            await asyncio.sleep(0.5)


@dataclass(frozen=True)
class _Used:
    """Seconds of computing and bytes of memory by process; commands, bytes and connections of Redis."""

    seconds: dict[str, float]
    memory: dict[str, int]
    commands: int
    kept: int
    connections: int


async def _used(made: World, redis: Redis) -> _Used:
    told = await redis.info()
    processes = made.processes.items()
    return _Used(
        {name: _computing(process) for name, process in processes},
        {name: _resident(process) for name, process in processes},
        int(told["total_commands_processed"]),
        int(told["used_memory"]),
        int(told["connected_clients"]) - 1,
    )


def _computing(process: Supervised) -> float:
    """Return the seconds that a process has computed (man 5 proc_pid_stat, utime and stime)."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _resident(process: Supervised) -> int:
    """Return the bytes that a process has in memory (man 5 proc_pid_statm)."""
    return int(Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE")


async def _workers(videos: int) -> None:
    """Have as many videos summarised by one worker and by two, where all wait for the model."""
    minute = {}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as name:
            async with world(Path(name), Terms(workers=workers, latency=1.0, delay=0.0)) as made:
                # The first one has the workers import what they need.
                await _finished(made, _posted(made, 4 * workers, 4 * workers))
                began = time.monotonic()
                for number in range(videos):
                    made.youtube.add(make_video(f"model{number:06}", _SPEAKING, topics=3, seed=1))
                say = _discord_place(made, 0)
                await _finished(made, [say(f"https://youtu.be/model{number:06}") for number in range(videos)])
                minute[workers] = 60 * videos / (time.monotonic() - began)
    print(f"{videos} videos, a model that takes 0.5 s + input/4000 + output/80 a call:")
    show("summaries a minute, one worker", minute[1], "")
    show("summaries a minute, two workers", minute[2], "")
    show("times as many", minute[2] / minute[1], "", least=1.8)


async def _flood(links: int) -> None:
    """Post as many links in one server, then one in another, and count how many of the first are served before it."""
    with tempfile.TemporaryDirectory() as name:
        async with world(Path(name), Terms(workers=1, latency=1.0, delay=0.0)) as made:
            await _finished(made, _posted(made, 4, 4))
            for number in range(links + 1):
                made.youtube.add(make_video(f"flood{number:06}", _SPEAKING, topics=3, seed=1))
            loud, quiet = _discord_place(made, 1), _discord_place(made, 3)
            flood = [loud(f"https://youtu.be/flood{number:06}") for number in range(links)]
            await made.discord.heard(_LONGEST)
            already = _served(made, flood)
            began = time.monotonic()
            await _finished(made, [quiet(f"https://youtu.be/flood{links:06}")])
            seconds = time.monotonic() - began
            meanwhile = _served(made, flood) - already
    print(f"{links} links from one server, then one from another, a worker that writes four at a time:")
    show("of the flood finished before the one was posted", already, "")
    show("of the flood finished before the one", meanwhile, "", 9)
    show("the one is finished after", seconds, " s")


def _served(made: World, posts: Sequence[Post]) -> int:
    return sum(outcome_of(record(made, post)) is not Outcome.OPEN for post in posts)


async def _queue() -> None:
    """Deliver what is in the cache through an idle queue, and in place."""
    server = binary()
    assert server, "there is no redis-server"
    with tempfile.TemporaryDirectory() as name, embedded_redis(Path(name), server) as url:
        both = connections(url)
        async with both.commands as redis, both.waiting as waiting:
            process = Process(redis, CountingSource(), SteppedEngine())
            kept = records(RedisStore(redis), RedisNames(redis))
            delivering = Delivering(kept, process.summaries, MemoryChat())
            ended = asyncio.Event()

            async def deliver(_run: str, payload: bytes) -> None:
                await delivering.run(payload.decode())
                ended.set()

            jobs = queue(waiting, "deliveries-benchmark")
            async with process.working(), JobWorker(jobs, deliver, 4).running(lambda: 1.0):
                await process.events()
                through, placed = [], []
                for number in range(_HOPS):
                    await kept.deliveries.begin(_delivery(number))
                    ident = _delivery(number).id
                    began = time.perf_counter()
                    if number % 2:
                        await RedisJobs(jobs).submit(ident, ident.encode())
                        await ended.wait()
                        ended.clear()
                        through.append(time.perf_counter() - began)
                    else:
                        await delivering.run(ident)
                        placed.append(time.perf_counter() - began)
    print("a delivery of what is in the cache, when all is idle:")
    show("in place", 1000 * median(placed), " ms")
    show("through the queue", 1000 * median(through), " ms")
    show("more than in place", 1000 * (median(through) - median(placed)), " ms", 25)


def _delivery(number: int) -> Delivery:
    """Return a delivery to a server of its own."""
    return Delivery(Place("memory", f"s{number}", "c"), "1", "someone", Request(video_ref()))


if __name__ == "__main__":
    asyncio.run(run(*map(int, sys.argv[1:])))
