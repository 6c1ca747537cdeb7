"""The words of Cuepoint as data. All times are seconds from the start of the video."""

from dataclasses import dataclass, field
from enum import StrEnum


class Site(StrEnum):
    """Where a video lies."""

    YOUTUBE = "youtube"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class VideoRef:
    """Which video: its site and its id there (of a caption file, the hash of its content)."""

    site: Site
    id: str

    def __str__(self) -> str:
        return f"{self.site}:{self.id}"


@dataclass(frozen=True, slots=True)
class Cue:
    """One timed caption, cleaned.

    `speaker` names who starts to speak here as the captions name them, ">>" for somebody unnamed, "" where
    nobody new starts. A cue holds words of one speaker only. `after_gap` says that captions right before it were left
    out, so that nothing is said on from the cue before.
    """

    start: float
    duration: float
    text: str
    speaker: str = ""
    after_gap: bool = False

    @property
    def end(self) -> float:
        """When the caption goes, in seconds."""
        return self.start + self.duration


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter the video's creator made."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Video:
    """What is known of a video beside its words. `published` is an ISO date; `url` is None for a caption file."""

    ref: VideoRef
    title: str
    url: str | None = None
    channel: str | None = None
    published: str | None = None
    duration: float = 0.0
    description: str = ""
    chapters: tuple[Chapter, ...] = ()


class TranscriptKind(StrEnum):
    """How a transcript came to be."""

    MANUAL = "manual"
    AUTOMATIC = "automatic"
    TRANSLATED = "translated"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Transcript:
    """A video's cues in order of start, in one language (BCP 47). There is at least one cue, and none is empty.

    `notes` says what was left out on the way (see `core.notes`); `captioned` is where the first caption starts and the
    last ends, in seconds, those without words ("[Music]") counted too.
    """

    video: Video
    language: str
    kind: TranscriptKind
    cues: tuple[Cue, ...]
    notes: tuple[str, ...] = ()
    captioned: tuple[float, float] | None = None

    @property
    def start(self) -> float:
        """Where the first caption starts, in seconds; at most the start of the first cue."""
        return min(self.cues[0].start, self.captioned[0]) if self.captioned else self.cues[0].start

    @property
    def end(self) -> float:
        """Where the last caption ends, in seconds; at least the start of the last cue."""
        return max(*(cue.end for cue in self.cues), self.captioned[1] if self.captioned else 0.0)


@dataclass(frozen=True, slots=True)
class Quote:
    """A contiguous run of the transcript's own words; `start` is the start of the cue it begins in."""

    text: str
    start: float


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the video on one topic. `first` and `last` are positions in the transcript's cues, both inside.

    `again` names other moments at which the topic is taken up: starts of cues outside of it, ascending.
    """

    title: str
    start: float
    end: float
    summary: str
    quote: Quote | None
    first: int
    last: int
    again: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Takeaway:
    """One thing to remember, and the moment it comes from."""

    text: str
    start: float


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the whole video comes to."""

    text: str
    takeaways: tuple[Takeaway, ...] = ()


@dataclass(frozen=True, slots=True)
class Usage:
    """What a model was asked for: calls, tokens (`cached_tokens` are part of `input_tokens`), US dollars if known."""

    calls: int = 0
    input_tokens: int = 0
    cached_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None

    def __add__(self, other: "Usage") -> "Usage":
        """Return both together; a cost is unknown only where no part of it is known."""
        costs = [cost for cost in (self.cost, other.cost) if cost is not None]
        return Usage(
            self.calls + other.calls,
            self.input_tokens + other.input_tokens,
            self.cached_tokens + other.cached_tokens,
            self.output_tokens + other.output_tokens,
            sum(costs) if costs else None,
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """A video as sections and a conclusion.

    `engine` is "offline" or the model's name; `coverage` the share of the cues that lie in a section; `cues` how many
    there are; `notes` says what was left out or fell back, as `core.notes` has it; `spoken` is the transcript's
    language. `topic` is what it is about, by its terms and their weights, if somebody asked who may be shown others on
    the same topic.
    """

    video: Video
    language: str
    engine: str
    kind: TranscriptKind
    cues: int
    sections: tuple[Section, ...]
    conclusion: Conclusion
    guests: tuple[str, ...] = ()
    coverage: float = 1.0
    notes: tuple[str, ...] = ()
    usage: Usage = field(default_factory=Usage)
    spoken: str = ""
    topic: dict[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Related:
    """An earlier summary on the same topic: the video's title, and the address of its thread."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of the transcript that a claim rests on, in the transcript's own words."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply to a question. Where it is not supported, the citations are the nearest moments.

    `notes` says in words what fell back.
    """

    question: str
    text: str
    supported: bool
    citations: tuple[Citation, ...]
    usage: Usage = field(default_factory=Usage)
    notes: tuple[str, ...] = ()
