"""One file that somebody posted, from its record to a summary of it, or to a sentence why not."""

import asyncio
import logging
import time
from collections.abc import Sequence

from core.attachments import Attachment, AttachmentKind, shown_name
from core.delivery.chat import ChatDown, Gone
from core.delivery.delivering import Captions
from core.delivery.follow_ups import Responder
from core.delivery.intake import Intake
from core.delivery.record import Delivery, State
from core.delivery.records import Records
from core.delivery.removal import PostRemover, Removal
from core.delivery.uploads import Upload
from core.errors import AttachmentsLeftOut, CuepointError, KnownFailure
from core.faults import boundary
from core.model import VideoRef
from core.ports import Jobs
from core.requests import Request, reading_language
from core.thread import parts
from core.times import DAY

RUNS = 20
"""How often a file is begun before it is given up."""
_LOOK_AGAIN, _ENDING = 0.05, 8.0
"""For how many seconds it waits until a delivery's last run is off the queue: first, and at most; doubled each time."""

log = logging.getLogger(__name__)


class UploadHandler:
    """Uses files on one platform. The deliveries that a file may belong to are settled when it is run."""

    def __init__(
        self,
        records: Records,
        captions: Captions,
        responder: Responder,
        intake: Intake,
        jobs: Jobs,
        *,
        remover: PostRemover | None = None,
    ) -> None:
        self._deliveries = records.deliveries
        self._uploads = records.uploads
        self._captions = captions
        self._responder = responder
        self._intake = intake
        self._jobs = jobs
        self._removal = Removal(records, remover)

    async def run(self, ident: str) -> bool:
        """Use the file of that id, unless that is done, or remove what was said of it where it was taken back.

        Returns False where there is no such file.

        Raises:
            ChatDown: the platform can't be reached now.
        """
        upload = await self._uploads.load(ident)
        if upload is None:
            return False
        if not await self._deliveries.withdrawn(ident):
            if upload.state is State.OPEN:
                await self._run(upload)
            if not await self._deliveries.withdrawn(ident):
                return True
        await self._removal.follow_up(upload)
        return True

    async def _run(self, upload: Upload) -> None:
        if upload.runs >= RUNS:
            await self._uploads.end(upload, State.FAILED)
            return
        await self._uploads.begun(upload)
        loaded = await asyncio.gather(*map(self._deliveries.load, upload.deliveries))
        deliveries = [delivery for delivery in loaded if delivery]
        try:
            await self._uploads.end(upload, await self._handle(upload, deliveries))
        except Gone as gone:
            log.info("the file beside %s: %s", upload.message, gone)
            await self._uploads.end(upload, State.WITHDRAWN)

    async def _handle(self, upload: Upload, deliveries: Sequence[Delivery]) -> State:
        """Use a file, or say in reply why it isn't used; returns how it ended."""
        try:
            with boundary(log, f"using the file beside {upload.message}"):
                await self._use(upload, deliveries)
        except (Gone, ChatDown):
            raise
        except CuepointError as error:
            language = reading_language(deliveries[0].request) if deliveries else upload.language or "en"
            await self._responder.respond(upload, parts.failure(error, language), again=upload.runs > 0)
            return State.FAILED
        return State.DONE

    async def _use(self, upload: Upload, deliveries: Sequence[Delivery]) -> None:
        """Use a file.

        Raises:
            CuepointError: it can't be used, or isn't needed.
        """
        file = await self._captions.attached(upload.place, upload.message)
        if file is None:
            return
        wanting = [delivery for delivery in deliveries if _may_use(delivery, upload, likeliest=deliveries[0])]
        if file.kind is not AttachmentKind.CAPTIONS:
            if file.kind is not AttachmentKind.IMAGE or upload.addressed or wanting:
                raise file.refusal
        elif wanting or upload.addressed:
            if await self._summarise(upload, file, wanting, deliveries):
                _check_alone(file)
        else:
            _refuse(upload, file, deliveries)

    async def _summarise(
        self, upload: Upload, file: Attachment, wanting: Sequence[Delivery], deliveries: Sequence[Delivery]
    ) -> bool:
        """Have a summary of a caption file written; returns False where the file is gone."""
        found = await self._captions.keep(upload.place, file)
        if found is None:
            return False
        ref = found.video.ref
        # One that has this file already was given it by an earlier run, or by somebody else.
        if any(delivery.captions == ref for delivery in deliveries):
            return True
        for delivery in wanting:
            if await self._reopen(delivery, ref):
                return True
        if not upload.addressed:
            raise file.refusal
        request = Request(ref, upload.language, upload.place.community)
        await self._intake.deliver(Delivery(upload.place, upload.message, upload.author, request))
        return True

    async def _reopen(self, delivery: Delivery, captions: VideoRef) -> bool:
        """Do a delivery once more, with a caption file; returns False where another file was faster."""
        # Its last run can still be in the queue for a moment, and would keep a new one out.
        pause = _LOOK_AGAIN
        while pause < _ENDING and await self._jobs.alive(delivery.id):
            await asyncio.sleep(pause)
            pause *= 2
        if not await self._deliveries.reopen(delivery, captions):
            return False
        await self._jobs.submit(delivery.id, delivery.id.encode(), delivery.place.community)
        return True


def _may_use(delivery: Delivery, upload: Upload, *, likeliest: Delivery) -> bool:
    """Return whether a file may be used for a delivery: not again for its own message's, nor for one of long ago."""
    recent = time.time() - delivery.taken < DAY
    return delivery.wants_captions and delivery.message != upload.message and (recent or delivery is likeliest)


def _check_alone(file: Attachment) -> None:
    """Say that other caption files of the same message aren't used, if there are any.

    Raises:
        AttachmentsLeftOut: there are.
    """
    if file.others:
        raise AttachmentsLeftOut(shown_name(file.name))


def _refuse(upload: Upload, file: Attachment, deliveries: Sequence[Delivery]) -> None:
    """Say why a caption file isn't used, unless its post was deleted, or what it is beside says so already.

    Raises:
        CuepointError: why.
    """
    likeliest = deliveries[0] if deliveries else None
    if likeliest is None or likeliest.state is State.WITHDRAWN or (upload.nearby and not file.surely_captions):
        return
    if likeliest.message == upload.message and (likeliest.captions or likeliest.state is State.FAILED):
        if likeliest.captions:
            _check_alone(file)
        return
    if likeliest.refused:
        raise KnownFailure(likeliest.refused)
    raise file.refusal
