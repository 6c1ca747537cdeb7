"""What was learned from talks of where sentences of speech begin, by the words around a gap."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from core.language.leads import leaning
from core.language.lists import lists, primary

LEARNED = Path(__file__).parent / "data" / "speech.txt"
"""Written by training/speech.py: a line for each word, pair or class of words."""
OTHER = "*"
"""Stands for all words that no list has; they are what a talk is about, and tell nothing of others."""
PLACES = (-2, -1, 0, 1)
"""The words around a gap that tell of it, counted from the one after it."""
PAIRS = (-2, -1, 0)
"""Where pairs of words that tell of a gap begin, counted so, too."""
BIAS = "_"
"""Stands for what holds without looking at words."""
ANY = "*"
"""Stands for all languages."""
# What a word mostly is, is the first of these lists that has it.
_LISTS = ("fillers", "determiners", "leads", "bound", "dangling", "openers", "conjunctions", "inner", "verbs")
_MARKS = "'\"-–—,;:.!?…()[]„“”«»،؛、，"

Weights = Mapping[str, Sequence[float]]
"""What adds to log-odds, by word, pair of words ("and so"), class ("=leads"), pair of those, or how often both come."""


def bare(word: str) -> str:
    """Return a word in lower case without marks around it."""
    return word.lower().replace("’", "'").strip(_MARKS)


@lru_cache(maxsize=8)
def classes(language: str) -> dict[str, tuple[str, ...]]:
    """Return for each word of a language's lists what it is, as "=leads"; first what it mostly is.

    Args:
        language: BCP 47.
    """
    known = lists(language)
    words = {name: getattr(known, name) for name in _LISTS}
    words |= {name: words[name] - known.conjunctions for name in ("leads", "openers")}
    words |= {"light": known.stop_words, "leaning": leaning(language)}
    # A pronoun may stand after its verb there.
    turned = {name: f"={name}2" for name in ("dangling", "openers")} if known.verb_second else {}
    return {
        word: tuple(turned.get(name, f"={name}") for name, among in words.items() if word in among)
        for word in sorted(frozenset().union(*words.values()))
        if " " not in word
    }


def unlisted() -> tuple[str, ...]:
    """Return what a word is that no list has."""
    return ("=other",)


def again(times: int, apart: int) -> str:
    """Return the name of how two words belong together in a talk, in steps of two; see `core.language.gaps`."""
    return f"~{times},{apart}"


def weights(language: str) -> Weights:
    """Return what was learned of a language alone; nothing of most.

    Args:
        language: BCP 47, or ANY for what holds for all by their lists.
    """
    return _read().get(language if language == ANY else primary(language), {})


@cache
def _read() -> dict[str, dict[str, tuple[float, ...]]]:
    read: dict[str, dict[str, tuple[float, ...]]] = {}
    for line in LEARNED.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, key, numbers = line.split("\t")
            read.setdefault(language, {})[key] = tuple(map(float, numbers.split()))
    return read
