"""What happens while a summary is written, in the order in which it is told."""

from dataclasses import dataclass

from core.errors import Failure
from core.model import Section, Summary, TranscriptKind, Video


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nobody has begun: so many other videos come first. It is told now and then, before `Found`; never on a feed."""

    before: int


@dataclass(frozen=True, slots=True)
class Found:
    """The transcript is there; `cues` says how many captions it has.

    `offline` says that the offline engine writes, as the budget for the model is spent.
    """

    video: Video
    language: str
    kind: TranscriptKind
    cues: int
    offline: bool = False


@dataclass(frozen=True, slots=True)
class SectionReady:
    """The section at `index`, counted from 0, is written. Sections come in the video's order, each once."""

    index: int
    section: Section


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of the transcript's cues are in sections that were told."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Finished:
    """All is there. It is the last event."""

    summary: Summary


Event = Waiting | Found | SectionReady | Progress | Finished


@dataclass(frozen=True, slots=True)
class Told:
    """What a computation tells on its feed: an event, or the failure that ends it."""

    event: Event | None = None
    failure: Failure | None = None
