"""Captions as their source gives them."""

from dataclasses import dataclass

_LATEST = 100 * 3600.0  # seconds: no video is that long


@dataclass(frozen=True, slots=True)
class RawCue:
    """A caption in plain text, times in seconds. `text` may have several lines; `speaker` is named by the source.

    `after_gap` says that captions right before it were left out.
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


def is_possible(seconds: float) -> bool:
    """Return whether a time can be a moment of a video: a number, not negative, and less than a hundred hours."""
    return 0 <= seconds < _LATEST
