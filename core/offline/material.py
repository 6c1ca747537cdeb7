"""What all the offline writing about a transcript rests on, made once."""

from dataclasses import dataclass
from functools import lru_cache

from core.model import Transcript
from core.offline.phrases import Phrases
from core.offline.reading import Reading
from core.offline.stretch import Stretch
from core.offline.worth import Worth


@dataclass(frozen=True, slots=True)
class Material:
    """A transcript as it was read, what its sentences are worth, and its phrases."""

    reading: Reading
    worth: Worth
    phrases: Phrases

    def stretch(self, first: int, last: int) -> Stretch:
        """Return what is said in the cues at two positions, both inside."""
        return Stretch(self.reading, self.worth, first, last)

    def whole(self) -> Stretch:
        """Return all that is said, in one part: what comes up in all of a video needn't be what it is about."""
        return Stretch(self.reading, self.worth, 0, len(self.reading.transcript.cues) - 1, parts=1)


@lru_cache(maxsize=2)
def material(transcript: Transcript) -> Material:
    """Return the material of a transcript; the last two are kept, since sections and conclusion need the same."""
    reading = Reading(transcript)
    return Material(reading, Worth(reading), Phrases(reading))
