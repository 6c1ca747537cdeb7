"""How a phrase is written in a title."""

from core.language.lists import primary
from core.language.shown import capitalised, spelled, tidy
from core.language.words import bare
from core.offline.company import CAPITAL_NOUNS, Company
from core.offline.phrases import Occurrence
from core.offline.reading import Reading


class Spelling:
    """The usual spelling of the phrases of one transcript."""

    def __init__(self, reading: Reading, company: Company) -> None:
        """Spell phrases as the transcript does, or as people do where it doesn't tell."""
        self._language, self._names, self._company = reading.language, reading.names, company
        self._nouns_have_capitals = primary(reading.language) in CAPITAL_NOUNS

    def of(self, said: Occurrence) -> str:
        """Return a phrase in its usual spelling, as it stands inside a sentence."""
        text = said.text.removesuffix(said.text.split()[-1]) + bare(said.text.split()[-1], self._language)
        if self._names is not None:
            told = spelled(text, self._language, self._names)
            return _with_noun(told) if self._nouns_have_capitals else told
        usual = self._company.spelling(said.words[0])
        if text[: len(usual)].casefold() != usual.casefold() or (not self._nouns_have_capitals and _is_name(text)):
            return tidy(text)
        return tidy(usual + text[len(usual) :])


def _with_noun(phrase: str) -> str:
    """Return a phrase with a capital for its last word, which is a noun where a phrase is the name of a thing."""
    head, space, noun = phrase.rpartition(" ")
    return head + space + capitalised(noun)


def _is_name(text: str) -> bool:
    """Whether the first and the last word have capitals, as "Prime Minister" and "People's Republic of China" do."""
    words = text.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
