"""The real app as a process of its own, between a Slack, a YouTube and a Redis on loopback."""

import asyncio
import contextlib
import os
import re
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.embedded_redis import binary, embedded_redis
from tests.fakes.bot_process import BotProcess
from tests.fakes.processes import UNLIMITED
from tests.fakes.slack.kit import Act, Channel, Message, Slack, Terms, User
from tests.fakes.youtube import Failure, FakeYouTube, make_video, video_about
from tests.protocol.slack_kit import free_port

ROOT = Path(__file__).parents[2]
WITHIN = 10.0
"""Seconds until something has happened; in the middle it takes a few tenths of one."""
DONE = "in the thread"
CAPTIONS = "WEBVTT\n\n" + "".join(
    f"00:{n // 6:02}:{n % 6 * 10:02}.000 --> 00:{n // 6:02}:{n % 6 * 10 + 9:02}.000\n"
    f"The {word} of the lighthouse turns, and the keeper writes {n} lines about the {word}.\n\n"
    for n, word in enumerate(("lamp", "lens", "clock", "oil", "stair", "door", "bell", "fog", "rock", "boat") * 3)
)


@dataclass
class Square:
    """All that a test acts and looks with."""

    slack: Slack
    youtube: FakeYouTube
    environment: dict[str, str]
    log: Path
    processes: list[BotProcess] = field(default_factory=list)
    videos: int = 0

    def start(self, *command: str, **environment: str) -> BotProcess:
        """Start the app and return its process, connected or not."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith("SLACK_")}
        chosen = tuple(filter(None, command or ("slack",)))
        process = BotProcess(chosen, {**clean, **self.environment, **environment}, self.log)
        self.processes.append(process)
        return process

    async def kill(self) -> None:
        """Kill the app with no time to say goodbye."""
        process = self.processes.pop()
        process.kill()
        await process.wait()

    async def stop(self) -> int | None:
        """Tell the app to stop, and return its exit code."""
        process = self.processes.pop()
        process.send_signal(signal.SIGTERM)
        return await process.wait()

    async def restart(self) -> None:
        """Start the app anew and wait until it listens."""
        self.start()
        await self.slack.ready(WITHIN)

    async def serve(self) -> str:
        """Start the app over HTTP, wait until it listens, and return its address."""
        url = f"http://127.0.0.1:{free_port()}"
        self.start("web", HTTP_PORT=url.rpartition(":")[2], HTTP_URL=url)
        self.slack.over_http(f"{url}/slack/events")
        async with asyncio.timeout(WITHIN):
            while not await self._listens(url):  # noqa: ASYNC110 - another process has no event to wait for
                await asyncio.sleep(0.02)
        return url

    @staticmethod
    async def _listens(url: str) -> bool:
        host, _, port = url.rpartition("/")[2].partition(":")
        try:
            _, writer = await asyncio.open_connection(host, int(port))
        except OSError:
            return False
        writer.close()
        return True

    def logged(self) -> str:
        """Return what the app has logged so far."""
        return self.log.read_text(encoding="utf-8")

    def video(self, minutes: float = 6.0, failure: Failure | None = None) -> str:
        """Return the link to a video that nobody has seen yet, as Slack keeps it."""
        return f"<{self.address(minutes, failure)}>"

    def address(self, minutes: float = 6.0, failure: Failure | None = None) -> str:
        """Return the address of a video that nobody has seen yet."""
        self.videos += 1
        ident = f"video{self.videos:06}"
        self.youtube.add(replace(make_video(ident, minutes, topics=3, seed=self.videos), failure=failure))
        return f"https://youtu.be/{ident}"

    def about(self, topic: str, title: str | None = None) -> str:
        """Return the link to a video on one topic alone, which nobody has seen yet, as Slack keeps it."""
        self.videos += 1
        made = video_about(topic, f"video{self.videos:06}", 6.0)
        self.youtube.add(replace(made, title=title or made.title))
        return f"<https://youtu.be/{made.id}>"

    def channel(self) -> Channel:
        """Return a new channel, so that tests don't see each other."""
        self.videos += 1
        return self.slack.add_channel(f"channel-{self.videos}")

    def person(self, name: str = "ada") -> User:
        """Return somebody new."""
        self.videos += 1
        return self.slack.add_user(f"{name}{self.videos}")

    async def saying(self, post: Message, words: str, within: float = WITHIN) -> Message:
        """Wait until the app says something in a message's thread, and return that message."""

        def found() -> Message | None:
            return next((each for each in self.slack.own(post) if words in self.slack.text(each)), None)

        return _there(await self.slack.until(found, within))

    async def delivered(self, post: Message, within: float = WITHIN) -> list[Message]:
        """Wait until a post's thread is finished, and return what the app wrote there."""
        await self.saying(post, DONE, within)
        return self.slack.own(post)

    async def summarised(self, text: str | None = None, author: User | None = None) -> Message:
        """Post a link in a new channel, wait for its finished thread, and return the post."""
        post = self.slack.post(self.channel(), author or self.person(), text or self.video())
        await self.delivered(post)
        return post

    async def answered(self, act: Act, words: str = "") -> Message:
        """Wait until an act is answered, check that it was acknowledged in time, and return the answer."""

        def found() -> Message | None:
            return next((each for each in act.answers if words in self.slack.text(each)), None)

        message = _there(await self.slack.until(found, WITHIN))
        await self.slack.acked(act)
        assert act.took is not None
        assert act.took < 3.0
        return message

    async def quiet(self, check: Callable[[], object]) -> None:
        """Wait until the app has heard all there is to hear, and check that nothing came of it.

        A link that is posted now, and answered, proves that what was heard before would have been.
        """
        await self.summarised()
        assert not check()

    def titles(self, post: Message) -> list[str]:
        """Return the first lines of what the app wrote in a post's thread."""
        return [self.slack.text(message).splitlines()[0] for message in self.slack.own(post)]

    def check_whole(self, post: Message, sections: int | None = None) -> None:
        """Check that a thread has its reply, its sections once and in order, and the conclusion at its end."""
        titles = self.titles(post)[1:]
        assert len(set(titles)) == len(titles), titles
        starts = [self._start(message) for message in self.slack.own(post)[1:-1]]
        assert starts == sorted(starts)
        assert starts[0] == 0
        assert "Conclusion" in titles[-1]
        assert sections is None or len(starts) == sections

    def _start(self, message: Message) -> int:
        """Return the second at which a section starts, from the link in its heading."""
        found = re.search(r"[?&]t=(\d+)s", self.slack.links(message)[0])
        assert found
        return int(found[1])


def _there(message: Message | None) -> Message:
    assert message is not None
    return message


@contextlib.asynccontextmanager
async def square(folder: Path, terms: Terms | None = None, *, start: bool = True) -> AsyncIterator[Square]:
    """Yield a square with the app listening over Socket Mode, and end it."""
    server = binary()
    assert server
    with embedded_redis(folder / "redis", server) as redis:
        async with Slack(terms) as slack, FakeYouTube() as youtube:
            environment = {
                "SLACK_BOT_TOKEN": slack.token,
                "SLACK_APP_TOKEN": slack.app_token,
                "SLACK_SIGNING_SECRET": slack.signing_secret,
                "SLACK_API_URL": slack.url,
                "YOUTUBE_URL": youtube.url,
                "REDIS_URL": redis,
                "CUEPOINT_DATA_DIR": str(folder),
                **UNLIMITED,
            }
            made = Square(slack, youtube, environment, folder / "bot.log")
            try:
                if start:
                    await made.restart()
                yield made
            finally:
                for process in made.processes:
                    if process.returncode is None:
                        process.kill()
                    await process.wait()
            assert slack.unknown_methods == []
            assert slack.pings() == []
            assert slack.broadcasts() == []
