"""What the terminal chat asks of Cuepoint."""

import logging
from collections.abc import AsyncIterator

from bot.redis_choice import told_of_redis
from bot.sources import request_for
from bot.wiring import Cuepoint
from core.faults import boundary
from core.model import Answer, Video
from core.progress import Event
from core.requests import Request

log = logging.getLogger(__name__)


class TerminalDesk:
    """Implements `adapters.terminal.desk.Desk`."""

    def __init__(self, cuepoint: Cuepoint) -> None:
        self._cuepoint = cuepoint

    async def summarize(self, source: str, language: str | None) -> AsyncIterator[Event]:
        """Yield what happens until the summary of a source is there.

        Raises:
            CuepointError: it can't be had.
        """
        with boundary(log, "summarising"), told_of_redis():
            request = await request_for(source, language, self._cuepoint.transcripts, self._cuepoint.pool)
            async for event in self._cuepoint.summaries.events(request):
                yield event

    async def ask(self, video: Video, language: str | None, question: str, earlier: tuple[Answer, ...]) -> Answer:
        """Return the answer to a question about a video.

        Raises:
            CuepointError: it can't be answered.
        """
        with boundary(log, "answering"), told_of_redis():
            return await self._cuepoint.asking.answer(Request(video.ref, language), question, earlier)
