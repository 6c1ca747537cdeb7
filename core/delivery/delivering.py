"""One delivery, from its record to its last part."""

import asyncio
import contextlib
import logging
from collections.abc import Callable

from core.attachments import Attachment, AttachmentKind
from core.compute import ComputePool, ThreadPool
from core.delivery.chat import Attachments, Chat, ChatDown, Gone, Withdrawn
from core.delivery.follow_ups import FollowUps
from core.delivery.more import More
from core.delivery.record import Delivery, Place, State
from core.delivery.records import Records
from core.delivery.removal import PostRemover, Removal
from core.delivery.telling import Telling
from core.errors import ComputationLost, CuepointError, KnownFailure
from core.faults import boundary
from core.model import Summary, Transcript
from core.progress import Found
from core.requests import Request
from core.summaries import Summaries
from core.transcripts import Transcripts

RUNS = 30
"""How often a delivery is begun before it is given up."""
_LAST_WORDS = 3
"""How often it is tried then to say so."""
_LOOK_AGAIN, _LATER = 0.5, 5.0
_PATIENCE = 600.0
"""For how many seconds a repost waits for the first post's thread to be there."""

Reader = Callable[[str, bytes], Transcript]
"""Reads a caption file: its name and content become a transcript, or a TranscriptError is raised.

A function at the top of its module, as it is called in a worker process."""

log = logging.getLogger(__name__)


class Captions:
    """The caption files that people give, read and kept."""

    def __init__(
        self, files: Attachments, read: Reader, transcripts: Transcripts, pool: ComputePool | None = None
    ) -> None:
        """Make it; without a pool, files are read in threads."""
        self._files = files
        self._pool = pool or ThreadPool()
        self._read = read
        self._transcripts = transcripts

    async def attached(self, place: Place, message: str) -> Attachment | None:
        """Return the file that a message gives, whatever it is, or None where it gives none any more.

        Raises:
            ChatDown: the platform can't be reached.
        """
        return await self._files.attached(place, message)

    async def beside(self, delivery: Delivery) -> Found | None:
        """Return what was found in the caption file beside a delivery's post, or None where there is none.

        Raises:
            TranscriptError: it can't be used.
            ComputationGivenUp: reading it takes too much.
            AttachmentTooLarge: it is too large.
            ChatDown: the platform can't be reached.
        """
        file = await self.attached(delivery.place, delivery.message)
        if file and file.kind is AttachmentKind.TOO_LARGE:
            raise file.refusal
        return await self.keep(delivery.place, file) if file and file.kind is AttachmentKind.CAPTIONS else None

    async def keep(self, place: Place, file: Attachment) -> Found | None:
        """Keep the transcript in a caption file, and return what is told of it; None where the file is gone.

        It is kept under its own content, never as the captions of the video it was given for: what one person says
        is said in a video is no business of the others who post it.

        Raises:
            TranscriptError: it can't be used.
            ComputationGivenUp: reading it takes too much.
            ChatDown: the platform can't be reached.
        """
        content = await self._files.download(place, file)
        if content is None:
            return None
        transcript = await self._pool.run(self._read, file.name, content)
        return (await self._transcripts.keep(transcript, None)).found


