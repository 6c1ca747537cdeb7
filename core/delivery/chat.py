"""What a chat platform does for a delivery."""

from collections.abc import Awaitable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from core.attachments import Attachment
from core.delivery.record import Delivery, Place
from core.errors import CuepointError
from core.thread.content import Block


class Kind(StrEnum):
    """What a part is, so that a platform knows which buttons go with it."""

    SECTION = "section"
    CONCLUSION = "conclusion"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a thread, numbered from 0 in the order in which they stand; `language` is that of its fixed words."""

    number: int
    kind: Kind
    block: Block
    language: str


@dataclass(frozen=True, slots=True)
class Posted:
    """A part that stands in its thread: the ids of its messages, and whether all of them stood there before."""

    messages: tuple[str, ...]
    stood: bool


class Ready(Protocol):
    """A part that is ready to be posted."""

    def __call__(self, thread: str, *, again: bool) -> Awaitable[Posted]:
        """Post it in the thread of that id, in as many messages as it takes."""
        ...


class Gone(CuepointError):
    """The post, our reply, the thread or the channel was deleted, or we may not write there: nothing more to do."""

    code = "gone"
    sentence = "There is nowhere left to post to ({detail})."


class Withdrawn(Gone):
    """The post was deleted, or its summary was, while the video was summarised."""

    code = "withdrawn"
    sentence = "The post was deleted."


class ChatDown(CuepointError):
    """The platform can't be reached, or has a fault of its own, after all retries: it goes on later."""

    code = "chat_down"
    sentence = "The chat platform could not be reached ({detail})."


class Chat(Protocol):
    """A platform's side of a delivery, which sees to the platform's rate limits.

    A process can die between a post and the note that it was made. Where `again` is set that may have happened: what
    is asked for is then looked for first, and nothing is posted twice. What is awaited raises `Gone` and `ChatDown`.
    """

    async def reply(self, delivery: Delivery, block: Block, *, again: bool) -> str:
        """Return the id of our reply to the post, which now says `block`: edited where the delivery has one."""
        ...

    async def open(self, delivery: Delivery, title: str) -> str:
        """Return the id of where the parts go: the thread on our reply, made unless it is there.

        That is the post's own channel where it is threaded, or where no thread can be made.

        Args:
            delivery: with its `reply`.
            title: what to name the thread after.
        """
        ...

    def ready(self, delivery: Delivery, part: Part) -> Ready:
        """Return what posts a part, with the messages it takes: what the platform isn't needed for is done by then."""
        ...

    async def lead(self, delivery: Delivery, there: Delivery, *, again: bool) -> bool:
        """Reply with a line that leads to the thread of another delivery, unless the author can't see that one.

        Returns whether it did, or had done before; not where, looked for, a thread of the delivery's own is begun.
        """
        ...


class Attachments(Protocol):
    """The files people attach to their messages. Both raise `ChatDown`."""

    async def attached(self, place: Place, message: str) -> Attachment | None:
        """Return the file that a message gives (`core.attachments.chosen`), or None where it gives none any more."""
        ...

    async def download(self, place: Place, attachment: Attachment) -> bytes | None:
        """Return a file's content, or None where it isn't there any more."""
        ...
