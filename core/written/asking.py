"""One summary's calls: one retry each, none begun when the time is over or the server has refused."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeAlias, TypeVar

from core.errors import ModelError, ModelRejected, PromptTooLong
from core.model import Usage
from core.ports import LanguageModel, Prompt, Reply

CALL_DEADLINE = 90.0
"""After how many seconds a single call is given up, retries of the connection included."""
_AN_INSTANT = 0.05
# Said so that the second prompt is another one: whoever keeps replies by their prompt would answer as before.
_AGAIN = "\nThe last reply to this could not be used. Keep to the form, the lines and the language asked for."

UNUSABLE = "the model's reply could not be used"
DECLINED = "the model declined to write about it"
LATE = "the time for the summary was over"
REJECTED = "the model can't be used at the moment"
"""Why the server refuses the settings is for the log and for those who manage (`core.written.rejections`)."""

T = TypeVar("T")
Discard: TypeAlias = Callable[[Prompt, Reply], Awaitable[None]]
"""Is told of a reply that could not be used, and of what it was the reply to."""


@dataclass(frozen=True, slots=True)
class Tried(Generic[T]):
    """What came of asking: what was read in the reply or why there is nothing, and what it took.

    `final` says that the next call would fare no better.
    """

    value: T | None
    usage: Usage
    reason: str = ""
    final: bool = False


class Asking:
    """The calls of one summary to one model."""

    def __init__(self, model: LanguageModel, deadline: float, discard: Discard | None = None) -> None:
        """Begin to count the time.

        Args:
            model: whom to ask.
            deadline: how many seconds all calls together may take.
            discard: is told of each reply that could not be used.
        """
        self._model = model
        self._end = time.monotonic() + deadline
        self._discard = discard
        self.rejected = False
        """Whether the server refuses the key, the model or the account."""

    @property
    def left(self) -> float:
        """Return how many seconds there are left, 0 at the least."""
        return max(0.0, self._end - time.monotonic())

    async def ask(self, prompt: Prompt, read: Callable[[str], Awaitable[T | None]]) -> Tried[T]:
        """Return what `read` makes of the model's reply, asked once more where it makes nothing of the first."""
        usage, reason = Usage(), UNUSABLE
        for asked in (prompt, replace(prompt, content=prompt.content + _AGAIN)):
            if self.rejected or not self.left:
                return Tried(None, usage, REJECTED if self.rejected else LATE, final=True)
            try:
                reply = await self._model.complete(asked, min(CALL_DEADLINE, self.left))
            except PromptTooLong as error:
                return Tried(None, usage + Usage(calls=1), str(error))
            except ModelRejected:
                self.rejected = True
                return Tried(None, usage + Usage(calls=1), REJECTED, final=True)
            except ModelError as error:
                late = self.left < _AN_INSTANT
                return Tried(None, usage + Usage(calls=1), LATE if late else str(error), final=late)
            usage += reply.usage
            value = None if reply.refused else await read(reply.text)
            if value is not None:
                return Tried(value, usage)
            reason = DECLINED if reply.refused else UNUSABLE
            if self._discard:
                await self._discard(asked, reply)
        return Tried(None, usage, reason)
