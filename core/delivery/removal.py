"""Removal of what was posted for a delivery or a question, and of the records of it (law 10)."""

import asyncio
import contextlib
from collections.abc import Sequence
from typing import Protocol

from core.delivery.chat import Gone
from core.delivery.delivery_index import post_home
from core.delivery.follow_ups import FollowUp
from core.delivery.questions import Asked
from core.delivery.record import Delivery
from core.delivery.records import Records
from core.watching import What, happened


class PostRemover(Protocol):
    """A platform's way to remove what Cuepoint posted there. What is gone already is passed over.

    Both methods raise `Gone` where Cuepoint has no access any more, and `ChatDown`.
    """

    async def remove(self, delivery: Delivery, follow_ups: Sequence[FollowUp]) -> None:
        """Delete the reply, the thread's parts and the answers to these; empty what can't be deleted."""
        ...

    async def remove_answer(self, follow_up: FollowUp) -> None:
        """Delete the answer to a question or file; empty it where it can't be deleted."""
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
        follow_ups = await follow_ups_of(self._records, delivery.id)
        if self._remover:
            with contextlib.suppress(Gone):
                await self._remover.remove(delivery, follow_ups)
        await forget_delivery(self._records, delivery)
        happened(What.DELIVERY, platform=delivery.place.platform, outcome="removed", parts=delivery.posted)

    async def follow_up(self, follow_up: FollowUp) -> None:
        """Remove the answer to a question or file, and the records of both.

        Raises:
            ChatDown: the platform can't be reached; the records are kept until it can.
        """
        if self._remover:
            with contextlib.suppress(Gone):
                await self._remover.remove_answer(follow_up)
        await forget_follow_up(self._records, follow_up)


async def follow_ups_of(records: Records, delivery: str) -> tuple[FollowUp, ...]:
    """Return the questions and files that belong to the delivery of that id."""
    questions, uploads = await asyncio.gather(
        records.questions.of_delivery(delivery), records.uploads.of_delivery(delivery)
    )
    return (*questions, *uploads)


async def forget_delivery(records: Records, delivery: Delivery) -> None:
    """Delete all records of a delivery: its conversation, questions and files, and its own record last."""
    for asked in await records.questions.of_delivery(delivery.id):
        await records.questions.forget(asked)
    for upload in await records.uploads.of_delivery(delivery.id):
        await records.uploads.forget(upload)
    for home in filter(None, {delivery.home, delivery.reply, post_home(delivery.place, delivery.message)}):
        await records.conversations.end(delivery.place.platform, home, delivery.id)
    await records.earlier.forget(delivery.place.community, delivery.id)
    await records.index.remove(delivery)
    await records.deliveries.forget(delivery)


async def forget_follow_up(records: Records, follow_up: FollowUp) -> None:
    """Delete the record of a question or file; the answer to a question is context for the next one no longer."""
    if isinstance(follow_up, Asked):
        await records.conversations.unanswered(follow_up.place.platform, follow_up.home, follow_up.text)
        await records.questions.forget(follow_up)
    else:
        await records.uploads.forget(follow_up)
