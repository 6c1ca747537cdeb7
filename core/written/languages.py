"""Whether a model wrote in the language it was asked for."""

from core.language.lists import known, primary
from core.language.words import stop_words, tokens
from core.transcript.language import UNKNOWN, guess_language

_SHORTEST = 60
_CLEARLY = 2.0
_BY_SCRIPT = frozenset({"ja", "ko", "zh", "th", "he", "el", "hi"})


def speaks_another(text: str, language: str) -> bool:
    """Return whether a text is clearly in another language than `language`; in doubt it is not.

    Args:
        text: what a model wrote; a few words tell nothing.
        language: BCP 47.
    """
    wanted, found = primary(language), guess_language(text)
    if len(text) < _SHORTEST or found in (wanted, UNKNOWN) or not _is_known(language):
        return False
    if {wanted, found} & _BY_SCRIPT:
        return True
    words = [word.casefold() for word in tokens(text, wanted)]
    return _shared(words, found) > _CLEARLY * _shared(words, wanted)


def _is_known(language: str) -> bool:
    """Return whether there are words of the language itself: a relative's (Serbian, "hr") may be in another script."""
    return language.replace("_", "-").split("-")[0].lower() in known()


def _shared(words: list[str], language: str) -> int:
    """Return how many of the words are function words of the language: its relatives have many of them too."""
    stops = stop_words(language)
    return sum(word in stops for word in words)
