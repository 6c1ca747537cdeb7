"""What a chat platform does for a delivery."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.delivery.record import Delivery
from core.errors import CuepointError
from core.thread.content import Block


class Kind(StrEnum):
    """What a part is, so that a platform knows which buttons go with it."""

    SECTION = "section"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a thread; they are numbered from 0, in the order in which they stand."""

    number: int
    kind: Kind
    block: Block


class Gone(CuepointError):
    """The post, our reply, the thread or the channel was deleted, or we may not write there: nothing more to do."""

    code = "gone"
    sentence = "There is nowhere left to post to."


class Chat(Protocol):
    """A platform's side of a delivery. Each method may be called again after a crash, and then changes nothing twice.

    All raise `Gone` where there is nowhere left to post to, and see to the platform's own rate limits.
    """

    async def reply(self, delivery: Delivery, block: Block) -> str:
        """Return the id of our reply to the post, which now says `block`: posted, or edited where there is one."""
        ...

    async def open(self, delivery: Delivery, title: str) -> tuple[str, int]:
        """Return the id of the thread on our reply, made if need be, and how many parts stand in it whole.

        Args:
            delivery: with its `reply`.
            title: what to name the thread after.
        """
        ...

    async def post(self, delivery: Delivery, part: Part) -> None:
        """Post a part in the thread, in as many messages as it takes."""
        ...

    async def lead(self, delivery: Delivery, there: Delivery) -> bool:
        """Reply with a line that leads to the thread of another delivery, unless the author can't see that one.

        Returns whether it did.
        """
        ...
