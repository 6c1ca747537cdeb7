"""One delivery, from its record to its last part."""

import asyncio
import logging
from collections.abc import AsyncIterator

from core.delivery.chat import Chat, Gone, Kind, Part
from core.delivery.deliveries import Deliveries
from core.delivery.record import Delivery, State
from core.errors import CuepointError
from core.faults import boundary
from core.model import Summary
from core.progress import Event, Finished, Found, Progress, SectionReady
from core.summaries import Summaries
from core.thread import heads, parts
from core.thread.content import Block

RETELLING = 3.0
"""How many seconds lie at least between two changes of the progress line."""
_LOOK_AGAIN = 0.5

log = logging.getLogger(__name__)


class Delivering:
    """Delivers on one platform. A delivery that is run again goes on where it was."""

    def __init__(self, deliveries: Deliveries, summaries: Summaries, chat: Chat) -> None:
        self._deliveries = deliveries
        self._summaries = summaries
        self._chat = chat

    async def run(self, ident: str) -> None:
        """Deliver what the record of that id says, to its end; nothing where it has ended already."""
        delivery = await self._deliveries.load(ident)
        if delivery is None or delivery.state is not State.OPEN:
            return
        try:
            if not await self._led(delivery):
                await self._deliver(delivery)
        except Gone:
            log.info("delivery %s: nowhere left to post to", ident)
            await self._end(ident, State.WITHDRAWN)

    async def _led(self, delivery: Delivery) -> bool:
        """Return whether the server has the thread already, and the post was answered with a line that leads there."""
        there = await self._deliveries.claim(delivery)
        while there.id != delivery.id and not there.thread:
            await asyncio.sleep(_LOOK_AGAIN)
            there = await self._deliveries.claim(delivery)
        if there.id == delivery.id or not await self._chat.lead(delivery, there):
            return False
        await self._end(delivery.id, State.DONE)
        return True

    async def _deliver(self, delivery: Delivery) -> None:
        telling = _Telling(delivery, self._deliveries, self._chat)
        try:
            with boundary(log, f"delivering {delivery.id}"):
                async for event in self._heeded(delivery):
                    await telling.tell(event)
        except Gone:
            raise
        except CuepointError as error:
            await telling.fail(error)

    async def _heeded(self, delivery: Delivery) -> AsyncIterator[Event]:
        """Yield the summary's events for as long as the delivery isn't withdrawn."""
        async for event in self._summaries.events(delivery.request):
            if await self._deliveries.withdrawn(delivery.id):
                raise Gone
            yield event

    async def _end(self, ident: str, state: State) -> None:
        delivery = await self._deliveries.load(ident)
        if delivery:
            await self._deliveries.note(delivery, state=state)


class _Telling:
    """A delivery as it is told: the reply, the thread, its parts."""

    def __init__(self, delivery: Delivery, deliveries: Deliveries, chat: Chat) -> None:
        self._delivery = delivery
        self._deliveries = deliveries
        self._chat = chat
        self._found: Found | None = None
        self._retold = 0.0

    async def tell(self, event: Event) -> None:
        if isinstance(event, Found):
            await self._open(event)
        elif isinstance(event, SectionReady):
            await self._post(Part(event.index, Kind.SECTION, parts.section(event.section, self._delivery.request.ref)))
        elif isinstance(event, Progress):
            await self._progress(event)
        elif isinstance(event, Finished):
            await self._finish(event.summary)

    async def fail(self, error: CuepointError) -> None:
        """Say in the reply what happened and what to do; what was posted stays."""
        await self._reply(heads.failed(self._found, error))
        await self._note(state=State.FAILED)

    async def _open(self, found: Found) -> None:
        self._found = found
        if not self._delivery.reply:
            await self._reply(heads.begun(found))
        self._retold = asyncio.get_running_loop().time()
        thread, posted = await self._chat.open(self._delivery, found.video.title)
        await self._note(thread=thread, posted=posted)

    async def _post(self, part: Part) -> None:
        if part.number >= self._delivery.posted:
            await self._chat.post(self._delivery, part)
            await self._note(posted=part.number + 1)

    async def _progress(self, event: Progress) -> None:
        now = asyncio.get_running_loop().time()
        if self._found and event.done < event.total and now - self._retold >= RETELLING:
            self._retold = now
            await self._reply(heads.under_way(self._found, event.done / event.total))

    async def _finish(self, summary: Summary) -> None:
        block = (*parts.guests(summary), *parts.conclusion(summary), *parts.footer(summary))
        await self._post(Part(len(summary.sections), Kind.CONCLUSION, block))
        if self._found:
            await self._reply(heads.finished(self._found, summary))
        await self._note(state=State.DONE)

    async def _reply(self, block: Block) -> None:
        await self._note(reply=await self._chat.reply(self._delivery, block))

    async def _note(self, **changes: object) -> None:
        self._delivery = await self._deliveries.note(self._delivery, **changes)
