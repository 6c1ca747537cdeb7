"""What an engine says before the laws have been applied to it. Engines name cues, never times."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from core.model import Section, Transcript, Usage


@dataclass(frozen=True, slots=True)
class Draft:
    """A section as an engine proposes it: `first` and `last` are positions in the transcript's cues, both inside."""

    first: int
    last: int
    title: str
    summary: str
    quote: str


@dataclass(frozen=True, slots=True)
class DraftTakeaway:
    """A takeaway and the position of the cue it comes from."""

    text: str
    cue: int


@dataclass(frozen=True, slots=True)
class Closing:
    """What an engine says of the whole video."""

    text: str
    takeaways: tuple[DraftTakeaway, ...]
    guests: tuple[str, ...] = ()
    fell_back: bool = False
    """Whether another engine wrote it, in place of the one that was asked."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Consecutive drafts that are ready, what they took, and in words what fell back or was left out."""

    drafts: tuple[Draft, ...]
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
    partial_notes: tuple[str, ...] = ()
    """Notes for a summary of which the engine has written a part; one that is offline as a whole says that anyway."""
    fell_back: bool = False
    """Whether another engine wrote the drafts, in place of the one that was asked."""


class Engine(Protocol):
    """Writes sections and the conclusion. Both methods hold a deadline of their own and raise only `CuepointError`."""

    @property
    def name(self) -> str:
        """Return "offline" or the model's name, as people are shown it."""
        ...

    @property
    def fingerprint(self) -> str:
        """Return what of this engine changes its results: version, model, prompts. Part of the cache key."""
        ...

    @property
    def translates(self) -> bool:
        """Return whether it can write in another language than the transcript's."""
        ...

    def write(self, transcript: Transcript, language: str) -> AsyncIterator[Batch]:
        """Yield the drafts in the video's order, as soon as each run of them is ready, together covering every cue.

        Args:
            transcript: the cleaned transcript.
            language: what to write in, BCP 47.
        """
        ...

    async def close(
        self, transcript: Transcript, language: str, sections: tuple[Section, ...]
    ) -> tuple[Closing, Usage, tuple[str, ...]]:
        """Return the conclusion of all the sections, what it took, and notes on what fell back.

        Args:
            transcript: the cleaned transcript.
            language: what to write in, BCP 47.
            sections: the lawful sections made of this engine's drafts.
        """
        ...
