"""From text to the words and terms that everything else counts."""

import itertools
from collections.abc import Iterator
from functools import cache, lru_cache

import Stemmer  # type: ignore[import-not-found]  # compiled, and it ships no types

from core.language.lists import lists, primary
from core.language.scripts import UNSPACED, WORD, clusters, runs
from core.language.unspaced import apart

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish",
    "fr": "french", "ga": "irish", "hi": "hindi", "hr": "serbian", "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "ta": "tamil",
    "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
# Inflected by their endings, and no stemmer knows them: the first letters stand for the word (McNamee & Mayfield 2004).
_CUT_SHORT = frozenset({"be", "bg", "ka", "kk", "lv", "mk", "sl", "sq", "uk"})
_KEPT = 6
_ELIDED = frozenset({"ca", "fr", "it"})
_KOREAN_ENDINGS = (
    "에서는", "에게서", "으로는", "이라는", "에서", "에게", "한테", "으로", "부터", "까지", "처럼", "보다", "라는",
    "들이", "들은", "들을", "들의", "이나", "이란", "은", "는", "이", "가", "을", "를", "에", "의", "로", "와", "과",
    "도", "만",
)  # fmt: skip


def stop_words(language: str) -> frozenset[str]:
    """Return the function words of a language, lower-cased; none of a language without a file.

    Args:
        language: BCP 47.
    """
    return lists(language).stop_words


def tokens(text: str, language: str) -> list[str]:
    """Return the words of a text as they are written, in order; of an unspaced script, its runs.

    Args:
        text: any text.
        language: BCP 47.
    """
    del language  # where words end is a matter of the script alone
    found: list[str] = WORD.findall(text)
    return [run.group() for word in found for run in runs(word)] if UNSPACED.search(text) else found


def terms(text: str, language: str) -> list[str]:
    """Return what a text is counted by: lower-cased stems without stop words, pairs of characters in unspaced scripts.

    Args:
        text: any text.
        language: BCP 47.
    """
    code = primary(language)
    return [term for word in WORD.findall(text.lower()) for term in _terms_of(word, code)]


def bare(word: str, language: str) -> str:
    """Return a word without the particle that Korean ties to it; of other languages, as it is.

    Args:
        word: one word.
        language: BCP 47.
    """
    return _without_ending(word) if primary(language) == "ko" else word


@lru_cache(maxsize=1 << 16)
def _terms_of(word: str, code: str) -> tuple[str, ...]:
    pieces = _pieces(word.replace("’", "'").strip("_"), code)
    return tuple(piece for piece in pieces if piece[:1].isalnum())


def _pieces(word: str, code: str) -> Iterator[str]:
    stops = stop_words(code)
    if not word or word in stops:
        return
    if UNSPACED.search(word):
        yield from _unspaced_pieces(word, code)
        return
    for part in _untied(word, code):
        if part and part not in stops:
            yield _stem_of(part, code)


def _untied(word: str, code: str) -> list[str]:
    """Return a word without an article or an ending tied on by an apostrophe."""
    return word.split("'") if code in _ELIDED else word.split("'")[:1]


def _unspaced_pieces(word: str, code: str) -> Iterator[str]:
    stops, wholes = stop_words(code), lists(code).wholes
    for run in runs(word):
        kind, text = run.lastgroup or "", run.group()
        if kind == "word":
            yield from _pieces(text, code)
        elif kind == "kana":
            yield from (text,) if len(text) > 1 and text not in stops else ()
        else:
            for piece in apart(text, kind, stops, wholes):
                yield from _pairs(clusters(piece) if kind == "cluster" else list(piece), stops)


def _pairs(characters: list[str], stops: frozenset[str]) -> Iterator[str]:
    if len(characters) == 1:
        yield from (characters[0],) if characters[0] not in stops else ()
    for first, second in itertools.pairwise(characters):
        if first + second not in stops and not (first in stops and second in stops):
            yield first + second


def _stem_of(word: str, code: str) -> str:
    if word[0].isdigit():
        return word
    if code == "ko":
        return _without_ending(word)
    algorithm = _algorithm(code)
    if algorithm:
        # A stemmer holds the word it works on (libstemmer's struct SN_env), and threads work side by side.
        stem: str = Stemmer.Stemmer(algorithm).stemWord(word)
        return stem
    return word[:_KEPT] if code in _CUT_SHORT else word


def _without_ending(word: str) -> str:
    for ending in _KOREAN_ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)]
    return word


@cache
def _algorithm(code: str) -> str | None:
    name = _STEMMERS.get(code)
    return name if name in Stemmer.algorithms() else None
