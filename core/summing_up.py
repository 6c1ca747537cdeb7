"""A summary while it grows: what an engine proposes goes in, what holds the laws comes out."""

from collections.abc import Iterator
from dataclasses import replace

from core.drafts import Batch, Closing
from core.laws.closing import lawful_conclusion, lawful_guests
from core.laws.sections import QuoteChooser, contiguous, end_of, lawful
from core.model import Section, Summary, Transcript, Usage
from core.topics.recurring import Recurring


class SummingUp:
    """Collects an engine's batches into a summary."""

    def __init__(self, transcript: Transcript, language: str, engine: str, choose: QuoteChooser | None = None) -> None:
        """Begin a summary; reading the transcript for topics that come back takes a second for ten hours of it."""
        self.sections: list[Section] = []
        self._transcript = transcript
        self._language = language
        self._engine = engine
        self._choose = choose
        self._titles: set[str] = set()
        self._recurring = Recurring(transcript)
        self._usage = Usage()
        self._notes = list(transcript.notes)

    @property
    def covered(self) -> int:
        """Return how many of the transcript's cues are in sections so far."""
        return self.sections[-1].last + 1 if self.sections else 0

    @property
    def total(self) -> int:
        """Return how many cues the transcript has."""
        return len(self._transcript.cues)

    def add(self, batch: Batch) -> Iterator[Section]:
        """Yield the sections that a batch adds, which follow on those there are.

        A batch reaches as far as its furthest draft; the engine's last one is followed by `finish`.
        """
        self._usage += batch.usage
        self._notes += batch.notes
        last = max((max(draft.first, draft.last) for draft in batch.drafts), default=-1)
        yield from self._follow(batch, min(last, len(self._transcript.cues) - 1))

    def finish(self) -> Iterator[Section]:
        """Yield a section for the cues that the engine left out at the end, if it did."""
        yield from self._follow(Batch(()), len(self._transcript.cues) - 1)

    def close(self, closing: Closing, usage: Usage, notes: tuple[str, ...]) -> Summary:
        """Return the summary."""
        transcript = self._transcript
        spent = self._usage + usage
        return Summary(
            video=transcript.video,
            language=self._language,
            # A model that never replied has written nothing.
            engine=self._engine if spent.output_tokens else "offline",
            kind=transcript.kind,
            cues=len(transcript.cues),
            sections=tuple(self.sections),
            conclusion=lawful_conclusion(closing, transcript),
            guests=lawful_guests(closing, transcript),
            coverage=self.covered / len(transcript.cues),
            notes=tuple(dict.fromkeys((*self._notes, *notes))),
            usage=spent,
            spoken=transcript.language,
        )

    def _follow(self, batch: Batch, last: int) -> Iterator[Section]:
        first = self.covered
        if first > last:
            return
        for draft in contiguous(batch.drafts, self._transcript.cues, first, last):
            end = end_of(self._transcript, draft.last)
            section = lawful(draft, self._transcript, end, self._titles, self._choose)
            section = replace(section, again=self._recurring.of(section.first, section.last))
            self.sections.append(section)
            yield section
