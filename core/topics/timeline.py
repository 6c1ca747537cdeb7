"""When each cue begins, and how long sections of such a video usually are."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.model import Transcript

Floats: TypeAlias = NDArray[np.float64]
Positions: TypeAlias = NDArray[np.intp]
Flags: TypeAlias = NDArray[np.bool_]

_MINUTE = 60.0
# The longer a video, the longer its sections: people make about minutes^0.7 chapters.
_GROWTH = 0.7


@dataclass(frozen=True, slots=True)
class Timeline:
    """The starts of the cues and the end of the last, in seconds."""

    starts: Floats
    end: float

    @property
    def usual(self) -> float:
        """How many sections people make of a video of this length; at least one."""
        minutes = (self.end - float(self.starts[0])) / _MINUTE
        return float(max(1.0, minutes**_GROWTH))

    @property
    def length(self) -> float:
        """How long a section usually is, in seconds; more than zero."""
        return max((self.end - float(self.starts[0])) / self.usual, 1.0)

    def around(self, seconds: float) -> tuple[Positions, Positions]:
        """Return for each cue the first cue within `seconds` before it, and the first one not within them after it."""
        before = np.searchsorted(self.starts, self.starts - seconds)
        return before, np.searchsorted(self.starts, self.starts + seconds)


def timeline(transcript: Transcript) -> Timeline:
    """Return the timeline of a transcript."""
    return Timeline(np.array([cue.start for cue in transcript.cues]), transcript.end)


def standard(values: Floats) -> Floats:
    """Return values less their mean and over their standard deviation; zeros where all are the same."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > np.finfo(float).eps else np.zeros(len(values))
