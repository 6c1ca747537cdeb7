"""The transcripts that somebody punctuated, as speech without marks, and how much of their sentences is found again."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.captions.parse import parse
from core.language.gaps import Tables, log_odds
from core.language.lists import primary
from core.language.punctuation import Punctuation
from core.language.shown import tidy
from core.language.speech import Speech
from core.language.turns import turns
from core.model import Cue, Transcript
from training.talks import FOLDER

_WORD = re.compile(r"[\w'’-]+")
_WORDS_A_CAPTION = 7
_PACE = 2.5
_PARTS = 4


@dataclass(frozen=True)
class Spoken:
    """A transcript's words without marks, and 1 for each word but the first that begins a sentence."""

    name: str
    language: str
    words: tuple[str, ...]
    begins: NDArray[np.float64]

    def log_odds(self, known: Tables | None) -> NDArray[np.float64]:
        """Return the log-odds of each gap, by what is known."""
        return next(log_odds([self.words], self.language, known))

    def quarters(self) -> Iterator[tuple["Spoken", list["Spoken"]]]:
        """Yield each quarter of a talk, and what is left of it."""
        edges = [len(self.begins) * part // _PARTS for part in range(_PARTS + 1)]
        for start, stop in pairwise(edges):
            yield self._cut(start, stop), [self._cut(0, start), self._cut(stop, len(self.begins))]

    def _cut(self, start: int, stop: int) -> "Spoken":
        return Spoken(self.name, self.language, self.words[start : stop + 1], self.begins[start:stop])

    def captions(self) -> list[Cue]:
        """Return its words as automatic captions would have them: seven a caption, in lower case, without a pause."""
        lines = [self.words[at : at + _WORDS_A_CAPTION] for at in range(0, len(self.words), _WORDS_A_CAPTION)]
        long = _WORDS_A_CAPTION / _PACE
        return [Cue(long * at, long, " ".join(line).lower()) for at, line in enumerate(lines)]


def spoken(folder: Path = FOLDER) -> Iterator[Spoken]:
    """Yield the transcripts that may be learned from: under the MIT licence, long and with marks."""
    for file in sorted(folder.glob("*.json")):
        if json.loads(file.read_text(encoding="utf-8"))["license"].startswith("MIT"):
            transcript = parse(file.name, file.read_bytes())
            punctuation = Punctuation([cue.text for cue in transcript.cues], transcript.language)
            if punctuation.used:
                yield _read(file.stem, transcript, punctuation)


def _read(name: str, transcript: Transcript, punctuation: Punctuation) -> Spoken:
    """Return a transcript without its marks."""
    pieces = [turn.text[start:end] for turn in turns(transcript.cues) for start, end in punctuation.spans(turn.text)]
    said = [_WORD.findall(tidy(piece)) for piece in pieces]
    first = list(chain.from_iterable([1.0, *[0.0] * (len(words) - 1)] for words in said if words))
    return Spoken(name, primary(transcript.language), tuple(chain.from_iterable(said)), np.array(first[1:]))


def found_again(one: Spoken, known: Tables) -> float:
    """Return how well the beginnings of a talk's sentences are found by what is known, as F1."""
    cues = one.captions()
    (turn,) = turns(cues)
    spans = list(Speech(cues, [turn.text], one.language, known=known).spans(turn, (0, len(turn.text))))
    ends = np.cumsum([len(turn.text[span.start : span.end].split()) for span in spans])[:-1]
    return 2 * float(one.begins[ends - 1].sum()) / (len(ends) + float(one.begins.sum()))
