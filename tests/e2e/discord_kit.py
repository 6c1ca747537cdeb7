"""The real bot as a process of its own, between a Discord, a YouTube and a Redis on loopback."""

import contextlib
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.embedded_redis import binary, embedded_redis
from tests.fakes.bot_process import BotProcess
from tests.fakes.discord.kit import TOKEN, Channel, Discord, Interaction, Message, Terms, User
from tests.fakes.processes import UNLIMITED
from tests.fakes.youtube import Failure, FakeYouTube, make_video, video_about

WITHIN = 8.0
"""Seconds until something has happened; in the middle it takes a few tenths of one."""


@dataclass
class Town:
    """All that a test acts and looks with."""

    discord: Discord
    youtube: FakeYouTube
    environment: dict[str, str]
    log: Path
    processes: list[BotProcess] = field(default_factory=list)
    videos: int = 0

    def start(self, command: tuple[str, ...] = ("discord",), **environment: str) -> BotProcess:
        """Start the bot and return its process, connected or not."""
        process = BotProcess(command, {**os.environ, **self.environment, **environment}, self.log)
        self.processes.append(process)
        return process

    async def kill(self) -> None:
        """Kill the bot with no time to say goodbye, and wait until its connections are gone."""
        process = self.processes.pop()
        process.kill()
        await process.wait()
        await self.discord.until(lambda: not self.discord.parts.hub.links, WITHIN)

    async def restart(self) -> None:
        """Start the bot anew and wait until it listens."""
        self.start()
        await self.discord.ready()

    def logged(self) -> str:
        """Return what the bot has logged so far."""
        return self.log.read_text(encoding="utf-8")

    def video(self, minutes: float = 6.0, failure: Failure | None = None) -> str:
        """Return the link to a video that nobody has seen yet."""
        self.videos += 1
        ident = f"video{self.videos:06}"
        self.youtube.add(replace(make_video(ident, minutes, topics=3, seed=self.videos), failure=failure))
        return f"https://youtu.be/{ident}"

    def about(self, topic: str, title: str | None = None) -> str:
        """Return the link to a video on one topic alone, which nobody has seen yet."""
        self.videos += 1
        made = video_about(topic, f"video{self.videos:06}", 6.0)
        self.youtube.add(replace(made, title=title or made.title))
        return f"https://youtu.be/{made.id}"

    def channel(self) -> Channel:
        """Return a new channel, so that tests don't see each other."""
        self.videos += 1
        return self.discord.add_channel(self.discord.guild, f"channel-{self.videos}")

    def person(self, name: str = "Ada") -> User:
        """Return somebody new."""
        self.videos += 1
        return self.discord.add_user(f"{name}{self.videos}")

    async def replied(self, post: Message, saying: str = "") -> Message:
        """Wait for the bot's reply to a post, until it says something, and return it."""

        def reply() -> Message | None:
            found = [each for each in self.discord.replies(post) if saying in self.discord.text(each)]
            return found[0] if found else None

        found = await self.discord.until(reply, WITHIN)
        assert found
        return found

    async def delivered(self, post: Message) -> Channel:
        """Wait until a post's thread is finished, and return it."""
        await self.replied(post, "in the thread")
        thread = self.discord.thread_of(post)
        assert thread
        return thread

    async def summarised(self, link: str | None = None, author: User | None = None) -> tuple[Message, Channel]:
        """Post a link in a new channel, and return the post and its finished thread."""
        post = self.discord.post(self.channel(), author or self.person(), link or self.video())
        return post, await self.delivered(post)

    async def done(self, interaction: Interaction) -> Interaction:
        """Wait until an interaction is answered, and check that it was acknowledged in time."""
        await self.discord.done(interaction, WITHIN)
        assert interaction.took is not None
        assert interaction.took < 3.0
        return interaction

    async def quiet(self, check: Callable[[], object]) -> None:
        """Wait until the bot has heard all there is to hear, and check that nothing came of it.

        A link that is posted now, and answered, proves that what was heard before would have been.
        """
        await self.summarised()
        assert not check()

    def titles(self, thread: Channel) -> list[str]:
        """Return the first lines of what the bot wrote in a thread."""
        return [self.discord.text(message).splitlines()[0] for message in self.discord.sent(thread)]

    def check_whole(self, thread: Channel, sections: int | None = None) -> None:
        """Check that a thread has its sections once and in order, and the conclusion at its end."""
        titles = self.titles(thread)
        assert len(set(titles)) == len(titles), titles
        starts = [_start(title) for title in titles[:-1]]
        assert starts == sorted(starts)
        assert starts[0] == 0
        assert "Conclusion" in titles[-1]
        assert sections is None or len(starts) == sections


def _start(title: str) -> int:
    """Return the second at which a section starts, from the link in its heading."""
    return int(title.rpartition("&t=")[2].partition("s")[0])


@contextlib.asynccontextmanager
async def town(folder: Path, terms: Terms | None = None, *, start: bool = True) -> AsyncIterator[Town]:
    """Yield a town with the bot listening, and end it."""
    server = binary()
    assert server
    with embedded_redis(folder / "redis", server) as redis:
        async with Discord(terms) as discord, FakeYouTube() as youtube:
            environment = {
                "DISCORD_TOKEN": TOKEN,
                "DISCORD_API_URL": discord.url,
                "YOUTUBE_URL": youtube.url,
                "REDIS_URL": redis,
                "CUEPOINT_DATA_DIR": str(folder),
                **UNLIMITED,
            }
            made = Town(discord, youtube, environment, folder / "bot.log")
            try:
                if start:
                    await made.restart()
                yield made
            finally:
                for process in made.processes:
                    if process.returncode is None:
                        process.kill()
                    await process.wait()
            assert discord.unknown_paths == []
