"""The fixed words of a thread in the reader's language: one file each, named here."""

from core.thread.words.de import GERMAN
from core.thread.words.en import ENGLISH
from core.thread.words.words import Words

LANGUAGES = {"en": ENGLISH, "de": GERMAN}


def words(language: str) -> Words:
    """Return the words for a language (BCP 47, of which the first part counts); English where there are none."""
    return LANGUAGES.get(language.replace("_", "-").split("-")[0].lower(), ENGLISH)
