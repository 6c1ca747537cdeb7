"""What one speaker says without another starting, and without captions missing in between."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.model import Cue


@dataclass(frozen=True, slots=True)
class Turn:
    """A speaker's words: the text of the cues joined by single spaces, and where in it each of them begins."""

    text: str
    first: int
    offsets: tuple[int, ...]

    def cue(self, offset: int) -> int:
        """Return the position of the cue that a character of the text comes from."""
        return self.first + self._before(offset)

    def begins(self, offset: int) -> bool:
        """Return whether a cue begins at a character of the text."""
        return self.offsets[self._before(offset)] == offset

    def _before(self, offset: int) -> int:
        return bisect_right(self.offsets, offset) - 1


def turns(cues: Sequence[Cue]) -> Iterator[Turn]:
    """Yield the turns of cues in their order."""
    starts = [at for at, cue in enumerate(cues) if cue.speaker or cue.after_gap or at == 0]
    for first, end in zip(starts, [*starts[1:], len(cues)], strict=True):
        offsets, length = [], 0
        for cue in cues[first:end]:
            offsets.append(length)
            length += len(cue.text) + 1
        yield Turn(" ".join(cue.text for cue in cues[first:end]), first, tuple(offsets))
