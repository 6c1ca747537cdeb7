"""The records of deliveries."""

import asyncio
import time
from collections import deque
from dataclasses import replace
from typing import Any

from core.atomic_update import update
from core.codec import decode, encode
from core.delivery.chat import Withdrawn
from core.delivery.record import CLOSED, Delivery, RecordStore, State, delivery_key, there_key
from core.keys import FORMAT, digest
from core.model import VideoRef
from core.ports import Names
from core.retention import STANDARD
from core.times import DAY
from core.watching import What, happened


class Deliveries:
    """All deliveries that are remembered, and a list of those that haven't ended."""

    def __init__(self, store: RecordStore, names: Names, kept: float = STANDARD.deliveries) -> None:
        """Make them; `kept` says for how many seconds each is remembered."""
        self._store = store
        self._names = names
        self._kept = kept
        self._withdrawn_here: deque[str] = deque(maxlen=100)

    async def begin(self, delivery: Delivery) -> bool:
        """Remember a new delivery; returns False where it is known already, or its post was deleted."""
        place = delivery.place
        # Listed before it is written down: a process may die between the two, and what is listed is found again.
        _, _, new, deleted = await asyncio.gather(
            self._names.add(_open_key(place.platform), delivery.id, self._kept),
            self._names.add(_of_message_key(place.platform, delivery.message), delivery.id, self._kept),
            self._store.add(delivery_key(delivery.id), encode(delivery), self._kept),
            self._store.get(_withdrawn_post_key(place.platform, place.channel, delivery.message)),
        )
        if new and deleted:
            await self.forget(delivery)
        elif not new:
            there, withdrawn = await asyncio.gather(self.load(delivery.id), self.withdrawn(delivery.id))
            if there is None or (there.state is not State.OPEN and not withdrawn):
                await self.unlist(place.platform, delivery.id)
        return new and not deleted

    async def load(self, ident: str) -> Delivery | None:
        """Return the delivery of that id, as far as it got."""
        return decode(await self._store.get(delivery_key(ident)), Delivery)

    async def note(self, delivery: Delivery, **changes: Any) -> Delivery:  # noqa: ANN401 - fields of Delivery
        """Return the delivery with some fields changed, remembered so.

        Raises:
            Withdrawn: it was forgotten meanwhile.
        """
        changed = replace(delivery, **changes)
        keeping = self._store.put(delivery_key(delivery.id), encode(changed), self._kept)
        if not changed.reply:
            kept = await keeping
        else:
            listing = _of_message_key(changed.place.platform, changed.reply)
            _, kept = await asyncio.gather(self._names.add(listing, delivery.id, self._kept), keeping)
        if not kept:
            raise Withdrawn
        return changed

    async def end(self, delivery: Delivery, state: State, reason: str = "") -> None:
        """Remember how a delivery ended; `reason` is said in the log."""
        # What its conclusion linked to was posted: it names other threads, and is of no more use here.
        await self.note(delivery, state=state, more=())
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

    async def reopen(self, delivery: Delivery, captions: VideoRef) -> bool:
        """Open a delivery again, to be run with a caption file; returns False where it doesn't want one any more."""

        def change(there: Delivery | None) -> Delivery | None:
            if there is None or not there.wants_captions:
                return None
            return replace(there, state=State.OPEN, captions=captions, taken=time.time())

        await self._names.add(_open_key(delivery.place.platform), delivery.id, self._kept)
        return await update(self._store, delivery_key(delivery.id), Delivery, change, self._kept) is not None

    async def open(self, platform: str) -> tuple[str, ...]:
        """Return the ids of a platform's deliveries that haven't ended, the oldest first."""
        return await self._names.all(_open_key(platform))

    async def of_message(self, platform: str, message: str) -> tuple[Delivery, ...]:
        """Return the deliveries of a post, or the one whose reply that message is."""
        idents = await self._names.all(_of_message_key(platform, message))
        found = await asyncio.gather(*map(self.load, idents))
        return tuple(each for each in found if each)

    async def unlist(self, platform: str, ident: str) -> None:
        """Take a delivery off the list of open ones: it has ended, or has no record that can be read."""
        await self._names.drop(_open_key(platform), ident)

    async def withdraw_post(self, platform: str, channel: str, message: str) -> None:
        """Remember that a post was deleted, so that it isn't taken in any more: its event may come later."""
        await self._store.put(_withdrawn_post_key(platform, channel, message), b"1", DAY)

    async def withdraw(self, delivery: Delivery) -> None:
        """Remember that what was posted for a delivery is to be removed: by its job, and after a restart too."""
        await self.mark_withdrawn(delivery.id)
        # After the mark: a job that ends now takes itself off the list first, then looks for the mark.
        await self._names.add(_open_key(delivery.place.platform), delivery.id, self._kept)

    async def mark_withdrawn(self, ident: str) -> None:
        """Remember that what was posted for the delivery or question of that id is to be removed."""
        self._withdrawn_here.append(ident)
        await self._store.put(_withdrawn_key(ident), b"1", DAY)

    async def withdrawn(self, ident: str) -> bool:
        """Return whether what was posted for the delivery or question of that id is to be removed."""
        return await self._store.get(_withdrawn_key(ident)) is not None

    def withdrawn_here(self, ident: str) -> bool:
        """Return whether this process was told lately that a delivery is to be removed: that costs nothing."""
        return ident in self._withdrawn_here

    async def forget(self, delivery: Delivery) -> None:
        """Delete the record of a delivery and what leads to it. An event that comes again does not begin it anew."""
        place, ident = delivery.place, delivery.id
        there = there_key(place, delivery.request)
        if await self._store.get(there) == ident.encode():
            await self._store.drop(there)
        for message in filter(None, {delivery.message, delivery.reply}):
            await self._names.drop(_of_message_key(place.platform, message), ident)
        await self._store.drop(delivery_key(ident), closed=CLOSED)
        await self.unlist(place.platform, ident)

    async def claim(self, delivery: Delivery) -> Delivery:
        """Return the delivery whose thread its server has for the video: this one, or an earlier one that stands."""
        key = there_key(delivery.place, delivery.request)
        while not await self._store.add(key, delivery.id.encode(), self._kept):
            holder = await self._store.get(key)
            there = await self.load(holder.decode(errors="replace")) if holder else None
            if there and there.state in (State.OPEN, State.DONE):
                return there
            await self.take_over(delivery)
        return delivery

    async def take_over(self, delivery: Delivery) -> None:
        """Let this delivery's thread be the one that its server has for the video."""
        await self._store.put(there_key(delivery.place, delivery.request), delivery.id.encode(), self._kept)


def _open_key(platform: str) -> str:
    return f"open:{FORMAT}:{platform}"


def _of_message_key(platform: str, message: str) -> str:
    return f"of-message:{FORMAT}:{digest(platform, message)}"


def _withdrawn_post_key(platform: str, channel: str, message: str) -> str:
    return f"withdrawn:{FORMAT}:{digest(platform, channel, message)}"


def _withdrawn_key(ident: str) -> str:
    return f"withdrawn:{FORMAT}:{ident}"
