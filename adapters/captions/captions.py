"""The captions of a file before they are cleaned."""

from dataclasses import dataclass

from core.transcript.raw import RawCue


@dataclass(frozen=True, slots=True)
class Captions:
    """What a caption file says: its cues, and what it knows of the video.

    `duration` is in seconds, 0 if unknown. `language` is the file's own statement, in any spelling. `notes` are
    sentences for readers about what had to be estimated.
    """

    cues: tuple[RawCue, ...]
    title: str = ""
    channel: str | None = None
    published: str | None = None
    language: str = ""
    duration: float = 0.0
    notes: tuple[str, ...] = ()
