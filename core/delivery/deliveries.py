"""The records of deliveries."""

from dataclasses import replace
from typing import Any

from core.codec import decode, encode
from core.delivery.record import KEPT, Delivery, State, delivery_key, there_key
from core.errors import DAY
from core.keys import FORMAT
from core.ports import Names, Store


class Deliveries:
    """All deliveries that are remembered, and a list of those that haven't ended."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names

    async def begin(self, delivery: Delivery) -> bool:
        """Remember a new delivery; returns False where it is known already."""
        # On the list before it is there: a delivery that is not on it would not be resumed.
        key = delivery_key(delivery.id)
        if await self._store.get(key) is not None:
            return False
        await self._names.add(_open_key(delivery.place.platform), delivery.id, KEPT)
        return await self._store.add(key, encode(delivery), KEPT)

    async def load(self, ident: str) -> Delivery | None:
        """Return the delivery of that id, as far as it got."""
        return decode(await self._store.get(delivery_key(ident)), Delivery)

    async def note(self, delivery: Delivery, **changes: Any) -> Delivery:  # noqa: ANN401 - fields of Delivery
        """Return the delivery with some fields changed, remembered so."""
        changed = replace(delivery, **changes)
        await self._store.put(delivery_key(delivery.id), encode(changed), KEPT)
        return changed

    async def end(self, delivery: Delivery, state: State) -> None:
        """Remember how a delivery ended."""
        await self.note(delivery, state=state)
        await self._names.drop(_open_key(delivery.place.platform), delivery.id)

    async def reopen(self, delivery: Delivery, **changes: Any) -> Delivery:  # noqa: ANN401 - fields of Delivery
        """Return a delivery that had ended, with some fields changed, to be run once more."""
        await self._names.add(_open_key(delivery.place.platform), delivery.id, KEPT)
        return await self.note(delivery, state=State.OPEN, **changes)

    async def open(self, platform: str) -> tuple[str, ...]:
        """Return the ids of a platform's deliveries that haven't ended, the oldest first."""
        return await self._names.all(_open_key(platform))

    async def forget(self, platform: str, ident: str) -> None:
        """Take a delivery that has no readable record off the list of open ones."""
        await self._names.drop(_open_key(platform), ident)

    async def withdraw(self, platform: str, channel: str, message: str) -> None:
        """Stop the deliveries of a post that was deleted; what is posted stays."""
        await self._store.put(_withdrawn_key(platform, channel, message), b"1", DAY)

    async def withdrawn(self, delivery: Delivery) -> bool:
        """Return whether a delivery's post was deleted."""
        place = delivery.place
        return await self._store.get(_withdrawn_key(place.platform, place.channel, delivery.message)) is not None

    async def claim(self, delivery: Delivery) -> Delivery:
        """Return the delivery whose thread its server has for the video: this one, or an earlier one that stands."""
        key = there_key(delivery.place, delivery.request)
        while not await self._store.add(key, delivery.id.encode(), KEPT):
            holder = await self._store.get(key)
            there = await self.load(holder.decode()) if holder else None
            if there and there.state in (State.OPEN, State.DONE):
                return there
            await self.take_over(delivery)
        return delivery

    async def take_over(self, delivery: Delivery) -> None:
        """Let this delivery's thread be the one that its server has for the video."""
        await self._store.put(there_key(delivery.place, delivery.request), delivery.id.encode(), KEPT)


def _open_key(platform: str) -> str:
    return f"open:{FORMAT}:{platform}"


def _withdrawn_key(platform: str, channel: str, message: str) -> str:
    return f"withdrawn:{FORMAT}:{platform}:{channel}:{message}"
