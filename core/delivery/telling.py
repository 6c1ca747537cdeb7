"""A delivery as it is told: the reply, the thread, its parts."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace

from core.ahead import ahead
from core.delivery.chat import Chat, Kind, Part, Ready, Withdrawn
from core.delivery.earlier import Earlier
from core.delivery.follow_ups import FollowUps
from core.delivery.more import More
from core.delivery.record import Delivery, State
from core.delivery.records import Records
from core.errors import CuepointError
from core.model import Related, Summary
from core.progress import Event, Finished, Found, Progress, SectionReady, Waiting
from core.requests import Request, reading_language
from core.thread import heads, parts
from core.thread.content import Block
from core.watching import What, happened

RETELLING = 3.0
"""How many seconds lie at least between two changes of the progress line."""
NOTING = 0.25
"""How many seconds lie at least between two notes of how far it is, and two looks whether the post was deleted."""


class Telling:
    """A delivery as it is told: the reply, the thread, its parts. What comes first may stand there already."""

    def __init__(
        self,
        delivery: Delivery,
        records: Records,
        chat: Chat,
        more: More | None = None,
        *,
        follow_ups: FollowUps | None = None,
        again: bool,
    ) -> None:
        self.delivery = delivery
        self.found: Found | None = None
        self._deliveries = records.deliveries
        self._conversations = records.conversations
        self._chat = chat
        self._more = more
        self._follow_ups = follow_ups
        self._known: Sequence[Earlier] = ()
        self._talked_about: set[tuple[str, Request]] = set()
        self._again = again
        self._retold = 0.0
        self._before: int | None = None
        # A post that is gone at the beginning takes no reply, and its run is noted: that needs no look, and no note.
        self._heeded = self._noted = asyncio.get_running_loop().time()

    @property
    def _language(self) -> str:
        return reading_language(self.delivery.request, self.found.language if self.found else "")

    async def use(self, found: Found) -> None:
        """Go on with a caption file in place of the video's own captions."""
        await self._note(captions=found.video.ref)

    async def follow(self, events: AsyncIterator[Event]) -> None:
        """Post or change what events ask for. The next parts are made ready while one is posted.

        Raises:
            Withdrawn: the post was deleted.
            CuepointError: what the events end with.
        """
        async with contextlib.aclosing(ahead(events, self._made_ready)) as told:
            async for event, ready in told:
                await self._heed()
                await self._tell(event, ready)

    def _made_ready(self, event: Event) -> tuple[Event, Ready | None]:
        """Return an event with what posts the section it brings."""
        if isinstance(event, Found):
            self.found = event
        if not isinstance(event, SectionReady):
            return event, None
        block = parts.section(event.section, self.delivery.ref, self._language)
        return event, self._chat.ready(self.delivery, Part(event.index, Kind.SECTION, block, self._language))

    async def _heed(self) -> None:
        """Raise Withdrawn where the post was deleted; other processes are asked now and then."""
        due = self._passed(self._heeded)
        ident = self.delivery.id
        if self._deliveries.withdrawn_here(ident) or (due and await self._deliveries.withdrawn(ident)):
            raise Withdrawn
        if due:
            self._heeded = asyncio.get_running_loop().time()

    async def _tell(self, event: Event, ready: Ready | None) -> None:
        if isinstance(event, Waiting):
            await self._wait(event.before)
        elif isinstance(event, Found):
            await self._open(event)
        elif isinstance(event, SectionReady) and ready:
            await self._post(event.index, ready)
        elif isinstance(event, Progress):
            await self._progress(event)
        elif isinstance(event, Finished):
            await self._finish(event.summary)

    async def fail(self, error: CuepointError) -> None:
        """Say in the reply what happened and what to do; what was posted stays."""
        await self._reply(heads.failed(self.found, error, self.delivery.request.ref, self._language))
        await self._converse()
        await self._deliveries.end(self.delivery, State.FAILED, error.failure.code)

    async def refuse(self, error: CuepointError) -> None:
        """Say in the reply why the video isn't summarised; nothing can be asked about it."""
        await self._reply(heads.refused(error, self.delivery.request.ref, self._language))
        await self._deliveries.end(self.delivery, State.FAILED, error.failure.code)

    async def _wait(self, before: int) -> None:
        """Say how many come first, and again each time that they are half as many: a flood is told of little."""
        now = asyncio.get_running_loop().time()
        said = self._before
        due = now - self._retold >= RETELLING and (said is None or before <= said / 2 < said)
        if due and not self.delivery.thread:
            self._before, self._retold = before, now
            await self._reply(heads.in_line(before, self.delivery.request.ref, self._language))

    async def _open(self, found: Found) -> None:
        before = self.delivery
        self.delivery = replace(self.delivery, offline=found.offline)
        if not self.delivery.reply or self._again or self._before is not None:
            await self._say(heads.begun(found, self._language))
        self._retold = asyncio.get_running_loop().time()
        # A thread may have our reply's id: it is known what it is about before anybody can write there.
        more, _ = await asyncio.gather(self._looked_around(), self._converse())
        thread = await self._chat.open(self.delivery, found.video.title)
        self.delivery = replace(self.delivery, thread=thread, more=more)
        noted = self._note() if self.delivery != before else asyncio.sleep(0)
        # In this order: what is noted last sees that the video was found, or is released.
        await asyncio.gather(noted, self._converse(), self._release())

    async def _looked_around(self) -> tuple[Related, ...] | None:
        """Return what the conclusion links to, if that is chosen: nothing where nothing else was summarised here."""
        if self._more and self.delivery.more is None:
            self._known = await self._more.known(self.delivery)
            return None if self._known else ()
        return self.delivery.more

    async def _release(self) -> None:
        """Have answered what was asked before the video was found."""
        if self._follow_ups:
            await self._follow_ups.release(self.delivery.id)

    async def _converse(self) -> None:
        """Let people ask about the video where it was delivered, and under the reply."""
        delivery = self.delivery
        homes = {(home, delivery.wanted) for home in (delivery.home, delivery.reply)} - self._talked_about
        self._talked_about |= homes
        for home, wanted in homes:
            await self._conversations.begin(delivery.place.platform, home, wanted, delivery.id, self._language)

    async def _post(self, number: int, ready: Ready) -> None:
        if number < self.delivery.posted:
            return
        # They are posted in their order: behind one that wasn't there stands none.
        posted = await ready(self.delivery.thread, again=self._again)
        self._again = self._again and posted.stood
        self.delivery = replace(self.delivery, posted=number + 1, messages=(*self.delivery.messages, *posted.messages))
        if number == 0 and self.delivery.taken:
            took = round(time.time() - self.delivery.taken, 3)
            happened(What.FIRST_SECTION, level=logging.DEBUG, platform=self.delivery.place.platform, seconds=took)
        if self._passed(self._noted):
            await self._note()

    async def _progress(self, event: Progress) -> None:
        now = asyncio.get_running_loop().time()
        if self.found and event.done < event.total and now - self._retold >= RETELLING:
            self._retold = now
            await self._reply(heads.under_way(self.found, event.done / event.total, self._language))

    async def _finish(self, summary: Summary) -> None:
        say = self._language
        if self._more and self.delivery.more is None:
            # Noted before it is posted: whoever goes on posts the same.
            await self._note(more=await self._more.chosen(self.delivery, summary, self._known))
        more = parts.more(self.delivery.more or (), say)
        block = (*parts.guests(summary, say), *parts.conclusion(summary, say), *parts.footer(summary, say), *more)
        part = Part(len(summary.sections), Kind.CONCLUSION, block, say)
        await self._post(part.number, self._chat.ready(self.delivery, part))
        if self.found:
            await self._reply(heads.finished(self.found, summary, say))
        remembered = self._more.remember(self.delivery, summary) if self._more else asyncio.sleep(0)
        await asyncio.gather(remembered, self._deliveries.end(self.delivery, State.DONE))

    @staticmethod
    def _passed(before: float) -> bool:
        return asyncio.get_running_loop().time() - before >= NOTING

    async def _reply(self, block: Block) -> None:
        before = self.delivery.reply
        await self._say(block)
        if self.delivery.reply != before:
            await self._note()

    async def _say(self, block: Block) -> None:
        block = (*block, *heads.left_out(self.delivery.left_out, self._language))
        again = self._again and not self.delivery.reply
        self.delivery = replace(self.delivery, reply=await self._chat.reply(self.delivery, block, again=again))

    async def _note(self, **changes: object) -> None:
        self._noted = asyncio.get_running_loop().time()
        self.delivery = await self._deliveries.note(self.delivery, **changes)
