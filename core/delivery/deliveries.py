"""The records of deliveries."""

from dataclasses import replace
from typing import Any

from core.codec import decode, encode
from core.delivery.record import KEPT, Delivery, State, delivery_key, there_key
from core.keys import FORMAT
from core.ports import Store


class Deliveries:
    """All deliveries that are remembered."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def begin(self, delivery: Delivery) -> bool:
        """Remember a new delivery; returns False where it is known already."""
        return await self._store.add(delivery_key(delivery.id), encode(delivery), KEPT)

    async def load(self, ident: str) -> Delivery | None:
        """Return the delivery of that id, as far as it got."""
        return decode(await self._store.get(delivery_key(ident)), Delivery)

    async def note(self, delivery: Delivery, **changes: Any) -> Delivery:  # noqa: ANN401 - fields of Delivery
        """Return the delivery with some fields changed, remembered so."""
        changed = replace(delivery, **changes)
        await self._store.put(delivery_key(delivery.id), encode(changed), KEPT)
        return changed

    async def withdraw(self, ident: str) -> None:
        """Stop a delivery whose post was deleted; what is posted stays."""
        await self._store.put(_withdrawn_key(ident), b"1", KEPT)

    async def withdrawn(self, ident: str) -> bool:
        """Return whether a delivery was withdrawn."""
        return await self._store.get(_withdrawn_key(ident)) is not None

    async def claim(self, delivery: Delivery) -> Delivery:
        """Return the delivery whose thread its server has for the video: this one, or an earlier one that stands."""
        key = there_key(delivery.place, delivery.request)
        while not await self._store.add(key, delivery.id.encode(), KEPT):
            holder = await self._store.get(key)
            there = await self.load(holder.decode()) if holder else None
            if there and there.state in (State.OPEN, State.DONE):
                return there
            await self._store.put(key, delivery.id.encode(), KEPT)
        return delivery


def _withdrawn_key(ident: str) -> str:
    return f"withdrawn:{FORMAT}:{ident}"
