"""One delivery, from its record to its last part."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace

from core.delivery.chat import CaptionFiles, Chat, ChatDown, Gone, Kind, Part
from core.delivery.record import Delivery, State
from core.delivery.records import Records
from core.errors import CuepointError
from core.faults import boundary
from core.model import Summary, Transcript
from core.progress import Event, Finished, Found, Progress, SectionReady
from core.summaries import Summaries
from core.thread import heads, parts
from core.thread.content import Block
from core.transcripts import Transcripts

RETELLING = 3.0
"""How many seconds lie at least between two changes of the progress line."""
NOTING = 0.25
"""How many seconds lie at least between two notes of how far it is, and two looks whether the post was deleted."""
RUNS = 30
"""How often a delivery is begun before it is given up."""
_LOOK_AGAIN = 0.5
_PATIENCE = 120.0
"""For how many seconds a repost waits for the first post's thread to be there."""

Reader = Callable[[str, bytes], Transcript]
"""Reads a caption file: its name and content become a transcript, or a TranscriptError is raised."""

log = logging.getLogger(__name__)


class Withdrawn(Gone):
    """The post was deleted while its video was summarised."""

    code = "withdrawn"
    sentence = "The post was deleted."


class Captions:
    """The caption files that people give, read and kept."""

    def __init__(self, files: CaptionFiles, read: Reader, transcripts: Transcripts) -> None:
        self._files = files
        self._read = read
        self._transcripts = transcripts

    async def beside(self, delivery: Delivery) -> Found | None:
        """Return what was found in the caption file beside a post, or None where there is none.

        Raises:
            TranscriptError: it can't be used.
        """
        file = await self._files.beside(delivery)
        return await self.keep(*file) if file else None

    async def keep(self, name: str, content: bytes) -> Found:
        """Keep the transcript in a caption file, and return what is told of it.

        It is kept under its own content, never as the captions of the video it was given for: what one person says
        is said in a video is no business of the others who post it.

        Raises:
            TranscriptError: it can't be used.
        """
        transcript = await asyncio.to_thread(self._read, name, content)
        return (await self._transcripts.keep(transcript, None)).found


class Delivering:
    """Delivers on one platform. A delivery that is run again goes on where it was."""

    def __init__(
        self,
        records: Records,
        summaries: Summaries,
        chat: Chat,
        captions: Captions | None = None,
    ) -> None:
        self._records = records
        self._deliveries = records.deliveries
        self._summaries = summaries
        self._chat = chat
        self._captions = captions

    async def run(self, ident: str) -> bool:
        """Deliver what the record of that id says, to its end; returns False where there is no such delivery.

        Raises:
            ChatDown: the platform can't be reached now; the delivery is open still.
        """
        delivery = await self._deliveries.load(ident)
        if delivery is None:
            return False
        if delivery.state is not State.OPEN:
            await self._deliveries.forget(delivery.place.platform, ident)
            return True
        if delivery.runs >= RUNS:
            log.error("delivery %s was begun %d times: given up", ident, delivery.runs)
            await self._deliveries.end(delivery, State.FAILED)
            return True
        again = delivery.runs > 0
        delivery = await self._deliveries.note(delivery, runs=delivery.runs + 1)
        try:
            if not await self._led(delivery, again=again):
                await self._deliver(delivery, again=again)
        except Gone as gone:
            log.info("delivery %s for post %s: %s", ident, delivery.message, gone)
            await self._end(ident, State.WITHDRAWN)
        return True

    async def _led(self, delivery: Delivery, *, again: bool) -> bool:
        """Return whether the server has the thread already, and the post was answered with a line that leads there."""
        if delivery.thread or delivery.captions:
            return False
        there = await self._standing(delivery)
        if there.id == delivery.id:
            return False
        if there.thread and await self._chat.lead(delivery, there, again=again):
            await self._end(delivery.id, State.DONE)
            return True
        await self._deliveries.take_over(delivery)
        return False

    async def _standing(self, delivery: Delivery) -> Delivery:
        """Return the delivery whose thread the server has, once it is there; this one where there is none."""
        there = await self._deliveries.claim(delivery)
        began = asyncio.get_running_loop().time()
        while there.id != delivery.id and not there.thread:
            if asyncio.get_running_loop().time() - began > _PATIENCE:
                break
            if await self._deliveries.withdrawn(delivery):
                raise Withdrawn
            await asyncio.sleep(_LOOK_AGAIN)
            there = await self._deliveries.claim(delivery)
        return there

    async def _deliver(self, delivery: Delivery, *, again: bool) -> None:
        telling = _Telling(delivery, self._records, self._chat, again=again)
        try:
            with boundary(log, f"delivering {delivery.id}"):
                await self._tell(telling)
        except Withdrawn:
            await telling.stop()
            raise
        except (Gone, ChatDown):
            raise
        except CuepointError as error:
            await telling.fail(error)

    async def _tell(self, telling: "_Telling") -> None:
        """Tell the summary; where the video's captions can't be had, that of the caption file beside the post."""
        try:
            await self._follow(telling)
        except (Gone, ChatDown):
            raise
        except CuepointError:
            if telling.found or telling.delivery.captions or self._captions is None:
                raise
            found = await self._captions.beside(telling.delivery)
            if found is None:
                raise
            await telling.use(found)
            await self._follow(telling)

    async def _follow(self, telling: "_Telling") -> None:
        async for event in self._summaries.events(telling.delivery.wanted):
            await telling.heed()
            await telling.tell(event)

    async def _end(self, ident: str, state: State) -> None:
        delivery = await self._deliveries.load(ident)
        if delivery:
            await self._deliveries.end(delivery, state)


