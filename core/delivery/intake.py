"""From what people post to deliveries, questions and withdrawals; written down before anything else is done."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterator
from dataclasses import replace

from core.delivery.chat import Gone
from core.delivery.delivering import Captions
from core.delivery.limits import Limits
from core.delivery.questions import asked_in, question_id
from core.delivery.record import Delivery, Message, Place, State
from core.delivery.records import Records
from core.errors import CuepointError, OverLimit
from core.faults import boundary
from core.links import find_links
from core.ports import Jobs
from core.requests import Request
from core.watching import What, about, happened

MOST = 3
"""How many videos of a post are summarised; the others are named."""

LATE = 3.0
"""After how many seconds a post is late: told of again, or read after the fact. Slack tells again after three."""

_LOOKS, _LOOK_AGAIN = 8, 0.25


@contextlib.contextmanager
def taking_in(log: logging.Logger) -> Iterator[None]:
    """Log what can't be done about an event: there is nobody to tell."""
    try:
        with boundary(log, "taking in an event"):
            yield
    except Gone as gone:
        log.info("an event is dropped: %s", gone)
    except CuepointError as error:
        log.warning("an event is dropped: %s", error)


class Intake:
    """Takes posts in. What is taken in is done by `Running`, in this process or another, even after a restart."""

    def __init__(self, records: Records, captions: Captions, jobs: Jobs, limits: Limits) -> None:
        self._deliveries = records.deliveries
        self._questions = records.questions
        self._conversations = records.conversations
        self._captions = captions
        self._jobs = jobs
        self.limits = limits

    async def post(self, message: Message, clicked_by: str = "") -> bool:
        """Deliver the videos that a post links to, those not delivered yet; returns whether it links to any.

        Args:
            message: the post.
            clicked_by: who had it summarised by a click or command, to whose limit it counts then; "" for the author.
        """
        refs = tuple(link.ref for link in find_links(message.text))
        chosen, left_out = refs[:MOST], refs[MOST:]
        for ref in chosen:
            named = left_out if ref is chosen[-1] else ()
            request = Request(ref, message.language, message.place.community)
            late = bool(message.written) and time.time() - message.written > LATE
            delivery = Delivery(message.place, message.id, message.author, request, left_out=named, late=late)
            await self.deliver(delivery, 0.0 if clicked_by else message.written, clicked_by)
        return bool(refs)

    async def deliver(self, delivery: Delivery, written: float = 0.0, clicked_by: str = "") -> bool:
        """Take in a delivery; returns False where it is known already.

        Args:
            delivery: which; it is begun, or refused where it is over a limit.
            written: when its post was, in seconds since 1970, if that is known.
            clicked_by: to whose limit it counts, if not to the author's.
        """
        with about(delivery.id):
            delivery = replace(delivery, taken=time.time())
            if not await self._deliveries.begin(delivery):
                return False
            try:
                await self.limits.count(delivery.place, clicked_by or delivery.author, written)
            except OverLimit as error:
                await self._deliveries.note(delivery, refused=error.failure)
            place = delivery.place
            happened(
                What.LINK,
                platform=place.platform,
                channel=place.channel,
                message=delivery.message,
                video=str(delivery.request.ref),
            )
            await self._submit(delivery.id, place)
        return True

    async def question(self, message: Message, home: str) -> bool:
        """Answer a message as a question in the conversation of that home; returns False where there is none."""
        conversation = await self._conversations.find(message.place.platform, home)
        if conversation is None:
            return False
        asked = asked_in(message, home, conversation.delivery)
        with about(asked.id):
            if await self._questions.begin(asked):
                await self._submit(asked.id, asked.place)
        return True

    async def wants_captions(self, platform: str, home: str) -> Delivery | None:
        """Return the delivery that could not be had in a conversation, and could be with a caption file."""
        for _ in range(_LOOKS):
            conversation = await self._conversations.find(platform, home)
            delivery = await self._deliveries.load(conversation.delivery) if conversation else None
            if delivery and delivery.state is not State.OPEN:
                return delivery if delivery.state is State.FAILED and not delivery.posted else None
            # Whoever answers at once is faster than the note that we asked for it.
            await asyncio.sleep(_LOOK_AGAIN)
        return None

    async def captions(self, delivery: Delivery, name: str, content: bytes) -> None:
        """Do a delivery once more, with a caption file that was given for it.

        Raises:
            TranscriptError: the file can't be used.
            ComputationGivenUp: reading it takes too much.
        """
        found = await self._captions.keep(name, content)
        with about(delivery.id):
            delivery = await self._deliveries.reopen(delivery, captions=found.video.ref, taken=time.time())
            await self._submit(delivery.id, delivery.place)

    async def deleted(self, platform: str, channel: str, message: str) -> None:
        """Take back what belongs to a message that was deleted: a post, a reply of ours, or a question."""
        await self._deliveries.withdraw_post(platform, channel, message)
        deliveries, asked = await asyncio.gather(
            self._deliveries.of_message(platform, message),
            self._questions.load(question_id(platform, channel, message)),
        )
        for delivery in deliveries:
            # Elsewhere a message may have the same id: on Slack they are unique in a channel only.
            here = channel.startswith(delivery.place.channel)
            if here and not await self._deliveries.withdrawn(delivery.id):
                await self.take_back(delivery)
        if asked and not await self._deliveries.withdrawn(asked.id):
            await self._deliveries.mark_withdrawn(asked.id)
            await self._questions.reopen(asked)
            await self._submit(asked.id, asked.place)

    async def deliveries_at(self, platform: str, message: str, home: str) -> tuple[Delivery, ...]:
        """Return the deliveries that a message belongs to.

        Args:
            platform: where it stands.
            message: its id: a post's, or that of our reply.
            home: the id of the conversation in whose thread it stands; "" outside of threads.
        """
        found = await self._deliveries.of_message(platform, message)
        if found or not home:
            return found
        conversation = await self._conversations.find(platform, home)
        delivery = await self._deliveries.load(conversation.delivery) if conversation else None
        return (delivery,) if delivery else ()

    async def take_back(self, delivery: Delivery) -> None:
        """Remove what was posted for a delivery and what is kept of it: by its job, so that it stops first."""
        await self._deliveries.withdraw(delivery)
        await self._submit(delivery.id, delivery.place)

    async def _submit(self, ident: str, place: Place) -> None:
        await self._jobs.submit(ident, ident.encode(), place.community)
