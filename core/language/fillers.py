"""Taking out of speech what says nothing: "um", "you know", words said twice."""

import re
from collections.abc import Collection
from functools import lru_cache

from core.language.lists import lists, primary
from core.language.scripts import UNSPACED

_MARKS = "、，。！？"
# Shorter ones are parts of words as well, and go only where they stand apart.
_SURE = 3
_COMMAS = re.compile(r"([,，、،])(?:\s*[,，、،])+")
_REPEATED = re.compile(
    r"(?<![\w'’-])(\w[\w'’]*+(?: \w[\w'’]*+){0,2})((?:(?:,|…|\.\.\.)? \1)+)(?![\w'’-])", re.IGNORECASE
)
_WORD = re.compile(r"[\w'’]+")
_ALWAYS_WRONG = 2
_LOOKED_AT = 40  # characters: no word that sentences of speech begin with is as long
_DOUBLING = frozenset({"fa", "hi", "id", "th", "tr", "vi"})


def without_fillers(text: str, language: str) -> str:
    """Return a text without the sounds that mean nothing, and without empty phrases that commas set off.

    Args:
        text: the text.
        language: BCP 47.
    """
    sounds, asides = _patterns(language)
    openers = lists(language).openers

    def without(aside: re.Match[str]) -> str:
        after = aside.string[aside.end() : aside.end() + _LOOKED_AT].split(maxsplit=1)[:1]
        return "," if aside["open"] and after and after[0].lower() in openers else ""

    text = sounds.sub(" ", text) if sounds else text
    text = asides.sub(without, " ".join(text.split())) if asides else text
    return " ".join(_COMMAS.sub(r"\1", text).split())


def without_repeats(text: str, language: str) -> str:
    """Return a text in which no one to three words are said twice in a row, where that is a stumble.

    Function words are, and what is broken off; others may be meant, unless said three times. Languages that double
    words to mean something are left alone.

    Args:
        text: the text.
        language: BCP 47.
    """
    if primary(language) in _DOUBLING:
        return text
    stops = lists(language).stop_words

    def once(found: re.Match[str]) -> str:
        said = found[1]
        times = len(_WORD.findall(found[2])) // len(said.split())
        stumbled = times >= _ALWAYS_WRONG or "…" in found[2] or "..." in found[2]
        stumbled = stumbled or any(word.lower() in stops for word in said.split())
        return said if stumbled else found.group()

    return _REPEATED.sub(once, text)


@lru_cache(maxsize=256)
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    known = lists(language)
    return _sounds(known.fillers), _asides(known.asides)


def _sounds(words: Collection[str]) -> re.Pattern[str] | None:
    spaced = "|".join(re.escape(word) for word in _longest(words) if not UNSPACED.search(word))
    runs = [re.escape(word) for word in _longest(words) if UNSPACED.search(word)]
    sure, apart = "|".join(word for word in runs if len(word) >= _SURE), "|".join(runs)
    patterns = [
        rf",\s*(?:{spaced})," if spaced else "",
        rf"(?<![\w'’-])(?:{spaced})(?![\w'’-])(?:[,.…]++(?=\s|$))?" if spaced else "",
        rf"(?:{sure})[、，]?" if sure else "",
        rf"(?:^|(?<=[\s{_MARKS}]))(?:{apart})(?:[、，\s]+|(?=[。！？])|$)" if apart else "",
    ]
    return re.compile("|".join(filter(None, patterns)), re.IGNORECASE) if any(patterns) else None


def _asides(phrases: Collection[str]) -> re.Pattern[str] | None:
    """Match a phrase between two commas, at the beginning before one, or at the end after one."""
    spaced = "|".join(re.escape(phrase) for phrase in _longest(phrases) if not UNSPACED.search(phrase))
    if not spaced:
        return None
    return re.compile(rf"(?:(?P<open>[,،])|^) ?(?:{spaced})(?:[,،]|[.!?…]*$)", re.IGNORECASE)


def _longest(words: Collection[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))
