"""From what people post to deliveries, questions and withdrawals; written down before anything else is done."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.attachments import Attachment, AttachmentKind
from core.delivery.chat import Gone
from core.delivery.delivery_index import author_home
from core.delivery.follow_ups import FollowUps
from core.delivery.limits import Limits
from core.delivery.questions import asked_in, question_id
from core.delivery.record import Delivery, Message, Place
from core.delivery.records import Records
from core.delivery.uploads import Upload, upload_id
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

    def __init__(self, records: Records, follow_ups: FollowUps, jobs: Jobs, limits: Limits) -> None:
        self._deliveries = records.deliveries
        self._questions = records.questions
        self._uploads = records.uploads
        self._conversations = records.conversations
        self._index = records.index
        self._follow_ups = follow_ups
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
            # Listed first: who asks or gives a file at the same moment finds it.
            _, new = await asyncio.gather(self._index.add(delivery), self._deliveries.begin(delivery))
            if not new:
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

    async def question(self, message: Message, homes: Sequence[str], *, addressed: bool) -> bool:
        """Answer a message as a question, as soon as its video is found; returns False where it can be about none.

        Args:
            message: what somebody wrote.
            homes: the ids of the conversations that it may belong to, the likeliest first.
            addressed: it was written to us; then it can be about a link that its author has just posted.
        """
        nearby = (author_home(message.place, message.author),) if addressed else ()
        for home in (*homes, *nearby):
            delivery = await self._talked_about(message.place.platform, home)
            if delivery:
                asked = asked_in(message, home, delivery)
                with about(asked.id):
                    if await self._questions.begin(asked):
                        await self._follow_ups.take(asked)
                return True
        return False

    async def _talked_about(self, platform: str, home: str) -> str | None:
        """Return the id of the delivery that what is written in a home now is about, or None where there is none."""
        conversation, newest = await asyncio.gather(
            self._conversations.find(platform, home), self._newest(platform, home)
        )
        if conversation is None:
            return newest.id if newest else None
        if newest and not newest.settled:
            # Of the videos of one post, those that are found already are talked about.
            there = await self._deliveries.load(conversation.delivery)
            return conversation.delivery if there and there.message == newest.message else newest.id
        return conversation.delivery

    async def _newest(self, platform: str, home: str) -> Delivery | None:
        idents = await self._index.at(platform, (home,))
        return await self._deliveries.load(idents[0]) if idents else None

    async def upload(self, message: Message, file: Attachment, homes: Sequence[str], *, addressed: bool) -> bool:
        """Use a file that somebody posted, or say why not, as soon as its video is found or can't be had.

        In reply to nothing it is for a link that its author has posted shortly before, if it is a caption file.

        Args:
            message: what the file is beside.
            file: the file.
            homes: as of `question`.
            addressed: it was posted to us alone, or with a mention.

        Returns:
            False where it is no business of ours.
        """
        place = message.place
        deliveries = await self._index.at(place.platform, homes)
        if not deliveries:
            conversations = await asyncio.gather(*(self._conversations.find(place.platform, home) for home in homes))
            deliveries = tuple(found.delivery for found in conversations if found)
        nearby = not deliveries
        if nearby and (addressed or file.kind is AttachmentKind.CAPTIONS):
            deliveries = await self._index.at(place.platform, (author_home(place, message.author),))
        if not (deliveries or addressed):
            return False
        upload = Upload(
            place, message.id, message.author, deliveries[:MOST], addressed, nearby=nearby, language=message.language
        )
        with about(upload.id):
            if await self._uploads.begin(upload):
                await self._follow_ups.take(upload)
        return True

    async def deleted(self, platform: str, channel: str, message: str) -> None:
        """Take back what belongs to a message that was deleted: a post, a reply of ours, or a question."""
        await self._deliveries.withdraw_post(platform, channel, message)
        deliveries, asked, upload = await asyncio.gather(
            self._deliveries.of_message(platform, message),
            self._questions.load(question_id(platform, channel, message)),
            self._uploads.load(upload_id(platform, channel, message)),
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
        if upload and not await self._deliveries.withdrawn(upload.id):
            await self._deliveries.mark_withdrawn(upload.id)
            await self._uploads.reopen(upload)
            await self._submit(upload.id, upload.place)

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
