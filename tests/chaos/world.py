"""The world that chaos comes over: Discord, Slack, YouTube and a model on loopback, and Cuepoint as processes."""

import asyncio
import contextlib
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from bot.embedded_redis import binary
from tests.fakes.bot_process import BotProcess
from tests.fakes.discord.kit import Discord
from tests.fakes.door import Door
from tests.fakes.model import FakeModel
from tests.fakes.processes import ROOT, UNLIMITED, environment
from tests.fakes.slack.kit import Slack
from tests.fakes.youtube import FakeYouTube
from tests.protocol.slack_kit import free_port

PAUSE = 0.3
"""For how many seconds a supervisor waits before it starts a process again that ended by itself."""
START = 60.0
LOCAL = "127.0.0.1"


class Process(Protocol):
    """A process that runs, or has."""

    @property
    def returncode(self) -> int | None:
        """Its exit code, or None while it runs."""
        ...

    def kill(self) -> None:
        """Kill it."""
        ...

    @property
    def pid(self) -> int | None:
        """Its number."""
        ...

    async def wait(self) -> int | None:
        """Return its exit code once it has ended."""
        ...


Start = Callable[[Path], Awaitable[Process]]
"""Starts a process that writes to a log."""


class Supervised:
    """A process that is started again whenever it ends: at once where it was killed."""

    def __init__(self, start: Start, log: Path) -> None:
        self.kills = 0
        self.ends: list[int | None] = []
        self._start = start
        self._log = log
        self._process: Process | None = None
        self._killed = False
        self._before: Callable[[], None] | None = None
        self._keeping = asyncio.create_task(self._keep())

    @property
    def pid(self) -> int | None:
        """The number of the process that runs now."""
        return self._process.pid if self._process else None

    def kill(self, before: Callable[[], None] | None = None) -> None:
        """Kill it with no time to say goodbye; `before` is done before it is started again."""
        if self._process and self._process.returncode is None:
            self.kills += 1
            self._killed, self._before = True, before
            self._process.kill()

    async def stop(self) -> None:
        """Kill it for good."""
        self._keeping.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._keeping
        if self._process and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _keep(self) -> None:
        while True:
            self._process = await self._start(self._log)
            code = await self._process.wait()
            if not self._killed:
                self.ends.append(code)
                await asyncio.sleep(PAUSE)
            if self._before:
                self._before()
            self._killed, self._before = False, None


def from_nothing(command: Sequence[str], settings: Mapping[str, str]) -> Start:
    """Return what starts a program."""

    async def start(log: Path) -> Process:
        with log.open("ab") as end:
            return await asyncio.create_subprocess_exec(*command, cwd=ROOT, env=settings, stdout=end, stderr=end)

    return start


def forked(command: str, settings: Mapping[str, str]) -> Start:
    """Return what starts the bot in the tests' way: at once, and handing on a killed one's jobs sooner."""

    async def start(log: Path) -> Process:
        return BotProcess((command,), settings, log)

    return start


@dataclass(frozen=True, slots=True)
class Terms:
    """What the world is made of.

    `hasty`: killed ones' jobs are handed on sooner than for people. `latency`: how many times a usual model's time the
    model takes. `delay`: how many seconds the platforms' answers take.
    """

    workers: int = 2
    hasty: bool = False
    latency: float = 0.3
    delay: float = 0.1


@dataclass
class World:
    """All that chaos is made with, and looked at."""

    folder: Path
    redis_url: str
    discord: Discord
    slack: Slack
    youtube: FakeYouTube
    model: FakeModel
    processes: dict[str, Supervised] = field(default_factory=dict)

    @property
    def doors(self) -> dict[str, Door]:
        """The doors of the upstreams."""
        return {
            "discord": self.discord.door,
            "slack": self.slack.door,
            "youtube": self.youtube.door,
            "model": self.model.door,
        }

    def lose_memory(self) -> None:
        """Kill Redis, and let it come back with nothing in it."""
        self.processes["redis"].kill(lambda: _empty(self.folder / "redis"))

    def start(self, terms: Terms) -> None:
        """Start Redis, the adapters and the workers."""
        server = binary()
        assert server, "there is no redis-server"
        port = self.redis_url.rpartition(":")[2]
        _empty(self.folder / "redis")
        options = ("--dir", str(self.folder / "redis"), "--appendonly", "yes", "--save", "", "--bind", LOCAL)
        self._keep("redis", from_nothing([server, "--port", port, *options], {}))
        for command in ("discord", "slack"):
            self._keep(command, self._bot(command, terms, CUEPOINT_CONCURRENCY="0"))
        for number in range(terms.workers):
            self._keep(f"worker-{number + 1}", self._bot("worker", terms))

    def _keep(self, name: str, start: Start) -> None:
        self.processes[name] = Supervised(start, self.folder / f"{name}.log")

    def _bot(self, command: str, terms: Terms, **more: str) -> Start:
        settings = environment(
            self.folder / "data",
            DISCORD_TOKEN=self.discord.token,
            DISCORD_API_URL=self.discord.url,
            SLACK_BOT_TOKEN=self.slack.token,
            SLACK_APP_TOKEN=self.slack.app_token,
            SLACK_API_URL=self.slack.url,
            YOUTUBE_URL=self.youtube.url,
            OPENAI_BASE_URL=self.model.url,
            REDIS_URL=self.redis_url,
            **UNLIMITED,
            **more,
        )
        return (
            forked(command, settings) if terms.hasty else from_nothing([sys.executable, "-m", "bot", command], settings)
        )


def _empty(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


@contextlib.asynccontextmanager
async def world(folder: Path, terms: Terms) -> AsyncIterator[World]:
    """Yield a world whose adapters listen, and end it."""
    async with contextlib.AsyncExitStack() as stack:
        made = World(
            folder,
            f"redis://{LOCAL}:{free_port()}",
            await stack.enter_async_context(Discord()),
            await stack.enter_async_context(Slack()),
            await stack.enter_async_context(FakeYouTube()),
            await stack.enter_async_context(FakeModel(latency=terms.latency)),
        )
        for platform in (made.discord, made.slack):
            platform.door.delay = terms.delay
        try:
            made.start(terms)
            await made.discord.ready(within=START)
            await made.slack.ready(START)
            yield made
        finally:
            for process in made.processes.values():
                await process.stop()