class _Telling:
    """A delivery as it is told: the reply, the thread, its parts. What comes first may stand there already."""

    def __init__(self, delivery: Delivery, records: Records, chat: Chat, *, again: bool) -> None:
        self.delivery = delivery
        self.found: Found | None = None
        self._deliveries = records.deliveries
        self._conversations = records.conversations
        self._chat = chat
        self._again = again
        self._retold = 0.0
        self._heeded = 0.0
        self._noted = 0.0

    @property
    def _language(self) -> str:
        return self.found.language if self.found else "en"

    async def use(self, found: Found) -> None:
        """Go on with a caption file in place of the video's own captions."""
        await self._note(captions=found.video.ref)

    async def heed(self) -> None:
        """Raise Withdrawn where the post was deleted; other processes are asked now and then."""
        due = self._passed(self._heeded)
        if self._deliveries.withdrawn_here(self.delivery) or (due and await self._deliveries.withdrawn(self.delivery)):
            raise Withdrawn
        if due:
            self._heeded = asyncio.get_running_loop().time()

    async def tell(self, event: Event) -> None:
        if isinstance(event, Found):
            await self._open(event)
        elif isinstance(event, SectionReady):
            block = parts.section(event.section, self.delivery.wanted.ref, self._language)
            await self._post(Part(event.index, Kind.SECTION, block, self._language))
        elif isinstance(event, Progress):
            await self._progress(event)
        elif isinstance(event, Finished):
            await self._finish(event.summary)

    async def fail(self, error: CuepointError) -> None:
        """Say in the reply what happened and what to do; what was posted stays."""
        await self._reply(heads.failed(self.found, error, self.delivery.request.ref))
        await self._converse()
        await self._deliveries.end(self.delivery, State.FAILED)

    async def stop(self) -> None:
        """Say in the reply, if there is one, that nothing more comes."""
        # One that isn't noted is looked for; a new one would find no post to reply to.
        if self.delivery.reply or self._again:
            await self._reply(heads.stopped(self.found, self._language))

    async def _open(self, found: Found) -> None:
        self.found = found
        before = self.delivery
        if not self.delivery.reply or self._again:
            await self._say(heads.begun(found))
        self._retold = asyncio.get_running_loop().time()
        self.delivery = replace(self.delivery, thread=await self._chat.open(self.delivery, found.video.title))
        noted = self._note() if self.delivery != before else asyncio.sleep(0)
        await asyncio.gather(noted, self._converse())

    async def _converse(self) -> None:
        """Let people ask about the video where it was delivered, and under the reply."""
        delivery = self.delivery
        for home in {delivery.home, delivery.reply}:
            await self._conversations.begin(delivery.place.platform, home, delivery.wanted, delivery.id)

    async def _post(self, part: Part) -> None:
        if part.number < self.delivery.posted:
            return
        # They are posted in their order: behind one that wasn't there stands none.
        self._again = await self._chat.post(self.delivery, part, again=self._again) and self._again
        self.delivery = replace(self.delivery, posted=part.number + 1)
        if self._passed(self._noted):
            await self._note()
            self._noted = asyncio.get_running_loop().time()

    async def _progress(self, event: Progress) -> None:
        now = asyncio.get_running_loop().time()
        if self.found and event.done < event.total and now - self._retold >= RETELLING:
            self._retold = now
            await self._reply(heads.under_way(self.found, event.done / event.total))

    async def _finish(self, summary: Summary) -> None:
        block = (*parts.guests(summary), *parts.conclusion(summary), *parts.footer(summary))
        await self._post(Part(len(summary.sections), Kind.CONCLUSION, block, summary.language))
        if self.found:
            await self._reply(heads.finished(self.found, summary))
        await self._deliveries.end(self.delivery, State.DONE)

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
        self.delivery = await self._deliveries.note(self.delivery, **changes)
