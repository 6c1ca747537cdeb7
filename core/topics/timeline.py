"""When each cue begins, and how long sections of such a video usually are."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.model import Transcript

Floats: TypeAlias = NDArray[np.float64]
Positions: TypeAlias = NDArray[np.intp]

_MINUTE = 60.0
# The longer a video, the longer its sections: people make about minutes^0.7 chapters.
_GROWTH = 0.7
_LONGEST = 12 * 60.0  # minutes: a longer video is silent for most of it, or a caption is out of place


@dataclass(frozen=True, slots=True)
class Timeline:
    """The starts of the cues and the end of the last, in seconds."""

    starts: Floats
    end: float

    @property
    def usual(self) -> float:
        """How many sections people make of a video of this length; at least one."""
        minutes = (self.end - float(self.starts[0])) / _MINUTE
        return float(max(1.0, min(minutes, _LONGEST) ** _GROWTH))

    @property
    def length(self) -> float:
        """How long a section usually is, in seconds; more than zero."""
        return max((self.end - float(self.starts[0])) / self.usual, 1.0)

    @property
    def chance(self) -> float:
        """How likely a section begins at any one cue."""
        return min(0.5, self.usual / len(self.starts))

    def cut(self, seconds: float) -> Positions:
        """Return for each cue the number of the block of so many seconds that it begins in, from 0 on."""
        numbers: Positions = ((self.starts - self.starts[0]) / seconds).astype(np.intp)
        return numbers

    def around(self, seconds: float) -> tuple[Positions, Positions]:
        """Return for each cue the first cue within `seconds` before it, and the first one not within them after it."""
        before = np.searchsorted(self.starts, self.starts - seconds)
        return before, np.searchsorted(self.starts, self.starts + seconds)


def highest(values: Floats, first: Positions, end: Positions) -> Floats:
    """Return the highest of the values of each range from `first` up to, but without, `end`; no range is empty.

    Each range is two that overlap and are as long as a power of two (Bender & Farach-Colton 2000: sparse table), so
    that ranges may be long: all cues may have one time.
    """
    found = np.empty(len(first))
    lengths = end - first
    level, length = values, 1
    while length <= lengths.max():
        here = (length <= lengths) & (lengths < 2 * length)
        found[here] = np.maximum(level[first[here]], level[end[here] - length])
        level, length = np.maximum(level[:-length], level[length:]), 2 * length
    return found


def timeline(transcript: Transcript) -> Timeline:
    """Return the timeline of a transcript."""
    return Timeline(np.array([cue.start for cue in transcript.cues]), transcript.end)


def standard(values: Floats) -> Floats:
    """Return values less their mean and over their standard deviation; zeros where all are the same."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > np.finfo(float).eps else np.zeros(len(values))
