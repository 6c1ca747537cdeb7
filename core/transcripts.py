"""Each video's transcript: fetched once, kept, and its failures remembered as long as their cause is likely to last."""

from dataclasses import dataclass

from core.codec import decode, encode
from core.errors import CuepointError, Failure, KnownFailure, TranscriptGone
from core.keys import failure_key, pointer_key, transcript_hash, transcript_key
from core.model import Site, Transcript, VideoRef
from core.ports import Locks, Store, TranscriptSource
from core.progress import Found
from core.retention import STANDARD
from core.times import DAY
from core.watching import Step, What

FRESH = 7 * DAY
"""For how many seconds a fetched transcript stands for the video; then it is fetched anew."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """Which transcript a video has for readers of a language: its hash, and what is told of it."""

    content: str
    found: Found


class Transcripts:
    """The transcripts of all videos."""

    def __init__(
        self,
        source: TranscriptSource,
        store: Store,
        locks: Locks,
        way: str = "",
        kept: float = STANDARD.transcripts,
    ) -> None:
        """Make it.

        Args:
            source: where transcripts come from.
            store: where they are kept.
            locks: have processes that ask at once share one fetch.
            way: names how the source is reached: what failed one way is tried again another.
            kept: for how many seconds a transcript's content is kept for questions.
        """
        self._lifetime = kept
        self._source = source
        self._way = way
        self._store = store
        self._locks = locks

    async def known(self, ref: VideoRef, language: str | None) -> Pointer | None:
        """Return the pointer to a transcript that is kept, or None.

        Args:
            ref: the video.
            language: what the reader asked for (BCP 47), or None for the video's own.

        Raises:
            KnownFailure: it is remembered that the transcript can't be had.
        """
        pointer = decode(await self._store.get(pointer_key(ref, language)), Pointer)
        if pointer:
            return pointer
        failure = decode(await self._store.get(failure_key(ref, language, self._way)), Failure)
        if failure:
            raise KnownFailure(failure)
        return None

    async def get(self, ref: VideoRef, language: str | None) -> tuple[Pointer, Transcript]:
        """Return the transcript of a video, fetched if need be; processes that ask at once share one fetch.

        Args:
            ref: the video.
            language: what the reader asked for (BCP 47), or None for the video's own.

        Raises:
            CuepointError: it can't be had, mostly a TranscriptError; or the KnownFailure of an earlier try.
        """
        kept = await self._kept(ref, language)
        if kept:
            return kept
        async with self._locks.hold(f"transcript:{ref}:{language or ''}"):
            return await self._kept(ref, language) or await self._fetch(ref, language)

    async def keep(self, transcript: Transcript, language: str | None) -> Pointer:
        """Keep a transcript as what readers of a language get, and return the pointer to it."""
        video = transcript.video
        found = Found(video, transcript.language, transcript.kind, len(transcript.cues))
        pointer = Pointer(transcript_hash(transcript), found)
        await self._store.put(transcript_key(pointer.content), encode(transcript), self._lifetime)
        lifetime = self._lifetime if video.ref.site is Site.FILE else min(FRESH, self._lifetime)
        await self._store.put(pointer_key(video.ref, language), encode(pointer), lifetime)
        return pointer

    async def _kept(self, ref: VideoRef, language: str | None) -> tuple[Pointer, Transcript] | None:
        pointer = await self.known(ref, language)
        if pointer is None:
            return None
        transcript = decode(await self._store.get(transcript_key(pointer.content)), Transcript)
        return (pointer, transcript) if transcript else None

    async def _fetch(self, ref: VideoRef, language: str | None) -> tuple[Pointer, Transcript]:
        if ref.site is Site.FILE:
            raise TranscriptGone
        try:
            with Step(What.TRANSCRIPT_FETCH, video=str(ref)):
                transcript = await self._source.fetch(ref, language)
        except CuepointError as error:
            if error.lasting:
                await self._store.put(failure_key(ref, language, self._way), encode(error.failure), error.lasting)
            raise
        return await self.keep(transcript, language), transcript
