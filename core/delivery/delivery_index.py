"""Which deliveries a message can be about, by where it stands and what it replies to.

It is written when a link is taken in, so that people can be faster than our reply.
"""

import asyncio
from collections.abc import Iterable

from core.delivery.record import Delivery, Place
from core.keys import FORMAT
from core.ports import Names
from core.retention import STANDARD
from core.times import MINUTE

SHORTLY = 10 * MINUTE
"""For how many seconds what somebody writes beside a link of theirs, in reply to nothing, can be about it."""


class DeliveryIndex:
    """Lists of deliveries by homes: ids of the places in which they are talked about."""

    def __init__(self, names: Names, kept: float = STANDARD.deliveries) -> None:
        """Make it; `kept` says for how many seconds a delivery is listed."""
        self._names = names
        self._kept = kept

    async def add(self, delivery: Delivery) -> None:
        """List a delivery under its post, and its thread where the post is in one; shortly under its author too."""
        shortly = author_home(delivery.place, delivery.author)
        await asyncio.gather(
            *(self._names.add(key, delivery.id, self._kept) for key in _keys(delivery)),
            self._names.add(_key(delivery.place.platform, shortly), delivery.id, SHORTLY),
        )

    async def remove(self, delivery: Delivery) -> None:
        """Take a delivery off all lists."""
        shortly = _key(delivery.place.platform, author_home(delivery.place, delivery.author))
        await asyncio.gather(*(self._names.drop(key, delivery.id) for key in (*_keys(delivery), shortly)))

    async def at(self, platform: str, homes: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the deliveries under any of these homes: those of the first one first, the newest first."""
        listed = await asyncio.gather(*(self._names.all(_key(platform, home)) for home in homes))
        return tuple(dict.fromkeys(ident for each in listed for ident in reversed(each)))


def post_home(place: Place, message: str) -> str:
    """Return the home of what is about one post: of a message in a channel, of replies to it or of its thread."""
    return f"{place.channel}/{message}"


def author_home(place: Place, author: str) -> str:
    """Return the home of what somebody writes where they have posted a link."""
    return f"{place.channel}/by/{author}"


def _keys(delivery: Delivery) -> list[str]:
    place = delivery.place
    homes = [post_home(place, delivery.message), *([place.channel] if place.threaded else [])]
    return [_key(place.platform, home) for home in homes]


def _key(platform: str, home: str) -> str:
    return f"about:{FORMAT}:{platform}:{home}"
