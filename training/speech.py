"""Learns where sentences of speech begin: `python -m training.speech` writes the weights.

From the MIT-licensed transcripts that somebody punctuated: their marks are taken away, and logistic regressions on the
two words before and the two words after each gap say where they stood. The first, on what the lists of their languages
call those words, holds for all languages; what a language's own words and pairs of words add to it is learned of the
languages that there are transcripts of. With `--measure` it writes nothing, and prints how much of each talk is found
again (F1 of where they begin) by what was learned without it, and by what of that holds for all languages.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from statistics import fmean
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.language.gaps import tables, together
from core.language.learned import ANY, BIAS, LEARNED, OTHER, PAIRS, PLACES, Weights, again, bare, classes, unlisted
from training.spoken import Spoken, found_again, spoken

Features: TypeAlias = list[list[str]]

_OFTEN = 10
_STEPS, _BATCH, _PACE, _DECAY = 10, 512, 0.3, 1e-5
_TELLING = 0.1
_HEADER = """\
# How the words around a gap speak for a sentence's beginning there, in log-odds. A line has a language ("*" is any),
# what it holds for, and the numbers: of a word or a class of words ("=leads") for standing second before the gap,
# before it, after it and second after it; of two together for beginning at the first three of these; of how often two
# words come together ("~") for the gap between them. "*" is also any word that no list has, and "_" what holds
# everywhere.
# Learned by training/speech.py from the punctuated MIT-licensed transcripts in ../shared/data/transcripts alone:
# {names}.
"""


def learned(from_: Sequence[Spoken]) -> dict[str, dict[str, tuple[float, ...]]]:
    """Return the weights that tell best where sentences begin: by language, what holds for ANY, and what it adds."""
    shared = _weights(from_, _by_class, [np.zeros(len(one.begins)) for one in from_])
    found = {ANY: shared}
    for language in sorted({one.language for one in from_}):
        own = [one for one in from_ if one.language == language]
        found[language] = _weights(own, _by_word, [expected(one, shared, {}) for one in own])
    return found


def expected(one: Spoken, shared: Weights, own: Weights) -> NDArray[np.float64]:
    """Return the log-odds of each gap of a talk, by weights."""
    return one.log_odds(tables(one.language, shared, own))


def _by_class(one: Spoken) -> Features:
    """Return what is known of each gap of a talk by the classes of the words around it."""
    listed = {"": ()} | classes(one.language)
    of = [listed.get(word, unlisted()) for word in _padded(one)]
    times, apart = together(_padded(one))
    kinds = [names[0] if names else "" for names in of]
    return [
        [f"{place} {name}" for place in PLACES for name in of[at + place]]
        + [f"{place} {kinds[at + place]} {kinds[at + place + 1]}" for place in PAIRS if _both(kinds, at + place)]
        + [f"0 {again(times[at - 1], apart[at - 1])}"]
        for at in range(3, len(of) - 2)
    ]


def _by_word(one: Spoken) -> Features:
    """Return which words stand around each gap of a talk."""
    listed = classes(one.language)
    words = [word if not word or word in listed else OTHER for word in _padded(one)]
    return [
        [f"{place} {words[at + place]}" for place in PLACES if words[at + place]]
        + [f"{place} {words[at + place]} {words[at + place + 1]}" for place in PAIRS if _both(words, at + place)]
        for at in range(3, len(words) - 2)
    ]


def _both(words: Sequence[str], at: int) -> bool:
    return bool(words[at] and words[at + 1])


def _padded(one: Spoken) -> list[str]:
    return ["", "", *map(bare, one.words), "", ""]


def _weights(
    from_: Sequence[Spoken], features: Callable[[Spoken], Features], offsets: Sequence[NDArray[np.float64]]
) -> dict[str, tuple[float, ...]]:
    """Return what features add to log-odds that are known, by the word or class that they are of."""
    rows = [row for one in from_ for row in features(one)]
    often = [name for name, count in Counter(chain.from_iterable(rows)).items() if count >= _OFTEN]
    numbers = {name: at for at, name in enumerate(often)}
    widest, none = max(map(len, rows)), len(numbers)
    table = np.array([([numbers.get(name, none) for name in row] + [none] * widest)[:widest] for row in rows])
    found = _fitted(table, np.concatenate([one.begins for one in from_]), np.concatenate(offsets))
    weights: dict[str, list[float]] = {}
    for name, at in numbers.items():
        place, _, key = name.partition(" ")
        places = 1 if key.startswith("~") else len(PAIRS if " " in key else PLACES)
        where = 0 if key.startswith("~") else (PAIRS if " " in key else PLACES).index(int(place))
        weights.setdefault(key, [0.0] * places)[where] = round(float(found[at]), 2)
    telling = {
        key: tuple(those)
        for key, those in sorted(weights.items())
        if key.startswith("=") or max(map(abs, those)) >= _TELLING
    }
    return {BIAS: (round(float(found[-1]), 2),)} | telling


def _fitted(table: NDArray[np.int64], begins: NDArray[np.float64], known: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weight of each number in the table, 0 for the highest, and last that of the bias (by AdaGrad)."""
    none = int(table.max())
    bias = none + 1
    table = np.column_stack([table, np.full(len(table), bias)])
    weights, squares, shuffled = np.zeros(bias + 1), np.full(bias + 1, 1e-3), np.random.default_rng(0)
    for _ in range(_STEPS):
        order = shuffled.permutation(len(table))
        for start in range(0, len(order), _BATCH):
            taken = order[start : start + _BATCH]
            rows = table[taken]
            wrong = 1 / (1 + np.exp(-weights[rows].sum(axis=1) - known[taken])) - begins[taken]
            slope = np.bincount(rows.ravel(), np.repeat(wrong, rows.shape[1]), bias + 1) + _DECAY * _BATCH * weights
            slope[none] = 0.0
            squares += slope * slope
            weights -= _PACE * slope / np.sqrt(squares)
    return weights


def left_out(all_: Sequence[Spoken]) -> Iterator[tuple[Spoken, float, float]]:
    """Yield each talk with the F1 of its sentences' beginnings, by what was learned of the others, and by ANY of that.

    Of what has no other talk of its language a quarter is found by what the rest taught.
    """
    for one in all_:
        others = [other for other in all_ if other is not one]
        if any(other.language == one.language for other in others):
            yield one, *_found(one, others)
        else:
            quarters = [_found(part, [*others, *rest]) for part, rest in one.quarters()]
            yield one, fmean(own for own, _ in quarters), fmean(shared for _, shared in quarters)


def _found(one: Spoken, others: Sequence[Spoken]) -> tuple[float, float]:
    known = learned(others)
    own, shared = tables(one.language, known[ANY], known[one.language]), tables(one.language, known[ANY], {})
    return found_again(one, own), found_again(one, shared)


def main() -> None:
    """Learn and write the weights, or measure."""
    all_ = list(spoken())
    if "--measure" in sys.argv:
        for one, own, shared in left_out(all_):
            sys.stdout.write(f"{one.name:34} {own:.3f}, by lists of its language {shared:.3f}\n")
        return
    lines = [
        "\t".join([language, key, " ".join(map(str, numbers))]) + "\n"
        for language, weights in learned(all_).items()
        for key, numbers in weights.items()
    ]
    names = ", ".join(one.name for one in all_)
    LEARNED.write_text(_HEADER.format(names=names) + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
