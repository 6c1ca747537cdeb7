"""Which link is posted where and when, decided by the seed alone; and its posting."""

import random
from dataclasses import dataclass, replace

from tests.chaos.world import World
from tests.fakes.discord.kit import Message as DiscordMessage
from tests.fakes.slack.kit import Message as SlackMessage
from tests.fakes.youtube import Failure, make_video

FAILING = (Failure.NO_CAPTIONS, Failure.PRIVATE, Failure.AGE_RESTRICTED)
"""Failures that last."""
FAILING_SHARE = 0.05
AGAIN_SHARE = 0.1
_MINUTES = (2.0, 4.0, 8.0, 15.0)
_PLACES = 6


@dataclass(frozen=True, slots=True)
class Link:
    """A link to post: its number, at which second, on which platform, in which of its places, to which video.

    `again`: after how many seconds the platform tells of it once more, if it does.
    """

    number: int
    at: float
    platform: str
    place: int
    video: int
    again: float | None = None


def links(seed: int, count: int, videos: int, seconds: float) -> list[Link]:
    """Return so many links to so many videos, each to one at least, at a steady rate."""
    chance = random.Random(f"links {seed}")  # noqa: S311 - a run is to be repeated
    chosen = list(range(videos))[:count] + chance.choices(range(videos), k=max(0, count - videos))
    chance.shuffle(chosen)
    return [
        Link(
            number,
            number * seconds / count,
            chance.choice(("discord", "slack")),
            chance.randrange(_PLACES),
            video,
            chance.uniform(0.0, 5.0) if chance.random() < AGAIN_SHARE else None,
        )
        for number, video in enumerate(chosen)
    ]


def failing(seed: int, videos: int) -> dict[int, Failure]:
    """Return which videos can't be had for good, and why."""
    chance = random.Random(f"failing {seed}")  # noqa: S311
    return {video: chance.choice(FAILING) for video in range(videos) if chance.random() < FAILING_SHARE}


def video_id(number: int) -> str:
    """Return a video's id."""
    return f"chaos{number:06}"


class Posting:
    """Posts links. What was posted is in `posts`, by the link's number."""

    def __init__(self, world: World, seed: int, videos: int) -> None:
        self.posts: dict[int, DiscordMessage | SlackMessage] = {}
        self._discord, self._slack = world.discord, world.slack
        wrong = failing(seed, videos)
        for number in range(videos):
            minutes = _MINUTES[number % len(_MINUTES)]
            video = make_video(video_id(number), minutes, topics=3 + number % 4, seed=seed)
            world.youtube.add(replace(video, failure=wrong.get(number)))
        guilds = [self._discord.guild, *(self._discord.add_guild(f"Guild {n}", self._discord.owner) for n in (2, 3))]
        self._channels = [self._discord.add_channel(guild, f"{name}") for guild in guilds for name in ("talk", "films")]
        people = [self._slack.add_user(name) for name in ("ada", "ben", "cleo")]
        rooms = [self._slack.add_channel(name, *people) for name in ("talk", "films", "random")]
        self._rooms = [(room, people[0]) for room in rooms] + [(self._slack.world.direct(one), one) for one in people]

    def post(self, link: Link) -> None:
        """Post a link."""
        address = f"https://youtu.be/{video_id(link.video)}"
        if link.platform == "discord":
            channel = self._channels[link.place]
            self.posts[link.number] = self._discord.post(channel, self._discord.owner, f"Have a look: {address}")
        else:
            room, person = self._rooms[link.place]
            self.posts[link.number] = self._slack.post(room, person, f"Have a look: <{address}>")

    def again(self, link: Link) -> None:
        """Tell of a link once more."""
        post = self.posts[link.number]
        if isinstance(post, SlackMessage):
            self._slack.redeliver(post)
        else:
            self._discord.redeliver(post)
