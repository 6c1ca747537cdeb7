"""A summary while it grows: what an engine proposes goes in, what holds the laws comes out."""

from collections.abc import Sequence

from core.compute import ComputePool, ThreadPool
from core.drafts import Batch, Closing, Draft
from core.model import Conclusion, Section, Summary, Transcript, Usage


class SummingUp:
    """Collects an engine's batches into a summary."""

    def __init__(self, transcript: Transcript, language: str, engine: str, pool: ComputePool | None = None) -> None:
        """Begin a summary.

        Args:
            transcript: the cleaned transcript.
            language: what the engine writes in, BCP 47.
            engine: the engine's name.
            pool: where the laws are applied; threads without one.
        """
        self.sections: list[Section] = []
        self._transcript = transcript
        self._language = language
        self._engine = engine
        self._pool = pool or ThreadPool()
        self._usage = Usage()
        self._notes = list(transcript.notes)
        self._partial_notes: list[str] = []
        self._wrote = False

    @property
    def covered(self) -> int:
        """Return how many of the transcript's cues are in sections so far."""
        return self.sections[-1].last + 1 if self.sections else 0

    @property
    def total(self) -> int:
        """Return how many cues the transcript has."""
        return len(self._transcript.cues)

    async def add(self, batch: Batch) -> tuple[Section, ...]:
        """Return the sections that a batch adds, which follow on those there are.

        A batch reaches as far as its furthest draft; the engine's last one is followed by `finish`.
        """
        self._usage += batch.usage
        self._notes += batch.notes
        self._partial_notes += batch.partial_notes
        self._wrote = self._wrote or (bool(batch.drafts) and not batch.fell_back)
        last = max((max(draft.first, draft.last) for draft in batch.drafts), default=-1)
        return await self._follow(batch.drafts, min(last, self.total - 1))

    async def finish(self) -> tuple[Section, ...]:
        """Return a section for the cues that the engine left out at the end, if it did."""
        return await self._follow((), self.total - 1)

    async def close(self, closing: Closing, usage: Usage, notes: tuple[str, ...]) -> Summary:
        """Return the summary."""
        transcript = self._transcript
        spent = self._usage + usage
        wrote = bool(spent.output_tokens) and (self._wrote or not closing.fell_back)
        conclusion, guests = await self._pool.run(_lawful_closing, closing, transcript)
        return Summary(
            video=transcript.video,
            language=self._language,
            # A model that never replied, or whose replies were of no use, has written nothing.
            engine=self._engine if wrote else "offline",
            kind=transcript.kind,
            cues=len(transcript.cues),
            sections=tuple(self.sections),
            conclusion=conclusion,
            guests=guests,
            coverage=self.covered / len(transcript.cues),
            # Of a summary that is offline as a whole, the conclusion needn't be said to be.
            notes=tuple(dict.fromkeys((*self._notes, *((*self._partial_notes, *notes) if wrote else ())))),
            usage=spent,
            spoken=transcript.language,
        )

    async def _follow(self, drafts: Sequence[Draft], last: int) -> tuple[Section, ...]:
        first = self.covered
        if first > last:
            return ()
        titles = tuple(section.title for section in self.sections)
        sections = await self._pool.run(_lawful_sections, self._transcript, tuple(drafts), first, last, titles)
        self.sections += sections
        return sections


def _lawful_sections(
    transcript: Transcript, drafts: tuple[Draft, ...], first: int, last: int, titles: tuple[str, ...]
) -> tuple[Section, ...]:
    # Here and below: what computes takes NumPy and 25 MB, which a process that leaves it to others needn't hold.
    from core.laws.drafts import lawful_sections  # noqa: PLC0415

    return lawful_sections(transcript, drafts, first, last, titles)


def _lawful_closing(closing: Closing, transcript: Transcript) -> tuple[Conclusion, tuple[str, ...]]:
    from core.laws.closing import lawful_conclusion, lawful_guests  # noqa: PLC0415

    return lawful_conclusion(closing, transcript), lawful_guests(closing, transcript)
