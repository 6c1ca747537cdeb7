"""Which summaries a community was given, each with what it is about: for "More from here"."""

from dataclasses import dataclass

from core.codec import decode, encode
from core.keys import FORMAT
from core.model import VideoRef
from core.ports import Names
from core.retention import STANDARD

MOST = 200
"""How many of a community are remembered, the latest."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A summary as it is remembered: the id of its delivery, its video and language, and the terms it is about."""

    delivery: str
    ref: VideoRef
    title: str
    language: str
    topic: dict[str, float]


class EarlierSummaries:
    """Those of all communities, each for as long as its delivery is remembered."""

    def __init__(self, names: Names, kept: float = STANDARD.deliveries) -> None:
        """Make them; `kept` says for how many seconds each is remembered."""
        self._names = names
        self._kept = kept

    async def of(self, community: str) -> tuple[Earlier, ...]:
        """Return those of a community (`Place.community`), the oldest first; another version's are left out."""
        listed = await self._names.all(_key(community))
        return tuple(found for each in listed if (found := decode(each.encode(), Earlier)))

    async def remember(self, community: str, earlier: Earlier) -> None:
        """Remember a summary, once however often it is told of, and forget the oldest of too many."""
        listing = _key(community)
        await self._names.add(listing, encode(earlier).decode(), self._kept)
        await self._names.keep(listing, MOST)

    async def forget(self, community: str, delivery: str) -> None:
        """Forget the summaries that the delivery of that id brought to a community."""
        for name in await self._names.all(_key(community)):
            found = decode(name.encode(), Earlier)
            if found and found.delivery == delivery:
                await self._names.drop(_key(community), name)


def _key(community: str) -> str:
    return f"earlier:{FORMAT}:{community}"
