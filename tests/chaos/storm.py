"""A run: links are posted while things go wrong, and then all is left alone until it has come to an end."""

import asyncio
import contextlib
import time
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from redis.asyncio import Redis

from tests.chaos.faults import SHORT, Deed, do
from tests.chaos.judging import Case, Outcome, Verdict, judged, outcome_of
from tests.chaos.leftovers import leftovers
from tests.chaos.posting import Link, Posting
from tests.chaos.records import ident, record
from tests.chaos.world import World

_LOOK = 0.2
_CLEAN = 60.0
"""For how many seconds locks may last, and finished jobs be taken off the queue."""
REMEMBERED = 60.0
"""For how many seconds a failure that YouTube's trouble caused may be remembered."""


@dataclass
class Storm:
    """What became of a run. `took` has the seconds from a link's post to its end, by its number."""

    links: Sequence[Link]
    cases: list[Case] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    took: dict[int, float] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Whether all laws held."""
        return not self.left and not any(each.wrong for each in self.verdicts)


class Weather:
    """Makes a storm in a world."""

    def __init__(self, world: World, posting: Posting, fails: Container[int]) -> None:
        """Make it; `fails` are the videos that can't be had for good."""
        self._world = world
        self._posting = posting
        self._fails = fails
        self._began = 0.0
        self._posted: dict[int, float] = {}
        self._outages: list[tuple[float, float]] = []

    async def run(self, links: Sequence[Link], deeds: Sequence[Deed], patience: float) -> Storm:
        """Post the links and do the deeds, each at its time; then wait until every link has come to an end.

        Args:
            links: what is posted.
            deeds: what is done.
            patience: for how many seconds the last links are waited for when all is well again.
        """
        storm = Storm(links)
        self._began = time.monotonic()
        looking = asyncio.create_task(self._look(storm))
        async with asyncio.TaskGroup() as group:
            for link in links:
                group.create_task(self._post(link))
            for deed in deeds:
                group.create_task(self._do(deed))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(looking, patience)
        storm.left = await self._left()
        storm.cases = [self._case(link, storm.took.get(link.number)) for link in links]
        storm.verdicts = judged(storm.cases)
        storm.seconds = self._now
        return storm

    @property
    def _now(self) -> float:
        return time.monotonic() - self._began

    async def _at(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds - self._now))

    async def _post(self, link: Link) -> None:
        await self._at(link.at)
        self._posting.post(link)
        self._posted[link.number] = self._now
        if link.again is not None:
            await asyncio.sleep(link.again)
            self._posting.again(link)

    async def _do(self, deed: Deed) -> None:
        await self._at(deed.at)
        began = self._now
        await do(self._world, deed)
        if deed.whom == "youtube" and deed.seconds > SHORT:
            self._outages.append((began, self._now + REMEMBERED))

    async def _look(self, storm: Storm) -> None:
        """Note when each link has come to its end; return when all have."""
        waiting = {link.number for link in storm.links}
        while waiting:
            for number in waiting & self._posted.keys():
                if outcome_of(record(self._world, self._posting.posts[number])) is not Outcome.OPEN:
                    storm.took[number] = self._now - self._posted[number]
            waiting -= storm.took.keys()
            await asyncio.sleep(_LOOK)

    async def _left(self) -> list[str]:
        """Return what is left in Redis once what ends by itself had time to."""
        async with Redis.from_url(self._world.redis_url) as redis:
            ends = time.monotonic() + _CLEAN
            while (left := await leftovers(redis)) and time.monotonic() < ends:  # noqa: ASYNC110 - Redis has no event for it
                await asyncio.sleep(_LOOK)
            return left

    def _case(self, link: Link, took: float | None) -> Case:
        post = self._posting.posts[link.number]
        posted = self._posted[link.number]
        ended = self._now if took is None else posted + took
        outage = any(posted < end and ended > begin for begin, end in self._outages)
        return Case(ident(post), link.video, link.video in self._fails or outage, record(self._world, post))
