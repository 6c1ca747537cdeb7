"""An engine and a source of transcripts that tests can hold still and count."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

from core.drafts import Batch, Closing, Draft, DraftTakeaway
from core.errors import TranscriptError
from core.model import Cue, Section, Site, Transcript, TranscriptKind, Usage, Video, VideoRef

SENTENCE = "the {} of a lighthouse clock turns once in {} minutes"


def video_ref(name: str = "clock") -> VideoRef:
    """Return the reference of a made-up video."""
    return VideoRef(Site.YOUTUBE, f"{name:_<11}"[:11])


def transcript(ref: VideoRef | None = None, sections: int = 3, language: str = "en") -> Transcript:
    """Return a transcript of four cues a section, five seconds each."""
    ref = ref or video_ref()
    cues = tuple(Cue(5.0 * n, 5.0, SENTENCE.format(f"wheel {n}", n + 2)) for n in range(4 * sections))
    video = Video(ref, "The clock", f"https://www.youtube.com/watch?v={ref.id}", duration=20.0 * sections)
    return Transcript(video, language, TranscriptKind.MANUAL, cues)


class CountingSource:
    """Implements `core.ports.TranscriptSource`: gives made-up transcripts or raises, and counts."""

    def __init__(self) -> None:
        self.fetches: Counter[tuple[str, str | None]] = Counter()
        self.failure: TranscriptError | None = None
        self.sections = 3
        self.language = "en"

    async def fetch(self, ref: VideoRef, language: str | None) -> Transcript:
        self.fetches[ref.id, language] += 1
        if self.failure:
            raise self.failure
        return transcript(ref, self.sections, language or self.language)


class SteppedEngine:
    """Implements `core.drafts.Engine`: writes a section of four cues each time `steps` is released, or all at once."""

    def __init__(self, *, stepped: bool = False, name: str = "stepped", translates: bool = False) -> None:
        self.name = name
        self.fingerprint = name
        self.translates = translates
        self.runs = 0
        self.failure: Exception | None = None
        self.notes: tuple[str, ...] = ()
        self.replies = True
        self.conclusion = "All of it turns."
        self.steps = asyncio.Semaphore(0 if stepped else 10_000)

    async def write(self, transcript: Transcript, language: str) -> AsyncIterator[Batch]:
        self.runs += 1
        for first in range(0, len(transcript.cues), 4):
            await self.steps.acquire()
            if self.failure:
                raise self.failure
            last = min(first + 3, len(transcript.cues) - 1)
            title = f"Part {first // 4 + 1} in {language}"
            draft = Draft(first, last, title, "It turns.", transcript.cues[first].text)
            yield Batch((draft,), self._used(100, 10, 20))

    async def close(
        self, transcript: Transcript, language: str, sections: tuple[Section, ...]
    ) -> tuple[Closing, Usage, tuple[str, ...]]:
        return Closing(self.conclusion, (DraftTakeaway("A wheel turns.", 1),)), self._used(50, 0, 30), self.notes

    def _used(self, given: int, cached: int, written: int) -> Usage:
        return Usage(1, given, cached, written) if self.replies else Usage(1)
