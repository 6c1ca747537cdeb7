"""What a thread is about, and what was asked in it."""

from dataclasses import dataclass, replace

from core.codec import decode, encode
from core.delivery.record import KEPT
from core.keys import FORMAT
from core.model import Answer
from core.ports import Store
from core.requests import Request

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

    def __init__(self, store: Store) -> None:
        self._store = store

    async def find(self, platform: str, home: str) -> Conversation | None:
        """Return the conversation that is held there, or None."""
        return decode(await self._store.get(_key(platform, home)), Conversation)

    async def begin(self, platform: str, home: str, request: Request, delivery: str, language: str) -> None:
        """Remember what is talked about there; the answers to another video's questions are forgotten."""
        new = Conversation(request, delivery, language=language)
        if await self._store.add(_key(platform, home), encode(new), KEPT):
            return
        there = await self.find(platform, home)
        if there is None or (there.request, there.delivery) != (request, delivery):
            await self._put(platform, home, new)

    async def answered(self, platform: str, home: str, answer: Answer) -> None:
        """Remember an answer."""
        there = await self.find(platform, home)
        if there:
            earlier = (*there.earlier, answer)[-REMEMBERED:]
            await self._put(platform, home, replace(there, earlier=earlier))

    async def _put(self, platform: str, home: str, conversation: Conversation) -> None:
        await self._store.put(_key(platform, home), encode(conversation), KEPT)


def _key(platform: str, home: str) -> str:
    return f"conversation:{FORMAT}:{platform}:{home}"
