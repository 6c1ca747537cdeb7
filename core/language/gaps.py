"""How likely a sentence of speech begins at each gap between words."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.language.learned import ANY, BIAS, OTHER, PAIRS, PLACES, Weights, again, bare, classes, unlisted, weights

Floats: TypeAlias = NDArray[np.float64]
Positions: TypeAlias = NDArray[np.intp]

_EDGE = ""
# Binary logarithms of how often two words come together, and of how often that is for once that chance would have it.
_MOST_TIMES, _LEAST_APART, _MOST_APART = 4, -3, 6


class Tables(NamedTuple):
    """What was learned, by the positions of the symbols that words are read as.

    Attributes:
        symbols: the position of each; the first stands beyond a turn's edges, the second for all unlisted words.
        alone: of each symbol at each of PLACES.
        pairs: of each two symbols at each of PAIRS.
        again: by how often words come together, and how much oftener than by chance.
        bias: what holds everywhere.
    """

    symbols: dict[str, int]
    alone: Floats
    pairs: Floats
    again: Floats
    bias: float


def tables(language: str, shared: Weights, own: Weights) -> Tables:
    """Return as tables what was learned of all languages, and of one beyond that.

    Args:
        language: BCP 47.
        shared: by the classes of words.
        own: by its words.
    """
    listed = {_EDGE: (), OTHER: unlisted()} | classes(language)
    symbols = {word: at for at, word in enumerate(listed)}
    kinds = {kind: at for at, kind in enumerate({of[0] for of in listed.values() if of})}
    alone = np.array([_alone(word, of, shared, own) for word, of in listed.items()])
    by_kind = np.zeros((len(kinds) + 1, len(kinds) + 1, len(PAIRS)))
    for first, one in kinds.items():
        for second, other in kinds.items():
            by_kind[one, other] = shared.get(f"{first} {second}", 0.0)
    kind = np.array([kinds[of[0]] if of else -1 for of in listed.values()])
    pairs = by_kind[kind[:, None], kind[None, :]]
    for key, numbers in own.items():
        first, _, second = key.partition(" ")
        if second:
            pairs[symbols[first], symbols[second]] += numbers
    table = [
        [shared.get(again(times, apart), (0.0,))[0] for apart in range(_LEAST_APART, _MOST_APART + 1)]
        for times in range(_MOST_TIMES + 1)
    ]
    return Tables(symbols, alone, pairs, np.array(table), shared[BIAS][0] + own.get(BIAS, (0.0,))[0])


def log_odds(said: Sequence[Sequence[str]], language: str, known: Tables | None = None) -> Iterator[Floats]:
    """Yield for each turn of a talk the log-odds that a sentence begins with each of its words but the first.

    Args:
        said: the words of each turn; all of the talk tells which words belong together.
        language: BCP 47.
        known: stands in for what was learned of it.
    """
    known = known or _known(language)
    edge = [_EDGE, _EDGE]
    flat = [*edge, *(word for words in said for word in [*map(bare, words), *edge])]
    symbols = np.array([known.symbols.get(word, known.symbols[OTHER]) for word in flat])
    gaps = np.arange(-min(PLACES), len(flat) - max(PLACES))
    found = known.bias + sum(known.alone[symbols[gaps + place], at] for at, place in enumerate(PLACES))
    pairs = known.pairs[symbols[:-1], symbols[1:]]
    found += sum(pairs[gaps + place, at] for at, place in enumerate(PAIRS))
    times, apart = together(flat)
    found += known.again[times, apart - _LEAST_APART][gaps - 1]
    start = 0
    for words in said:
        yield found[start + 1 : start + len(words)]
        start += len(words) + len(edge)


def together(words: Sequence[str]) -> tuple[Positions, Positions]:
    """Return for each two neighbours among words how often they come together, and how much oftener than by chance.

    Both as binary logarithms (Church and Hanks 1990: association ratio): words that belong together have no sentence's
    end between them.
    """
    numbers: dict[str, int] = {}
    said = np.array([numbers.setdefault(word, len(numbers)) for word in words])
    _, where, counts = np.unique(said[:-1] * len(numbers) + said[1:], return_inverse=True, return_counts=True)
    uses, times = np.bincount(said), counts[where]
    apart = np.log2(times * len(words) / uses[said[:-1]] / uses[said[1:]])
    return (
        np.minimum(np.log2(times).astype(np.intp), _MOST_TIMES),
        np.clip(np.rint(apart), _LEAST_APART, _MOST_APART).astype(np.intp),
    )


def _alone(word: str, of: Sequence[str], shared: Weights, own: Weights) -> Floats:
    none = (0.0,) * len(PLACES)
    added: Floats = np.array([own.get(word, none), *(shared.get(name, none) for name in of)]).sum(axis=0)
    return added


@lru_cache(maxsize=8)
def _known(language: str) -> Tables:
    return tables(language, weights(ANY), weights(language))
