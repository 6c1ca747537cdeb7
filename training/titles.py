"""Learns what each kind of evidence for a title weighs: `python -m training.titles` writes the coefficients.

With `--measure` it writes nothing, and prints how much titles share with those that people gave to their chapters,
each video titled by coefficients learned from the others (leave one out).

What is learned maximises the overlap that a title drawn by the candidates' log-odds (`core.offline.titles`) can be
expected to have, held near weights set by reason (a Gaussian prior around them): six videos say too little to learn a
dozen weights from nothing.
"""

import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from core.language.words import terms
from core.offline.evidence import COEFFICIENTS
from core.offline.titles import Titles
from core.topics.timeline import Floats
from training.coefficients import write
from training.divisions import Division, divisions
from training.talks import VARIANTS

REASONED = {
    "early": 3.0,
    "weight": 3.0,
    "length": 3.0,
    "apart": 2.0,
    "nameable": 2.0,
    "doing": -4.0,
    "announced": 2.0,
    "proper": 1.5,
    "once": -2.5,
    "vague": -2.0,
    "hollow": -5.0,
    "addressed": -3.0,
    "titled": 1.0,
}
"""What seems right, on a scale on which it is nearly sure that a phrase said twice as often makes a better title."""

_CLOSENESS = 3.0
_TITLES_A_VIDEO = 50.0  # however many chapters a video has, it counts for as many
_TRIED = 60
_STEPS, _STRIDE, _MOMENTUM = 200, 0.1, (0.9, 0.99)


@dataclass(frozen=True, slots=True)
class Example:
    """A chapter: evidence for the phrases that could be its title, a row each, and how much of its title each has."""

    talk: str
    table: Floats
    gains: Floats


def examples(all_: Iterable[Division]) -> Iterator[Example]:
    """Yield the chapters of divisions that have a section, with the phrases that look best by reason."""
    for division in all_:
        titles = Titles(division.material.reading, division.material.phrases, REASONED)
        stretches = list(division.stretches())
        for title, number in division.titled():
            if number >= 0:
                ranked = titles.ranked(stretches[number])[:_TRIED]
                gains = [_gain(division, title, titles.written(one)) for one in ranked]
                yield Example(
                    division.talk.name, np.array([one.evidence for one in ranked], dtype=float), np.array(gains)
                )


def learned(from_: Sequence[Example]) -> dict[str, float]:
    """Return the weights whose titles can be expected to share most with people's, by Adam's method."""
    sizes = np.array([len(one.gains) for one in from_])
    starts, of = np.concatenate([[0], sizes.cumsum()[:-1]]), np.repeat(np.arange(len(from_)), sizes)
    table, gains = np.concatenate([one.table for one in from_]), np.concatenate([one.gains for one in from_])
    spread = table.std(axis=0) + 1e-9
    table = table / spread
    chapters = Counter(one.talk for one in from_)
    shares = np.array([_TITLES_A_VIDEO / chapters[one.talk] for one in from_])[of]
    reasoned = np.array(list(REASONED.values())) * spread
    weights, slopes, squares = reasoned.copy(), np.zeros(len(REASONED)), np.zeros(len(REASONED))
    for step in range(1, _STEPS + 1):
        odds = table @ weights
        chances = np.exp(odds - np.maximum.reduceat(odds, starts)[of])
        chances /= np.add.reduceat(chances, starts)[of]
        expected = np.add.reduceat(chances * gains, starts)[of]
        slope = table.T @ (shares * chances * (gains - expected)) - _CLOSENESS * (weights - reasoned)
        slopes = _MOMENTUM[0] * slopes + (1 - _MOMENTUM[0]) * slope
        squares = _MOMENTUM[1] * squares + (1 - _MOMENTUM[1]) * slope**2
        size = np.sqrt(squares / (1 - _MOMENTUM[1] ** step)) + 1e-9
        weights += _STRIDE * (1 - step / (_STEPS + 1)) * slopes / (1 - _MOMENTUM[0] ** step) / size
    return {name: round(float(weight), 2) for name, weight in zip(REASONED, weights / spread, strict=True)}


def left_out(all_: Sequence[Division]) -> Iterator[tuple[Division, float]]:
    """Yield each division with the score of the titles that what was learned from the other talks gives it."""
    found = list(examples(all_))
    weights = {
        name: learned([one for one in found if one.talk != name])
        for name in dict.fromkeys(division.talk.name for division in all_)
    }
    for division in all_:
        material = division.material
        yield division, division.score(Titles(material.reading, material.phrases, weights[division.talk.name]).of)


def _gain(division: Division, title: str, phrase: str) -> float:
    """Return how much two titles share: by the words as they are written, and by their stems."""
    rouge, language = division.scorer.rouge, division.transcript.language
    stems = (" ".join(terms(text, language)) for text in (title, phrase))
    return (rouge(title, phrase) + rouge(*stems)) / 2


def means(all_: Sequence[Division]) -> dict[tuple[str, str], float]:
    """Return the mean of what `left_out` yields, by variant and by who divided the talks."""
    scores = list(left_out(all_))
    return {
        (variant, by): statistics.mean(score for one, score in scores if (one.variant, one.by) == (variant, by))
        for variant in VARIANTS
        for by in ("topics", "people")
    }


def main() -> None:
    """Learn and write the coefficients, or measure."""
    all_ = list(divisions())
    if "--measure" in sys.argv:
        for (variant, by), mean in means(all_).items():
            sys.stdout.write(f"{variant:13} divided by {by:7} {mean:.3f}\n")
        return
    names = (division.talk.name for division in all_)
    write(COEFFICIENTS, "a title", "training/titles.py", names, learned(list(examples(all_))))


if __name__ == "__main__":
    main()
