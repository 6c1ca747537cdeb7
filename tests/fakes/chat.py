"""A chat platform in memory that can lose its process at any step, as `core.delivery.chat.Chat` sees one."""

from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from core.delivery.chat import Gone, Part, Posted, Ready
from core.delivery.follow_ups import FollowUp
from core.delivery.record import Delivery
from core.thread.content import Block


class Killed(BaseException):
    """The process died."""


class MemoryChat:
    """Implements `Chat`, `more.Neighbours` and `removal.PostRemover`. What is posted stays when it dies."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Block]] = {}
        self.threads: dict[str, list[Part]] = {}
        self.leads: list[tuple[str, str]] = []
        self.calls: Counter[str] = Counter()
        self.gone = False
        self.hidden = False
        self.unseen: set[str] = set()
        """Channels that not everybody sees."""
        self.removed: list[str] = []
        self._do_at: tuple[str, int, Callable[[], Awaitable[object]]] | None = None
        self._die_at: tuple[str, int, bool] | None = None

    def kill_at(self, step: str, number: int, *, after: bool) -> None:
        """Let the process die at the nth call of that name, before or after it has taken effect."""
        self._die_at = (step, number, after)

    def at(self, step: str, number: int, do: Callable[[], Awaitable[object]]) -> None:
        """Have something done after the nth call of that name has taken effect, before its answer is heard."""
        self._do_at = (step, number, do)

    async def _done(self, name: str) -> None:
        self._step(name, after=True)
        if self._do_at and self._do_at[:2] == (name, self.calls[name]):
            await self._do_at[2]()

    @property
    def killed(self) -> bool:
        """Return whether the process has died where it should."""
        return self._die_at is None

    def _step(self, name: str, *, after: bool) -> None:
        if not after:
            self.calls[name] += 1
        if self.gone:
            raise Gone
        if self._die_at == (name, self.calls[name], after):
            self._die_at = None
            raise Killed

    async def reply(self, delivery: Delivery, block: Block, *, again: bool) -> str:
        self._step("reply", after=False)
        said = self.replies.setdefault(delivery.message, [])
        assert delivery.reply or again or not said, "a second reply"
        said.append(block)
        await self._done("reply")
        return f"reply to {delivery.message}"

    async def open(self, delivery: Delivery, title: str) -> str:
        self._step("open", after=False)
        assert delivery.reply
        thread = f"thread of {delivery.message}"
        self.threads.setdefault(thread, [])
        await self._done("open")
        return thread

    def ready(self, delivery: Delivery, part: Part) -> Ready:
        return partial(self._post, part)

    async def _post(self, part: Part, thread: str, *, again: bool) -> Posted:
        self._step("post", after=False)
        stand = self.threads[thread]
        stood = part in stand
        assert again or not stood, "a part twice"
        if not stood:
            stand.append(part)
        await self._done("post")
        return Posted((f"{thread}, part {part.number}",), stood)

    async def lead(self, delivery: Delivery, there: Delivery, *, again: bool) -> bool:
        self._step("lead", after=False)
        if self.hidden:
            return False
        line = (delivery.message, there.thread)
        if not (again and line in self.leads):
            self.leads.append(line)
        await self._done("lead")
        return True

    async def address(self, delivery: Delivery, there: Delivery) -> str | None:
        self._step("address", after=False)
        if there.thread not in self.threads:
            raise Gone
        seen = there.place.channel not in self.unseen
        await self._done("address")
        return f"https://chat.example/{there.thread}" if seen else None

    async def remove(self, delivery: Delivery, follow_ups: Sequence[FollowUp]) -> None:
        self._step("remove", after=False)
        self.threads.pop(delivery.thread, None)
        self.replies.pop(delivery.message, None)
        self.removed += [delivery.id, *(each.id for each in follow_ups)]
        await self._done("remove")

    async def remove_answer(self, follow_up: FollowUp) -> None:
        self.removed.append(follow_up.id)
