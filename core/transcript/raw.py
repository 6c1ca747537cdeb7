"""Captions as their source gives them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawCue:
    """A caption in plain text, times in seconds. `text` may have several lines; `speaker` is named by the source."""

    start: float
    duration: float
    text: str
    speaker: str = ""

    @property
    def end(self) -> float:
        """When the caption goes, in seconds."""
        return self.start + self.duration
