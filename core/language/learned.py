"""How likely a sentence of speech ends between two words, as far as it was learned from talks of that language."""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from core.language.lists import lists, primary

LEARNED = Path(__file__).parent / "data" / "speech.txt"
"""Written by training/speech.py: a line for each word of a language."""
OTHER = "*"
"""Stands for all words with meaning; they are what a talk is about, and tell nothing of others."""
PLACES = (-2, -1, 0, 1)
"""The words around a gap that tell of it, counted from the one after it."""
BIAS = "_"
"""Stands for what holds without looking at words."""

Weights = Mapping[str, tuple[float, ...]]


def weights(language: str) -> Weights:
    """Return what each function word adds to the log-odds at each of PLACES; nothing of a language not learned.

    Args:
        language: BCP 47.
    """
    return _read().get(primary(language), {})


def folded(word: str, language: str) -> str:
    """Return a word as it was learned: in lower case without marks, OTHER where it has a meaning of its own.

    Args:
        word: as it is written.
        language: BCP 47.
    """
    bare = word.lower().replace("’", "'").strip("'\"-–—,;:.!?…()[]„“”«»")
    return bare if bare in lists(language).stop_words else OTHER


def log_odds(words: Sequence[str], at: int, known: Weights) -> float:
    """Return the log-odds that a sentence begins with a word.

    Args:
        words: as `folded` gives them.
        at: the position of the word.
        known: as `weights` gives them.
    """
    total = known[BIAS][0]
    for place, apart in enumerate(PLACES):
        if 0 <= at + apart < len(words):
            total += known.get(words[at + apart], known[OTHER])[place]
    return total


def probability(log_odds: float) -> float:
    """Return the probability that goes with log-odds."""
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, log_odds))))


@cache
def _read() -> dict[str, dict[str, tuple[float, ...]]]:
    read: dict[str, dict[str, tuple[float, ...]]] = {}
    for line in LEARNED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, word, *numbers = line.split()
            read.setdefault(language, {})[word] = tuple(map(float, numbers))
    return read
