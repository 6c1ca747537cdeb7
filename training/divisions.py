"""Talks divided into sections that have people's titles."""

import statistics
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from core.model import Transcript
from core.offline.material import Material, material
from core.offline.stretch import Stretch
from core.topics.shifts import section_starts
from training.scorer import Scorer, scorer
from training.talks import VARIANTS, Talk, talks

_NEAR = 30.0  # seconds: a chapter has the section that begins within so many


@dataclass(frozen=True, slots=True)
class Division:
    """A variant of a talk in sections: people's, or those that topics have; by position of the first cue of each."""

    talk: Talk
    variant: str
    by: str
    transcript: Transcript
    starts: tuple[int, ...]
    scorer: Scorer

    @property
    def material(self) -> Material:
        """The transcript, read."""
        return material(self.transcript)

    def stretches(self) -> Iterator[Stretch]:
        """Yield the sections."""
        for first, end in pairwise([*self.starts, len(self.transcript.cues)]):
            yield self.material.stretch(first, end - 1)

    def titled(self) -> Iterator[tuple[str, int]]:
        """Yield the chapters' titles that say something, with the number of the section that is near, else -1."""
        times = [self.transcript.cues[start].start for start in self.starts]
        for title, start in zip(self.talk.titles, self.talk.chapters, strict=True):
            if not self.scorer.TRIVIAL.match(title):
                number = min(range(len(times)), key=lambda at: abs(times[at] - start))
                yield title, number if abs(times[number] - start) <= _NEAR else -1

    def score(self, title_of: Callable[[Stretch], str]) -> float:
        """Return how much titles share with people's, as the scorer counts it: 0 for a chapter without a section."""
        given = [title_of(stretch) for stretch in self.stretches()]
        shared = (self.scorer.rouge(title, given[at]) if at >= 0 else 0.0 for title, at in self.titled())
        return statistics.mean(shared)


def divisions() -> Iterator[Division]:
    """Yield the talks that may be learned from, each in all its variants, divided by people and by topics."""
    measure = scorer()
    for talk in talks():
        for name, variant in VARIANTS.items():
            transcript = variant(talk.transcript)
            yield Division(talk, name, "people", transcript, _of_people(talk, transcript), measure)
            yield Division(talk, name, "topics", transcript, section_starts(transcript), measure)


def _of_people(talk: Talk, transcript: Transcript) -> tuple[int, ...]:
    starts = [cue.start for cue in transcript.cues]
    return tuple(sorted({0, *(min(bisect_left(starts, start), len(starts) - 1) for start in talk.chapters)}))
