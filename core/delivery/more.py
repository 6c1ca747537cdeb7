"""More from here: which earlier summaries of a community are linked under a new one."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from typing import Protocol

from core.compute import ComputePool, ThreadPool
from core.delivery.chat import Gone
from core.delivery.earlier import Earlier
from core.delivery.record import Delivery
from core.delivery.records import Records
from core.faults import tried
from core.language.lists import primary
from core.model import Related, Summary
from core.related.nearness import Topic, related
from core.thread.content import one_line

MOST = 3
"""How many are linked."""
LOOKED_AT = 6
"""How many of the nearest are looked at for some that may be linked."""
PATIENCE = 3.0
"""For how many seconds a conclusion waits for them."""

log = logging.getLogger(__name__)


class Neighbours(Protocol):
    """What a chat platform knows of its threads."""

    async def address(self, delivery: Delivery, there: Delivery) -> str | None:
        """Return the address of another delivery's thread.

        None where somebody who sees this delivery's might not see it.

        Raises:
            Gone: it isn't there any more.
            ChatDown: the platform can't be reached.
        """
        ...


class More:
    """Chooses them, and remembers what can be chosen later. It is an extra: what goes wrong with it is logged alone."""

    def __init__(self, records: Records, neighbours: Neighbours, pool: ComputePool | None = None) -> None:
        """Make it; without a pool, topics are found out in threads."""
        self._pool = pool or ThreadPool()
        self._deliveries = records.deliveries
        self._earlier = records.earlier
        self._neighbours = neighbours

    async def known(self, delivery: Delivery) -> list[Earlier]:
        """Return what else was summarised where a delivery goes, the oldest first."""
        all_there = await self._earlier.of(delivery.place.community)
        return [each for each in all_there if each.ref != delivery.request.ref]

    async def chosen(self, delivery: Delivery, summary: Summary, known: Sequence[Earlier]) -> tuple[Related, ...]:
        """Return up to three of the known summaries on the same topic, in the same language, the nearest first.

        Only those whose threads everybody who sees the delivery's can see. None where the platform doesn't say so soon.
        """
        same = [each for each in known if primary(each.language) == primary(summary.language)]
        if not same:
            return ()
        with tried(log, "choosing more from here"):
            near = await asyncio.to_thread(_near, await self._topic(summary), same)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    found = await asyncio.gather(*(self._link(delivery, each) for each in near[:LOOKED_AT]))
                    return tuple(link for link in found if link)[:MOST]
        return ()

    async def remember(self, delivery: Delivery, summary: Summary) -> None:
        """Remember a summary that was delivered."""
        with tried(log, "remembering for more from here"):
            title = one_line(summary.video.title) or summary.video.ref.id
            earlier = Earlier(delivery.id, delivery.request.ref, title, summary.language, await self._topic(summary))
            await self._earlier.remember(delivery.place.community, earlier)

    async def _topic(self, summary: Summary) -> dict[str, float]:
        return await self._pool.run(_topic_of, summary) if summary.topic is None else summary.topic

    async def _link(self, delivery: Delivery, earlier: Earlier) -> Related | None:
        there = await self._deliveries.load(earlier.delivery)
        if there is None:
            return None
        try:
            url = await self._neighbours.address(delivery, there)
        except Gone:
            return None
        return Related(earlier.title, url) if url else None


def _topic_of(summary: Summary) -> dict[str, float]:
    from core.related.topic import topic_of  # noqa: PLC0415 - most of what a process that computes nothing needs not

    return topic_of(summary)


def _near(topic: Topic, earlier: Sequence[Earlier]) -> list[Earlier]:
    """Return those on a topic, the nearest first, each video once by its latest."""
    latest = list({each.ref: each for each in earlier}.values())
    return [latest[at] for at in related(topic, [each.topic for each in latest])]
