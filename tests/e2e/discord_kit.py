"""The real bot as a process of its own, between a Discord, a YouTube and a Redis on loopback."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from tests.e2e.kit import DONE, Stage, check_parts, surroundings
from tests.fakes.discord.kit import TOKEN, Channel, Discord, Interaction, Message, Terms, User

WITHIN = 20.0
"""Seconds until something has happened; in the middle it takes a few tenths of one."""


@dataclass(kw_only=True)
class Town(Stage):
    """All that a test acts and looks with."""

    command: ClassVar[str] = "discord"

    discord: Discord

    async def kill(self) -> None:
        """Kill the bot with no time to say goodbye, and wait until its connections are gone."""
        await super().kill()
        await self.discord.until(lambda: not self.discord.parts.hub.links, WITHIN)

    async def restart(self) -> None:
        """Start the bot anew and wait until it listens."""
        self.start()
        await self.discord.ready()

    def channel(self) -> Channel:
        """Return a new channel, so that tests don't see each other."""
        return self.discord.add_channel(self.discord.guild, f"channel-{self.number()}")

    def person(self, name: str = "Ada") -> User:
        """Return somebody new."""
        return self.discord.add_user(f"{name}{self.number()}")

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
        await self.replied(post, DONE)
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

    def titles(self, thread: Channel) -> list[str]:
        """Return the first lines of what the bot wrote in a thread."""
        return [self.discord.text(message).splitlines()[0] for message in self.discord.sent(thread)]

    def check_whole(self, thread: Channel, sections: int | None = None) -> None:
        """Check that a thread has its sections once and in order, and the conclusion at its end."""
        titles = self.titles(thread)
        check_parts(titles, [_start(title) for title in titles[:-1]], sections)


def _start(title: str) -> int:
    """Return the second at which a section starts, from the link in its heading."""
    return int(title.rpartition("&t=")[2].partition("s")[0])


@contextlib.asynccontextmanager
async def town(folder: Path, terms: Terms | None = None, *, start: bool = True) -> AsyncIterator[Town]:
    """Yield a town with the bot listening, and end it."""
    async with surroundings(folder) as (youtube, environment), Discord(terms) as discord:
        environment |= {"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": discord.url}
        made = Town(youtube=youtube, environment=environment, log=folder / "bot.log", discord=discord)
        async with made.open(start=start):
            yield made
        assert discord.unknown_paths == []
