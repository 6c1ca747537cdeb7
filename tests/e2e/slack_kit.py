"""The real app as a process of its own, between a Slack, a YouTube and a Redis on loopback."""

import asyncio
import contextlib
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tests.e2e.kit import DONE, Stage, check_parts, surroundings
from tests.fakes.slack.kit import Act, Channel, Message, Slack, Terms, User
from tests.protocol.slack_kit import free_port

WITHIN = 20.0
"""Seconds until something has happened; in the middle it takes a few tenths of one."""


@dataclass(kw_only=True)
class Square(Stage):
    """All that a test acts and looks with."""

    command: ClassVar[str] = "slack"
    link: ClassVar[str] = "<{}>"

    slack: Slack

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

    def channel(self) -> Channel:
        """Return a new channel, so that tests don't see each other."""
        return self.slack.add_channel(f"channel-{self.number()}")

    def person(self, name: str = "ada") -> User:
        """Return somebody new."""
        return self.slack.add_user(f"{name}{self.number()}")

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

    def titles(self, post: Message) -> list[str]:
        """Return the first lines of what the app wrote in a post's thread."""
        return [self.slack.text(message).splitlines()[0] for message in self.slack.own(post)]

    def check_whole(self, post: Message, sections: int | None = None) -> None:
        """Check that a thread has its reply, its sections once and in order, and the conclusion at its end."""
        starts = [self._start(message) for message in self.slack.own(post)[1:-1]]
        check_parts(self.titles(post)[1:], starts, sections)

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
    async with surroundings(folder) as (youtube, environment), Slack(terms) as slack:
        environment |= {
            "SLACK_BOT_TOKEN": slack.token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_SIGNING_SECRET": slack.signing_secret,
            "SLACK_API_URL": slack.url,
        }
        made = Square(youtube=youtube, environment=environment, log=folder / "bot.log", slack=slack)
        async with made.open(start=start):
            yield made
        assert slack.unknown_methods == []
        assert slack.pings() == []
        assert slack.broadcasts() == []
