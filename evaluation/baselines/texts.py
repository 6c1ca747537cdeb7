"""What the methods count: terms in equal runs, and sentences."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from core.language.sentences import Sentence, sentences
from core.language.words import terms
from core.model import Transcript

Floats = NDArray[np.float64]


def runs(transcript: Transcript, size: int) -> tuple[list[list[str]], list[int]]:
    """Return the terms in runs of so many, and for each run the position of the cue that it begins in."""
    said = [(term, at) for at, cue in enumerate(transcript.cues) for term in terms(cue.text, transcript.language)]
    parts = [said[at : at + size] for at in range(0, len(said), size)] or [[("", 0)]]
    return [[term for term, _ in part] for part in parts], [part[0][1] for part in parts]


def table(bags: Sequence[Sequence[str]]) -> Floats:
    """Return how often each term (columns) comes in each bag (rows)."""
    numbers: dict[str, int] = {}
    for bag in bags:
        for term in bag:
            numbers.setdefault(term, len(numbers))
    counts = np.zeros((len(bags), max(1, len(numbers))))
    for row, bag in enumerate(bags):
        np.add.at(counts[row], [numbers[term] for term in bag], 1.0)
    return counts


def weighed(counts: Floats) -> Floats:
    """Return counts times the logarithm of how many bags there are for each that has the term (TF-IDF)."""
    rare: Floats = np.log(len(counts) / np.maximum(1, (counts > 0).sum(axis=0)))
    return counts * rare


def unit(vectors: Floats) -> Floats:
    """Return rows of length 1, those of zeros as they are."""
    lengths: Floats = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.maximum(lengths, np.finfo(float).tiny)


def content(transcript: Transcript) -> Iterator[tuple[Sentence, list[str]]]:
    """Yield the sentences that have four terms or more, and their terms."""
    for sentence in sentences(transcript.cues, transcript.language):
        said = terms(sentence.text, transcript.language)
        if len(said) >= 4:  # noqa: PLR2004 - what is shorter is no statement
            yield sentence, said


def usual_count(transcript: Transcript) -> int:
    """Return how many sections people make of a video: about minutes^0.7, as Cuepoint has it too."""
    minutes = (transcript.end - transcript.start) / 60
    return round(float(max(1.0, minutes) ** 0.7))
