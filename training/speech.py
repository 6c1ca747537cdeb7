"""Learns which words sentences of speech begin and end with: `python -m training.speech` writes the weights.

From the MIT-licensed transcripts that somebody punctuated: their marks are taken away, and a logistic regression on the
two words before and the two words after each gap says where they stood. With `--measure` it writes nothing, and prints
how many sentences are found again in each talk (F1 of where they begin) by what was learned from the others.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from adapters.captions.parse import parse
from core.language.learned import BIAS, LEARNED, OTHER, PLACES, Weights, folded
from core.language.lists import primary
from core.language.punctuation import Punctuation
from core.language.shown import tidy
from core.language.speech import Speech
from core.language.turns import turns
from core.model import Cue, Transcript
from training.talks import FOLDER

_WORD = re.compile(r"[\w'’-]+")
_OFTEN = 10
_WORDS_A_CAPTION = 7
_STEPS, _BATCH, _PACE, _DECAY = 12, 512, 0.3, 1e-5
_HEADER = """\
# How the words around a gap speak for a sentence's beginning there, in log-odds: the second and the first word before
# it, the first and the second after it. "*" is any word with meaning, and "_" what holds without looking at words.
# Learned by training/speech.py from the punctuated MIT-licensed transcripts in ../shared/data/transcripts alone:
# {names}.
"""


@dataclass(frozen=True)
class Spoken:
    """A transcript's words without marks, and 1 for each word but the first that begins a sentence."""

    name: str
    transcript: Transcript
    words: tuple[str, ...]
    begins: NDArray[np.float64]

    @property
    def language(self) -> str:
        """The code of its language."""
        return primary(self.transcript.language)

    @cached_property
    def near(self) -> list[tuple[str, ...]]:
        """The words around each gap, "" where there is none."""
        padded = ["", *(folded(word, self.language) for word in self.words), ""]
        gaps = range(2, len(padded) - 1)
        return [tuple(padded[at + place] for place in PLACES) for at in gaps]


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
    return Spoken(name, transcript, tuple(chain.from_iterable(said)), np.array(first[1:]))


def learned(from_: Sequence[Spoken]) -> dict[str, tuple[float, ...]]:
    """Return the weights that tell best where sentences begin in transcripts of one language (by AdaGrad)."""
    near = [around for one in from_ for around in one.near]
    often = {word for word, count in Counter(around[1] for around in near).items() if count >= _OFTEN} | {OTHER}
    kept = often | {""}
    numbers: dict[tuple[int, str], int] = {}
    table = np.array(
        [
            [numbers.setdefault((place, word if word in kept else OTHER), len(numbers)) for place, word in pairs]
            for pairs in (enumerate(around) for around in near)
        ]
    )
    found = _fitted(table, np.concatenate([one.begins for one in from_]))
    places = range(len(PLACES))
    weights = {
        word: tuple(round(float(found[numbers[at, word]]) if (at, word) in numbers else 0.0, 2) for at in places)
        for word in sorted(often)
    }
    return {BIAS: (round(float(found[-1]), 2),)} | weights


def _fitted(table: NDArray[np.int64], begins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of each number in the table, and last that of the bias."""
    bias = int(table.max()) + 1
    table = np.column_stack([table, np.full(len(table), bias)])
    weights, squares, shuffled = np.zeros(bias + 1), np.full(bias + 1, 1e-3), np.random.default_rng(0)
    for _ in range(_STEPS):
        order = shuffled.permutation(len(table))
        for start in range(0, len(order), _BATCH):
            rows = table[order[start : start + _BATCH]]
            wrong = 1 / (1 + np.exp(-weights[rows].sum(axis=1))) - begins[order[start : start + _BATCH]]
            slope = np.bincount(rows.ravel(), np.repeat(wrong, rows.shape[1]), bias + 1) + _DECAY * _BATCH * weights
            squares += slope * slope
            weights -= _PACE * slope / np.sqrt(squares)
    return weights


def left_out(all_: Sequence[Spoken]) -> Iterator[tuple[Spoken, float, float]]:
    """Yield each talk with the F1 of its sentences' beginnings, found by what the talks of its language taught.

    Those are the others, or each half of it where there is none; and the F1 without anything learned.
    """
    for one in all_:
        others = [other for other in all_ if other is not one and other.language == one.language]
        yield one, _score(one, learned(others) if others else {}), _score(one, {})


def _score(one: Spoken, weights: Weights) -> float:
    """Return the F1 of sentences' beginnings in the words alone, captions of seven words without a pause."""
    lines = [
        " ".join(one.words[at : at + _WORDS_A_CAPTION]).lower() for at in range(0, len(one.words), _WORDS_A_CAPTION)
    ]
    cues = [Cue(float(at), 1.0, line) for at, line in enumerate(lines)]
    (turn,) = turns(cues)
    spans = list(Speech(cues, one.language, weights).spans(turn, (0, len(turn.text)), 0))
    sizes = np.cumsum([len(turn.text[span.start : span.end].split()) for span in spans])[:-1]
    right = float(one.begins[sizes - 1].sum())
    return 2 * right / (len(sizes) + float(one.begins.sum()))


def main() -> None:
    """Learn and write the weights, or measure."""
    all_ = list(spoken())
    if "--measure" in sys.argv:
        for one, with_, without in left_out(all_):
            sys.stdout.write(f"{one.name:34} {with_:.3f}, not learned {without:.3f}\n")
        return
    lines = [
        " ".join([language, word, *map(str, numbers)]) + "\n"
        for language in sorted({one.language for one in all_})
        for word, numbers in learned([one for one in all_ if one.language == language]).items()
    ]
    names = ", ".join(one.name for one in all_)
    LEARNED.write_text(_HEADER.format(names=names) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
