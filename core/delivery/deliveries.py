"""The records of deliveries."""

import asyncio
import time
from collections import deque
from dataclasses import replace
from typing import Any

from core.codec import decode, encode
from core.delivery.record import KEPT, Delivery, State, delivery_key, there_key
from core.keys import FORMAT
from core.ports import Names, Store
from core.times import DAY
from core.watching import What, happened


class Deliveries:
    """All deliveries that are remembered, and a list of those that haven't ended."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names
        self._withdrawn_here: deque[str] = deque(maxlen=100)

    async def begin(self, delivery: Delivery) -> bool:
        """Remember a new delivery; returns False where it is known already."""
        # One that is known is listed again: a process may have died between the two.
        _, new = await asyncio.gather(
            self._names.add(_open_key(delivery.place.platform), delivery.id, KEPT),
            self._store.add(delivery_key(delivery.id), encode(delivery), KEPT),
        )
        if new:
            return True
        there = await self.load(delivery.id)
        if there and there.state is not State.OPEN:
            await self.forget(delivery.place.platform, delivery.id)
        return False

    async def load(self, ident: str) -> Delivery | None:
        """Return the delivery of that id, as far as it got."""
        return decode(await self._store.get(delivery_key(ident)), Delivery)

    async def note(self, delivery: Delivery, **changes: Any) -> Delivery:  # noqa: ANN401 - fields of Delivery
        """Return the delivery with some fields changed, remembered so."""
        changed = replace(delivery, **changes)
        await self._store.put(delivery_key(delivery.id), encode(changed), KEPT)
        return changed

    async def end(self, delivery: Delivery, state: State, reason: str = "") -> None:
        """Remember how a delivery ended; `reason` is said in the log."""
        await self.note(delivery, state=state)
        await self._names.drop(_open_key(delivery.place.platform), delivery.id)
        happened(
            What.DELIVERY,
            platform=delivery.place.platform,
            outcome=state.value,
            reason=reason,
            parts=delivery.posted,
            runs=delivery.runs,
            seconds=round(time.time() - delivery.taken, 3) if delivery.taken else 0.0,
        )

    async def reopen(self, delivery: Delivery, **changes: Any) -> Delivery:  # noqa: ANN401 - fields of Delivery
        """Return a delivery that had ended, with some fields changed, to be run once more."""
        await self._names.add(_open_key(delivery.place.platform), delivery.id, KEPT)
        return await self.note(delivery, state=State.OPEN, **changes)

    async def open(self, platform: str) -> tuple[str, ...]:
        """Return the ids of a platform's deliveries that haven't ended, the oldest first."""
        return await self._names.all(_open_key(platform))

    async def forget(self, platform: str, ident: str) -> None:
        """Take a delivery off the list of open ones: it has ended, or has no record that can be read."""
        await self._names.drop(_open_key(platform), ident)

    async def withdraw(self, platform: str, channel: str, message: str) -> None:
        """Stop the deliveries of a post that was deleted; what is posted stays."""
        key = _withdrawn_key(platform, channel, message)
        self._withdrawn_here.append(key)
        await self._store.put(key, b"1", DAY)

    async def withdrawn(self, delivery: Delivery) -> bool:
        """Return whether a delivery's post was deleted."""
        return await self._store.get(self._withdrawn_key_of(delivery)) is not None

    def withdrawn_here(self, delivery: Delivery) -> bool:
        """Return whether this process was told lately that a delivery's post was deleted: that costs nothing."""
        return self._withdrawn_key_of(delivery) in self._withdrawn_here

    @staticmethod
    def _withdrawn_key_of(delivery: Delivery) -> str:
        return _withdrawn_key(delivery.place.platform, delivery.place.channel, delivery.message)

    async def claim(self, delivery: Delivery) -> Delivery:
        """Return the delivery whose thread its server has for the video: this one, or an earlier one that stands."""
        key = there_key(delivery.place, delivery.request)
        while not await self._store.add(key, delivery.id.encode(), KEPT):
            holder = await self._store.get(key)
            there = await self.load(holder.decode(errors="replace")) if holder else None
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
