"""Questions that people ask in a conversation: each answered once, whatever is redelivered, restarted or killed."""

import asyncio
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Protocol

from core.codec import decode, encode
from core.delivery.record import KEPT, Message, Place, State
from core.keys import FORMAT, digest
from core.ports import Names, Store
from core.thread.content import Block


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: who asked what where, in the conversation whose home is `home`; `runs` counts the attempts.

    `delivery` is the id of the delivery that the conversation belongs to, "" where an older version wrote the record.
    """

    place: Place
    message: str
    author: str
    home: str
    text: str
    language: str | None = None
    state: State = State.OPEN
    runs: int = 0
    delivery: str = ""

    @property
    def id(self) -> str:
        """Return what it is unique by: platform, channel and message."""
        return question_id(self.place.platform, self.place.channel, self.message)


def asked_in(message: Message, home: str, delivery: str = "") -> Asked:
    """Return a message as a question in the conversation of that home, which belongs to that delivery."""
    asked = Asked(message.place, message.id, message.author, home, message.text, message.language)
    return replace(asked, delivery=delivery)


def question_id(platform: str, channel: str, message: str) -> str:
    """Return the id of the question that a message asks."""
    return digest("question", platform, channel, message)


class Responder(Protocol):
    """A platform's side of a question. Both raise `Gone` and `ChatDown`."""

    def typing(self, asked: Asked) -> AbstractAsyncContextManager[None]:
        """Return a context in which people see that an answer is being written."""
        ...

    async def respond(self, asked: Asked, block: Block, *, again: bool) -> None:
        """Reply to the question; where `again` is set the reply may be there, and is looked for first."""
        ...


class Questions:
    """The records of questions, and a list of those that haven't been answered."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names

    async def begin(self, asked: Asked) -> bool:
        """Remember a question; returns False where it is known already."""
        if await self.load(asked.id):
            return False
        # Listed before it is written down, so that no record is left out when its delivery is deleted.
        *_, new = await asyncio.gather(
            self._names.add(_open_key(asked.place.platform), asked.id, KEPT),
            self._names.add(_of_delivery_key(asked.delivery), asked.id, KEPT),
            self._store.add(_key(asked.id), encode(asked), KEPT),
        )
        if not new and await self.load(asked.id) is None:
            await self.unlist(asked.place.platform, asked.id)
        return new

    async def load(self, ident: str) -> Asked | None:
        """Return the question of that id."""
        return decode(await self._store.get(_key(ident)), Asked)

    async def begun(self, asked: Asked) -> None:
        """Remember that a process has begun to answer it."""
        await self._store.put(_key(asked.id), encode(replace(asked, runs=asked.runs + 1)), KEPT)

    async def end(self, asked: Asked, state: State) -> None:
        """Remember how it ended."""
        await self._store.put(_key(asked.id), encode(replace(asked, state=state, runs=asked.runs + 1)), KEPT)
        await self._names.drop(_open_key(asked.place.platform), asked.id)

    async def open(self, platform: str) -> tuple[str, ...]:
        """Return the ids of a platform's questions that haven't been answered, the oldest first."""
        return await self._names.all(_open_key(platform))

    async def unlist(self, platform: str, ident: str) -> None:
        """Take a question that has no readable record off the list of open ones."""
        await self._names.drop(_open_key(platform), ident)

    async def of_delivery(self, delivery: str) -> tuple[Asked, ...]:
        """Return the questions in the conversation of the delivery of that id."""
        found = await asyncio.gather(*map(self.load, await self._names.all(_of_delivery_key(delivery))))
        return tuple(each for each in found if each)

    async def reopen(self, asked: Asked) -> None:
        """List a question again as one that there is something to do about."""
        await self._names.add(_open_key(asked.place.platform), asked.id, KEPT)

    async def forget(self, asked: Asked) -> None:
        """Delete the record of a question. Its event, when it comes again, is not answered."""
        await self._store.drop(_key(asked.id), closed=KEPT)
        await self._names.drop(_of_delivery_key(asked.delivery), asked.id)
        await self.unlist(asked.place.platform, asked.id)


def _key(ident: str) -> str:
    return f"question:{FORMAT}:{ident}"


def _of_delivery_key(delivery: str) -> str:
    return f"of-delivery:{FORMAT}:{delivery}"


def _open_key(platform: str) -> str:
    return f"asked:{FORMAT}:{platform}"
