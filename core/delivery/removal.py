"""Removal of what was posted for a delivery or a question, and of the records of it (law 10)."""

import contextlib
from collections.abc import Sequence
from typing import Protocol

from core.delivery.chat import Gone
from core.delivery.questions import Asked
from core.delivery.record import Delivery
from core.delivery.records import Records
from core.watching import What, happened


class PostRemover(Protocol):
    """A platform's way to remove what Cuepoint posted there. What is gone already is passed over.

    Both methods raise `Gone` where Cuepoint has no access any more, and `ChatDown`.
    """

    async def remove(self, delivery: Delivery, questions: Sequence[Asked]) -> None:
        """Delete the reply, the thread's parts and the answers to these questions; empty what can't be deleted."""
        ...

    async def remove_answer(self, asked: Asked) -> None:
        """Delete the answer to a question; empty it where it can't be deleted."""
        ...


class Removal:
    """Removes a delivery or a question: first the messages, then the records, so that a crash between is made good."""

    def __init__(self, records: Records, remover: PostRemover | None = None) -> None:
        """Make it; without a `remover`, records alone are removed."""
        self._records = records
        self._remover = remover

    async def delivery(self, delivery: Delivery) -> None:
        """Remove what was posted for a delivery, the answers in its conversation, and all records of both.

        Raises:
            ChatDown: the platform can't be reached; the records are kept until it can.
        """
        questions = await self._records.questions.of_delivery(delivery.id)
        if self._remover:
            with contextlib.suppress(Gone):
                await self._remover.remove(delivery, questions)
        await forget_delivery(self._records, delivery)
        happened(What.DELIVERY, platform=delivery.place.platform, outcome="removed", parts=delivery.posted)

    async def question(self, asked: Asked) -> None:
        """Remove the answer to a question, and the records of both.

        Raises:
            ChatDown: the platform can't be reached; the records are kept until it can.
        """
        if self._remover:
            with contextlib.suppress(Gone):
                await self._remover.remove_answer(asked)
        await forget_question(self._records, asked)


async def forget_delivery(records: Records, delivery: Delivery) -> None:
    """Delete all records of a delivery: its conversation and questions, and its own record last."""
    for asked in await records.questions.of_delivery(delivery.id):
        await records.questions.forget(asked)
    for home in filter(None, {delivery.home, delivery.reply}):
        await records.conversations.end(delivery.place.platform, home, delivery.id)
    await records.earlier.forget(delivery.place.community, delivery.id)
    await records.deliveries.forget(delivery)


async def forget_question(records: Records, asked: Asked) -> None:
    """Delete the record of a question, and its answer where it is context for the next one."""
    await records.conversations.unanswered(asked.place.platform, asked.home, asked.text)
    await records.questions.forget(asked)