class Delivering:
    """Delivers on one platform. A delivery that is run again goes on where it was."""

    def __init__(
        self,
        records: Records,
        summaries: Summaries,
        chat: Chat,
        captions: Captions | None = None,
        more: More | None = None,
        *,
        follow_ups: FollowUps | None = None,
        remover: PostRemover | None = None,
    ) -> None:
        self._records = records
        self._deliveries = records.deliveries
        self._summaries = summaries
        self._chat = chat
        self._captions = captions
        self._more = more
        self._follow_ups = follow_ups
        self._removal = Removal(records, remover)

    async def run(self, ident: str) -> bool:
        """Deliver what the record of that id says, to its end, or remove it where it was taken back.

        Returns False where there is no such delivery.

        Raises:
            ChatDown: the platform can't be reached now; the delivery is open still.
        """
        delivery, withdrawn = await asyncio.gather(self._deliveries.load(ident), self._deliveries.withdrawn(ident))
        if delivery is None:
            return False
        if withdrawn:
            await self._removal.delivery(delivery)
        elif delivery.state is not State.OPEN:
            await self._deliveries.unlist(delivery.place.platform, ident)
        else:
            await self._run_to_its_end(delivery)
        return True

    async def _run_to_its_end(self, delivery: Delivery) -> None:
        ident = delivery.id
        try:
            if delivery.runs >= RUNS:
                await self._give_up(delivery)
            else:
                await self._run(delivery, again=delivery.runs > 0 or delivery.late)
        except Withdrawn:
            await self._removal.delivery(await self._deliveries.load(ident) or delivery)
            return
        except Gone as gone:
            log.info("delivery %s for post %s: %s", ident, delivery.message, gone)
            await self._end(ident, State.WITHDRAWN, gone.code)
        # It may have been taken back when nothing was left to do but to end it.
        ended, withdrawn = await asyncio.gather(self._deliveries.load(ident), self._deliveries.withdrawn(ident))
        if ended and withdrawn:
            await self._removal.delivery(ended)

    async def _run(self, delivery: Delivery, *, again: bool) -> None:
        if delivery.refused:
            begun = await self._deliveries.note(delivery, runs=delivery.runs + 1)
            await Telling(begun, self._records, self._chat, again=again).refuse(KnownFailure(delivery.refused))
            return
        # Noted and claimed before anything is posted; and side by side, as people wait.
        begun, there, kept = await asyncio.gather(
            self._deliveries.note(delivery, runs=delivery.runs + 1),
            self._deliveries.claim(delivery),
            self._kept(delivery.wanted),
        )
        if not await self._led(begun, there, again=again):
            await self._deliver(begun, kept, again=again)

    async def _kept(self, wanted: Request) -> Summary | None:
        """Return the summary if it is in the cache; why it can't be had is told in its turn."""
        with contextlib.suppress(CuepointError):
            return await self._summaries.kept(wanted)
        return None

    async def _give_up(self, delivery: Delivery) -> None:
        """Say in the reply that it can't be done; where not even that can be, end it all the same."""
        log.error("delivery %s was begun %d times: given up", delivery.id, delivery.runs)
        if delivery.runs >= RUNS + _LAST_WORDS:
            await self._deliveries.end(delivery, State.FAILED, "given_up")
            return
        noted = await self._deliveries.note(delivery, runs=delivery.runs + 1)
        await Telling(noted, self._records, self._chat, again=True).fail(ComputationLost())

    async def _led(self, delivery: Delivery, there: Delivery, *, again: bool) -> bool:
        """Return whether the server has the thread already, and the post was answered with a line that leads there.

        One that had to be written offline is not led to where a model may write now.
        """
        if delivery.thread or delivery.captions:
            return False
        there = await self._standing(delivery, there)
        if there.id == delivery.id:
            return False
        outdone = there.offline and await self._summaries.affords(delivery.request)
        if there.thread and not outdone and await self._chat.lead(delivery, there, again=again):
            await self._end(delivery.id, State.DONE, "led")
            return True
        await self._deliveries.take_over(delivery)
        return False

    async def _standing(self, delivery: Delivery, there: Delivery) -> Delivery:
        """Return the delivery whose thread the server has, once it is there; this one where there is none."""
        began = asyncio.get_running_loop().time()
        while there.id != delivery.id and not there.thread:
            waited = asyncio.get_running_loop().time() - began
            if waited > _PATIENCE:
                break
            if await self._deliveries.withdrawn(delivery.id):
                raise Withdrawn
            # The longer it takes, the less a moment matters, and the more may wait.
            await asyncio.sleep(min(max(_LOOK_AGAIN, waited / 2), _LATER))
            there = await self._deliveries.claim(delivery)
        return there

    async def _deliver(self, delivery: Delivery, kept: Summary | None, *, again: bool) -> None:
        telling = Telling(delivery, self._records, self._chat, self._more, follow_ups=self._follow_ups, again=again)
        try:
            with boundary(log, f"delivering {delivery.id}"):
                await self._tell(telling, kept)
        except Withdrawn:
            # What was told since the last note is known here alone.
            await self._removal.delivery(telling.delivery)
        except (Gone, ChatDown):
            raise
        except CuepointError as error:
            await telling.fail(error)

    async def _tell(self, telling: Telling, kept: Summary | None) -> None:
        """Tell the summary; where the video's captions can't be had, that of the caption file beside the post."""
        try:
            await telling.follow(self._summaries.events(telling.delivery.wanted, kept))
        except (Gone, ChatDown):
            raise
        except CuepointError:
            if telling.found or telling.delivery.captions or self._captions is None:
                raise
            found = await self._captions.beside(telling.delivery)
            if found is None:
                raise
            await telling.use(found)
            await telling.follow(self._summaries.events(telling.delivery.wanted))

    async def _end(self, ident: str, state: State, reason: str) -> None:
        delivery = await self._deliveries.load(ident)
        if delivery:
            await self._deliveries.end(delivery, state, reason)
