"""What a test on any platform acts and looks with: the real bot as processes, a YouTube and a Redis on loopback."""

import contextlib
import signal
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar

from bot.embedded_redis import binary, embedded_redis
from tests.fakes.bot_process import BotProcess
from tests.fakes.processes import UNLIMITED, environment
from tests.fakes.youtube import Failure, FakeYouTube, make_video, video_about

DONE = "in the thread"
"""What a reply says when all is there."""
CAPTIONS = "WEBVTT\n\n" + "".join(
    f"00:{n // 6:02}:{n % 6 * 10:02}.000 --> 00:{n // 6:02}:{n % 6 * 10 + 9:02}.000\n"
    f"The {word} of the lighthouse turns, and the keeper writes {n} lines about the {word}.\n\n"
    for n, word in enumerate(("lamp", "lens", "clock", "oil", "stair", "door", "bell", "fog", "rock", "boat") * 3)
)


@dataclass(kw_only=True)
class Stage(ABC):
    """The bot, what it needs, and what it has logged."""

    command: ClassVar[str]
    link: ClassVar[str] = "{}"

    youtube: FakeYouTube
    environment: dict[str, str]
    log: Path
    processes: list[BotProcess] = field(default_factory=list)
    made: int = 0

    def start(self, *command: str, **environment: str) -> BotProcess:
        """Start the bot, by the platform's command or another, "" being all chats; return its process, ready or not."""
        chosen = tuple(filter(None, command or (self.command,)))
        process = BotProcess(chosen, {**self.environment, **environment}, self.log)
        self.processes.append(process)
        return process

    async def kill(self) -> None:
        """Kill the bot with no time to say goodbye."""
        process = self.processes.pop()
        process.kill()
        await process.wait()

    async def stop(self) -> int | None:
        """Tell the bot to stop, and return its exit code."""
        process = self.processes.pop()
        process.send_signal(signal.SIGTERM)
        return await process.wait()

    @abstractmethod
    async def restart(self) -> None:
        """Start the bot again, and wait until it listens."""

    @contextlib.asynccontextmanager
    async def open(self, *, start: bool) -> AsyncIterator[None]:
        """Have the bot listen, where it is to be started at once, and end it."""
        try:
            if start:
                await self.restart()
            yield
        finally:
            await self.end()

    async def end(self) -> None:
        """Kill all that run still."""
        for process in self.processes:
            if process.returncode is None:
                process.kill()
            await process.wait()

    def logged(self) -> str:
        """Return what the bot has logged so far."""
        return self.log.read_text(encoding="utf-8")

    def number(self) -> int:
        """Return a number that nothing here has yet, so that tests don't see each other."""
        self.made += 1
        return self.made

    def address(self, minutes: float = 6.0, failure: Failure | None = None) -> str:
        """Return the address of a video that nobody has seen yet."""
        number = self.number()
        ident = f"video{number:06}"
        self.youtube.add(replace(make_video(ident, minutes, topics=3, seed=number), failure=failure))
        return f"https://youtu.be/{ident}"

    def video(self, minutes: float = 6.0, failure: Failure | None = None) -> str:
        """Return the link to a video that nobody has seen yet, as the platform keeps it."""
        return self.link.format(self.address(minutes, failure))

    def held(self, failure: Failure | None = None) -> tuple[str, str]:
        """Return the id of a video that nobody has seen yet, and the link to it; YouTube holds its answer back."""
        address = self.address(failure=failure)
        ident = address.rpartition("/")[2]
        self.youtube.hold(ident)
        return ident, self.link.format(address)

    def about(self, topic: str, title: str | None = None) -> str:
        """Return the link to a video on one topic alone, which nobody has seen yet, as the platform keeps it."""
        made = video_about(topic, f"video{self.number():06}", 6.0)
        self.youtube.add(replace(made, title=title or made.title))
        return self.link.format(f"https://youtu.be/{made.id}")

    @abstractmethod
    async def summarised(self) -> object:
        """Post a link in a new channel, and wait for its finished thread."""

    async def quiet(self, check: Callable[[], object]) -> None:
        """Wait until the bot has heard all there is to hear, and check that nothing came of it.

        A link that is posted now, and answered, proves that what was heard before would have been.
        """
        await self.summarised()
        assert not check()


def check_parts(titles: Sequence[str], starts: Sequence[int], sections: int | None) -> None:
    """Check that a thread has its sections once and in order, and the conclusion at its end.

    Args:
        titles: the first lines of all its parts.
        starts: the seconds at which its sections start.
        sections: how many there are to be, if that is known.
    """
    assert len(set(titles)) == len(titles), titles
    assert list(starts) == sorted(starts)
    assert starts[0] == 0
    assert "Conclusion" in titles[-1]
    assert sections is None or len(starts) == sections


@contextlib.asynccontextmanager
async def surroundings(folder: Path) -> AsyncIterator[tuple[FakeYouTube, dict[str, str]]]:
    """Yield a YouTube, and an environment in which the bot finds it, a Redis and its data folder, and no limits."""
    server = binary()
    assert server
    with embedded_redis(folder / "redis", server) as redis:
        async with FakeYouTube() as youtube:
            yield youtube, environment(folder, YOUTUBE_URL=youtube.url, REDIS_URL=redis, **UNLIMITED)
