"""Caption files that are several put together, as a player's downloads of an HLS stream are.

Each piece of a stream begins with "WEBVTT" and may map its own clock to the stream's (X-TIMESTAMP-MAP, RFC 8216,
section 3.5). A caption shown across a cut stands in both pieces.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from adapters.captions.timing import CLOCK, seconds_of
from core.transcript.raw import RawCue

_LOCAL = re.compile(rf"LOCAL\s?:\s?{CLOCK}")
_MPEGTS = re.compile(r"MPEGTS\s?:\s?(\d{1,12})")
_TICKS = 90_000  # a second, of an MPEG-2 transport stream
_WRAP = 2**33 / _TICKS  # seconds after which its clock starts anew
_AT_THE_CUT = 4  # captions: no more are on the screen
_TOUCH = 0.1  # seconds between two halves of one caption
_LEAST_AGAIN = 4  # starts, and half of them: so many are equal where a piece tells the same minutes in another language


@dataclass(slots=True)
class Segment:
    """One piece of a file: its captions, and by how much its clock lags behind the stream's, if it says so."""

    cues: list[RawCue]
    offset: float | None = None


def read_timestamp_map(line: str) -> float | None:
    """Return how many seconds a line of a header says to add to the times under it; None where it says nothing."""
    if "X-TIMESTAMP-MAP" not in line:
        return None
    line = line[:200]
    ticks, local = _MPEGTS.search(line), _LOCAL.search(line)
    if not ticks:
        return None
    return int(ticks[1]) / _TICKS - (seconds_of(*local.groups()) if local else 0.0)


def join_segments(segments: Sequence[Segment]) -> tuple[list[RawCue], bool]:
    """Return the captions of all pieces on the clock of the first one, and whether some times had to be estimated.

    A piece that begins anew and doesn't say where it belongs comes after the one before.
    """
    joined = _Joined()
    first = next((segment.offset for segment in segments if segment.offset is not None), 0.0)
    for segment in segments:
        shift = ((segment.offset - first) % _WRAP) if segment.offset is not None else 0.0
        joined.add(_shifted(segment.cues, shift - _WRAP if shift > _WRAP / 2 else shift))
    return joined.cues, joined.estimated


@dataclass(slots=True)
class _Joined:
    """The captions of the pieces so far, the words at each start, and when the last one ends."""

    cues: list[RawCue] = field(default_factory=list)
    told: dict[float, str] = field(default_factory=dict)
    last_start: float = -math.inf
    end: float = 0.0
    estimated: bool = False

    def add(self, cues: list[RawCue]) -> None:
        """Add a piece; a caption that the cut went through becomes one again."""
        if self._starts_anew(cues):
            self.estimated = True
            cues = _shifted(cues, self.end)
        cut = len(self.cues)
        for number, cue in enumerate(cues):
            before = range(max(0, cut - _AT_THE_CUT), cut) if number < _AT_THE_CUT else ()
            again = [at for at in before if _goes_on(self.cues[at], cue)]
            if again:
                whole = self.cues[again[-1]]
                self.cues[again[-1]] = replace(whole, duration=round(max(whole.end, cue.end) - whole.start, 3))
            else:
                self.cues.append(cue)
        for cue in cues:
            if math.isfinite(cue.start):
                self.told[cue.start] = cue.text
                self.last_start = max(self.last_start, cue.start)
                self.end = max(self.end, cue.start + max(cue.duration, 0.0) if math.isfinite(cue.end) else cue.start)

    def _starts_anew(self, cues: Sequence[RawCue]) -> bool:
        """Return whether a piece's times begin again, and are not those of the same minutes told once more."""
        timed = [cue for cue in cues if math.isfinite(cue.start)]
        first = timed[0] if timed else None
        if first is None or first.start >= self.last_start or self.told.get(first.start) == first.text:
            return False
        again = sum(cue.start in self.told for cue in timed)
        return again < _LEAST_AGAIN or 2 * again < len(timed)


def _shifted(cues: list[RawCue], seconds: float) -> list[RawCue]:
    return [replace(cue, start=round(cue.start + seconds, 3)) for cue in cues] if seconds else cues


def _goes_on(before: RawCue, cue: RawCue) -> bool:
    same = (before.text, before.speaker) == (cue.text, cue.speaker)
    return same and before.start <= cue.start <= before.end + _TOUCH
