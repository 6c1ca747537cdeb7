"""What people add to a delivery, questions and files: each done once, as soon as that delivery is settled.

A person can be faster than the video's captions, and than our reply. So what they write is kept at once, and waits for
the delivery that it belongs to without keeping a worker busy.
"""

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Generic, Protocol, TypeVar

from core.codec import decode, encode
from core.delivery.deliveries import Deliveries
from core.delivery.questions import Asked
from core.delivery.record import CLOSED, State
from core.delivery.uploads import Upload, upload_id
from core.keys import FORMAT
from core.ports import Jobs, Names, Store
from core.thread.content import Block

FollowUp = Asked | Upload
T = TypeVar("T", Asked, Upload)


class Responder(Protocol):
    """A platform's side of a question or file. Both raise `Gone` and `ChatDown`."""

    def typing(self, asked: Asked) -> AbstractAsyncContextManager[None]:
        """Return a context in which people see that an answer is being written."""
        ...

    async def respond(self, follow_up: FollowUp, block: Block, *, again: bool) -> None:
        """Reply to a question or file; where `again` is set the reply may be there, and is looked for first."""
        ...


class FollowUpRecords(Generic[T]):
    """The records of one kind, a list of those that haven't ended, and one for each delivery that they belong to."""

    def __init__(self, store: Store, names: Names, kind: type[T], prefixes: tuple[str, str, str], kept: float) -> None:
        """Make them.

        Args:
            store: where the records are kept.
            names: where the lists are kept.
            kind: of what they are.
            prefixes: what the keys begin with: of records, of lists of open ones, and of lists by delivery.
            kept: for how many seconds each is remembered.
        """
        self._store = store
        self._names = names
        self._kind: type[T] = kind
        self._kept = kept
        self._record, self._open, self._by_delivery = prefixes

    async def begin(self, follow_up: T) -> bool:
        """Remember a new one; returns False where it is known already."""
        if await self.load(follow_up.id):
            return False
        # Listed before it is written down, so that no record is left out when its delivery is settled or deleted.
        *_, new = await asyncio.gather(
            self._names.add(self._open_key(follow_up.place.platform), follow_up.id, self._kept),
            *(self._names.add(self._of_key(delivery), follow_up.id, self._kept) for delivery in follow_up.deliveries),
            self._store.add(self._key(follow_up.id), encode(follow_up), self._kept),
        )
        if not new and await self.load(follow_up.id) is None:
            await self.unlist(follow_up.place.platform, follow_up.id)
        return bool(new)

    async def load(self, ident: str) -> T | None:
        """Return the one of that id."""
        return decode(await self._store.get(self._key(ident)), self._kind)

    async def begun(self, follow_up: T) -> None:
        """Remember that a process has begun with it."""
        await self._store.put(self._key(follow_up.id), encode(replace(follow_up, runs=follow_up.runs + 1)), self._kept)

    async def end(self, follow_up: T, state: State) -> None:
        """Remember how it ended."""
        ended = replace(follow_up, state=state, runs=follow_up.runs + 1)
        await self._store.put(self._key(follow_up.id), encode(ended), self._kept)
        await self.unlist(follow_up.place.platform, follow_up.id)

    async def open(self, platform: str) -> tuple[str, ...]:
        """Return the ids of a platform's that haven't ended, the oldest first."""
        return await self._names.all(self._open_key(platform))

    async def unlist(self, platform: str, ident: str) -> None:
        """Take one off the list of open ones: it has ended, or has no record that can be read."""
        await self._names.drop(self._open_key(platform), ident)

    async def of_delivery(self, delivery: str) -> tuple[T, ...]:
        """Return those that belong to the delivery of that id."""
        found = await asyncio.gather(*map(self.load, await self._names.all(self._of_key(delivery))))
        return tuple(each for each in found if each)

    async def reopen(self, follow_up: T) -> None:
        """List one again that there is something to do about."""
        await self._names.add(self._open_key(follow_up.place.platform), follow_up.id, self._kept)

    async def forget(self, follow_up: T) -> None:
        """Delete the record of one. Its event, when it comes again, is not taken in."""
        await self._store.drop(self._key(follow_up.id), closed=CLOSED)
        for delivery in follow_up.deliveries:
            await self._names.drop(self._of_key(delivery), follow_up.id)
        await self.unlist(follow_up.place.platform, follow_up.id)

    def _key(self, ident: str) -> str:
        return f"{self._record}:{FORMAT}:{ident}"

    def _of_key(self, delivery: str) -> str:
        return f"{self._by_delivery}:{FORMAT}:{delivery}"

    def _open_key(self, platform: str) -> str:
        return f"{self._open}:{FORMAT}:{platform}"


class FollowUps:
    """Queues questions and files when the deliveries they belong to are settled."""

    def __init__(
        self,
        deliveries: Deliveries,
        questions: FollowUpRecords[Asked],
        uploads: FollowUpRecords[Upload],
        jobs: Jobs,
    ) -> None:
        self._deliveries = deliveries
        self._questions = questions
        self._uploads = uploads
        self._jobs = jobs

    async def load(self, ident: str) -> FollowUp | None:
        """Return the question or file of that id."""
        question, upload = await asyncio.gather(self._questions.load(ident), self._uploads.load(ident))
        return question or upload

    async def take(self, follow_up: FollowUp) -> None:
        """Queue one that is written down, if its deliveries are settled: else it is released when they are.

        It was listed under them before: what is settled between the two has released it.
        """
        if follow_up.state is State.OPEN and await self.ready(follow_up):
            await self.submit(follow_up)

    async def ready(self, follow_up: FollowUp) -> bool:
        """Return whether all deliveries that one belongs to are settled, or no longer kept.

        A question beside a file waits for the file too: its delivery may be done again with that.
        """
        place = follow_up.place
        beside, deliveries = await asyncio.gather(
            self._uploads.load(upload_id(place.platform, place.channel, follow_up.message)),
            asyncio.gather(*map(self._deliveries.load, follow_up.deliveries)),
        )
        if isinstance(follow_up, Asked) and beside and beside.state is State.OPEN:
            return False
        return all(delivery is None or delivery.settled for delivery in deliveries)

    async def release(self, ident: str) -> None:
        """Queue what has waited for the delivery or file of that id, which is settled now, unless it waits for more."""
        upload, _ = await asyncio.gather(self._uploads.load(ident), self._release(ident))
        for delivery in upload.deliveries if upload else ():
            await self._release(delivery)

    async def _release(self, delivery: str) -> None:
        questions, uploads = await asyncio.gather(
            self._questions.of_delivery(delivery), self._uploads.of_delivery(delivery)
        )
        waiting: tuple[FollowUp, ...] = (*questions, *uploads)
        for follow_up in waiting:
            await self.take(follow_up)

    async def submit(self, follow_up: FollowUp) -> None:
        """Queue one."""
        await self._jobs.submit(follow_up.id, follow_up.id.encode(), follow_up.place.community)
