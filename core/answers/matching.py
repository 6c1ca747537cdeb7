"""Finding what a question is about in what was said: the same term, one that is nearly it, or a part of a compound."""

from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from core.answers.index import Index

_REMEMBERED = 1000
_MISSPELLED_FROM = 7
_MISSPELLED = 82.0
_RELATED_FROM = 6
_RELATED_SHARE = 0.6
_PART_FROM, _REST_FROM = 5, 3
_NEAR = 0.6
_PART = 0.4


def find(index: Index, term: str, word: str) -> tuple[float, Mapping[int, float]]:
    """Return how well something asked about is found (1: as it is; 0: not at all), and how often in which sentence.

    Args:
        index: the transcript.
        term: the term to look up.
        word: the word it was in the question, lower-cased.
    """
    known = index.matches.get((term, word))
    if known is None:
        known = _find(index, term, word)
        if len(index.matches) >= _REMEMBERED:
            index.matches.clear()
        index.matches[term, word] = known
    return known


def _find(index: Index, term: str, word: str) -> tuple[float, Mapping[int, float]]:
    if term in index.terms:
        return 1.0, index.terms[term]
    for words, quality in ((_misspelled, _NEAR), (_related, _NEAR), (_parts, _PART)):
        found = words(word, index.words)
        if found:
            return quality, _together(found, index.words)
    return 0.0, {}


def _misspelled(word: str, said: Iterable[str]) -> list[str]:
    """Return the words said that are spelled nearly like `word`; speech recognition and haste keep the beginning."""
    if len(word) < _MISSPELLED_FROM:
        return []
    alike = [one for one in said if one[:2] == word[:2] and len(one) >= _MISSPELLED_FROM - 1]
    found = process.extract(word, alike, scorer=fuzz.ratio, score_cutoff=_MISSPELLED, limit=4)
    return [match[0] for match in found]


def _related(word: str, said: Iterable[str]) -> list[str]:
    """Return the words said that begin as `word` does: "introduce" for "introduction"."""
    length = max(_RELATED_FROM, round(len(word) * _RELATED_SHARE))
    return [one for one in said if one[:length] == word[:length]] if len(word) >= _RELATED_FROM else []


def _parts(word: str, said: Iterable[str]) -> list[str]:
    """Return the words said that `word` is made with, or that are made with it: "Kapitel" in "Kapitelmarke"."""
    return [
        one
        for one in said
        if min(len(one), len(word)) >= _PART_FROM
        and abs(len(one) - len(word)) >= _REST_FROM
        and (one.startswith(word) or one.endswith(word) or word.startswith(one) or word.endswith(one))
    ]


def _together(words: Iterable[str], said: Mapping[str, Mapping[int, int]]) -> dict[int, float]:
    together: Counter[int] = Counter()
    for word in words:
        together.update(said[word])
    return dict(together)
