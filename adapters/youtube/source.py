"""YouTube as a source of transcripts."""

import asyncio
import logging
import random
import re
import threading
from typing import TypeAlias

from adapters.youtube.cleaning import with_cues
from adapters.youtube.errors import InvalidId, Passing, TimedOut
from adapters.youtube.options import YouTubeOptions
from core.blocking import in_thread
from core.compute import ComputePool, ThreadPool
from core.model import Transcript, VideoRef
from core.transcript.raw import RawCue

_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}")
_LONGEST_WAIT = 5.0
Read: TypeAlias = tuple[Transcript, tuple[RawCue, ...]]
"""A transcript without its cues, and these as YouTube has them."""

log = logging.getLogger(__name__)


class YouTubeSource:
    """Implements `core.ports.TranscriptSource` for YouTube's videos. Any number of fetches may run side by side."""

    def __init__(self, options: YouTubeOptions | None = None, pool: ComputePool | None = None) -> None:
        """Make the source; without a pool, captions are cleaned in threads."""
        self._options = options or YouTubeOptions()
        self._pool = pool or ThreadPool()

    async def fetch(self, ref: VideoRef, language: str | None) -> Transcript:
        """Return the cleaned transcript of a video, with what YouTube's pages say of it.

        Failures that may pass are tried again, until the deadline of the options. Cancelled, it ends at once.

        Args:
            ref: the video.
            language: what the reader asked for (BCP 47), or None for the video's own.

        Raises:
            TranscriptError: one of `adapters.youtube.errors`.
        """
        if not _VIDEO_ID.fullmatch(ref.id):
            raise InvalidId
        try:
            async with asyncio.timeout(self._options.deadline):
                transcript, cues = await self._retried(ref, language)
        except TimeoutError as error:
            raise TimedOut from error
        return await self._pool.run(with_cues, transcript, cues)

    async def _retried(self, ref: VideoRef, language: str | None) -> Read:
        for attempt in range(1, self._options.attempts):
            try:
                return await self._attempt(ref, language)
            except Passing as error:
                wait = self._wait(attempt, error)
                if wait > _LONGEST_WAIT:
                    raise
                log.info("attempt %d at %s failed (%s); the next in %.1f s", attempt, ref, error.code, wait)
            await asyncio.sleep(wait)
        return await self._attempt(ref, language)

    def _wait(self, attempt: int, error: Passing) -> float:
        """Return after how many seconds to try again: as YouTube asked, else twice as long each time, and some."""
        if error.after is not None:
            return error.after
        least = min(self._options.first_wait * 2.0 ** (attempt - 1), _LONGEST_WAIT / 2)
        return least * random.uniform(1, 2)  # noqa: S311 - so that many who failed together don't come back together

    async def _attempt(self, ref: VideoRef, language: str | None) -> Read:
        given_up = threading.Event()
        try:
            return await in_thread(str(ref), lambda: _read(ref, language, self._options, given_up))
        finally:
            given_up.set()


def _read(ref: VideoRef, language: str | None, options: YouTubeOptions, given_up: threading.Event) -> Read:
    # The library takes 120 ms to import, which those who read a caption file need not wait for; nor does the loop.
    from adapters.youtube.reading import read  # noqa: PLC0415

    return read(ref, language, options, given_up)
