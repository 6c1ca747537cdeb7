"""How many links are summarised in an hour: for a person, in a channel, and in a server or workspace."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from core.delivery.record import Place
from core.errors import OverChannelLimit, OverLimit, OverPersonLimit, OverServerLimit
from core.ports import Tallies
from core.times import HOUR


@dataclass(frozen=True, slots=True)
class Most:
    """The most links an hour; 0 for as many as there are."""

    user: int = 0
    channel: int = 0
    server: int = 0


class Limits:
    """Counts links by the hour of the clock, all processes together."""

    def __init__(self, tallies: Tallies, most: Most, clock: Callable[[], float] = time.time) -> None:
        """Make them.

        Args:
            tallies: where all processes count.
            most: how many there may be.
            clock: the time, in seconds since 1970.
        """
        self._tallies = tallies
        self._most = most
        self._clock = clock

    async def count(self, place: Place, author: str, written: float = 0.0) -> None:
        """Count a link, for all that is limited or for nothing of it.

        Args:
            place: where it was posted.
            author: who posted it, or clicked to have it summarised.
            written: when, in seconds since 1970, if that is known; else now.

        Raises:
            OverLimit: one of its kinds; the link isn't counted then.
        """
        hour = int((written or self._clock()) // HOUR)
        limited = {f"links:{hour}:{name}": (most, kind) for name, most, kind in self._of(place, author) if most}
        full = await self._tallies.add_within({name: most for name, (most, _) in limited.items()}, HOUR)
        if full:
            _, kind = limited[full]
            raise kind(f"{datetime.fromtimestamp((hour + 1) * HOUR, UTC):%H:%M} UTC")

    def _of(self, place: Place, author: str) -> list[tuple[str, int, type[OverLimit]]]:
        """Return what is limited: under which name it is counted, how many there may be, and what is over that."""
        where = place.platform
        return [
            (f"user:{where}:{author}", self._most.user, OverPersonLimit),
            (f"channel:{where}:{place.channel}", self._most.channel, OverChannelLimit),
            (f"server:{where}:{place.server}", self._most.server if place.server else 0, OverServerLimit),
        ]
