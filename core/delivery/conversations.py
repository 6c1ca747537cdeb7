"""What a thread is about, and what was asked in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from core.atomic_update import update
from core.codec import decode, encode
from core.delivery.record import RecordStore
from core.keys import FORMAT
from core.model import Answer
from core.requests import Request
from core.retention import STANDARD

REMEMBERED = 6
"""How many earlier answers are context for the next."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A place where people talk about a video: what was asked for there, by which delivery, and the last answers.

    `language` is that of the fixed words there.
    """

    request: Request
    delivery: str
    earlier: tuple[Answer, ...] = ()
    language: str = "en"


class Conversations:
    """All conversations, by platform and the id of their thread or of the reply that they hang on."""

    def __init__(self, store: RecordStore, kept: float = STANDARD.questions) -> None:
        """Make them; `kept` says for how many seconds each is remembered."""
        self._store = store
        self._kept = kept

    async def find(self, platform: str, home: str) -> Conversation | None:
        """Return the conversation that is held there, or None."""
        return decode(await self._store.get(_key(platform, home)), Conversation)

    async def begin(self, platform: str, home: str, request: Request, delivery: str, language: str) -> None:
        """Remember what is talked about there; the answers to another video's questions are forgotten."""
        new = Conversation(request, delivery, language=language)
        # Most are new: then one trip to the store is enough.
        if not await self._store.swap(_key(platform, home), None, encode(new), self._kept):
            await self._change(platform, home, lambda there: None if there and _same(there, new) else new)

    async def answered(self, platform: str, home: str, answer: Answer, delivery: str) -> None:
        """Remember an answer in the conversation that belongs to the delivery of that id, if it is held there still."""

        def change(there: Conversation | None) -> Conversation | None:
            if there is None or there.delivery != delivery:
                return None
            return replace(there, earlier=(*there.earlier, answer)[-REMEMBERED:])

        await self._change(platform, home, change)

    async def unanswered(self, platform: str, home: str, question: str) -> None:
        """Forget the answers to a question."""

        def change(there: Conversation | None) -> Conversation | None:
            earlier = tuple(each for each in there.earlier if each.question != question) if there else ()
            return replace(there, earlier=earlier) if there and earlier != there.earlier else None

        await self._change(platform, home, change)

    async def end(self, platform: str, home: str, delivery: str) -> None:
        """Forget the conversation that is held there, if it belongs to the delivery of that id."""
        there = await self.find(platform, home)
        if there and there.delivery == delivery:
            await self._store.drop(_key(platform, home))

    async def _change(
        self, platform: str, home: str, change: Callable[[Conversation | None], Conversation | None]
    ) -> None:
        await update(self._store, _key(platform, home), Conversation, change, self._kept)


def _same(one: Conversation, other: Conversation) -> bool:
    return (one.request, one.delivery) == (other.request, other.delivery)


def _key(platform: str, home: str) -> str:
    return f"conversation:{FORMAT}:{platform}:{home}"
