"""Which language a text is in, where nobody says so."""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache

from core.language.lists import known
from core.language.words import stop_words

UNKNOWN = "und"  # BCP 47: undetermined

_LOOK_AT = 20_000  # characters are enough
_ENOUGH = 0.05  # of the words; text of a language reaches three times that, any other text hardly ever does
_FAR_LIKELIER = 2.0
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Languages that have a script to themselves, and the share of all letters that shows it: Japanese mixes in Chinese
# characters, so that it comes before Chinese.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u30ff]"), 0.1),
    ("ko", re.compile(r"[\uac00-\ud7a3]"), 0.3),
    ("zh", re.compile(r"[\u3400-\u9fff]"), 0.3),
    ("th", re.compile(r"[\u0e01-\u0e5b]"), 0.3),
    ("he", re.compile(r"[\u05d0-\u05ea]"), 0.3),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.3),
    ("hi", re.compile(r"[\u0900-\u097f]"), 0.3),
)
_UNSPACED = frozenset({"ja", "zh", "th"})


def guess_language(text: str) -> str:
    """Return the language of a text (BCP 47) by its script, else by its function words; "und" where neither tells.

    Args:
        text: a few sentences at least; of a long text the beginning is looked at.
    """
    head = text[:_LOOK_AT]
    letters = sum(map(str.isalpha, head)) or 1
    for language, script, share in _SCRIPTS:
        if len(script.findall(head)) >= share * letters:
            return language
    scores = _scores(_words(head))
    best = max(scores, key=lambda language: (scores[language], language), default=UNKNOWN)
    return best if scores.get(best, 0.0) >= _ENOUGH else UNKNOWN


def languages_of(first: str, second: str) -> tuple[str, str] | None:
    """Return the languages of two texts (BCP 47) where they surely differ, else None.

    Args:
        first: a few sentences at least; of a long text the beginning is looked at.
        second: another text.
    """
    found = guess_language(first), guess_language(second)
    if UNKNOWN in found or found[0] == found[1]:
        return None
    return found if all(_favours(text, found) for text in (first, second)) else None


def _favours(text: str, languages: tuple[str, str]) -> bool:
    """Return whether a text's own language is far likelier than the other: nearly related ones share words."""
    own = guess_language(text)
    other = languages[0] if own == languages[1] else languages[1]
    scores = _scores(_words(text[:_LOOK_AT]))
    by_script = {language for language, _, _ in _SCRIPTS}
    return bool(by_script & set(languages)) or scores.get(own, 0.0) >= _FAR_LIKELIER * scores.get(other, 0.0)


def familiarity(text: str) -> float:
    """Return how much of a text is function words of its language, from 0 to about 1: next to nothing in gibberish.

    Args:
        text: as for `guess_language`.
    """
    head = text[:_LOOK_AT]
    language = guess_language(head)
    if language in _UNSPACED:
        return sum(len(word) * head.count(word) for word in stop_words(language)) / len(head)
    words = _words(head)
    return sum(word in stop_words(language) for word in words) / len(words) if words else 0.0


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def _scores(words: list[str]) -> dict[str, float]:
    """Return for each language the share of words that are its function words; shared by several, they count less."""
    scores: defaultdict[str, float] = defaultdict(float)
    for word, count in Counter(words).items():
        languages = _languages_of().get(word, ())
        for language in languages:
            scores[language] += count / len(words) / len(languages)
    return scores


@cache
def _languages_of() -> dict[str, list[str]]:
    """Return for every function word the languages that have it."""
    languages: defaultdict[str, list[str]] = defaultdict(list)
    for language in known():
        for word in stop_words(language):
            languages[word].append(language)
    return dict(languages)
