"""The phrases of a transcript that could be a title: a few words with meaning, as they are said."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.language.lists import lists
from core.language.scripts import WORD, unspaced
from core.language.shown import ANNOTATION
from core.language.words import terms
from core.offline.company import GLUE, Company, Word
from core.offline.compounds import Compounds
from core.offline.reading import Reading

_MOST_WORDS = 3
_LOOKED_AT = 100
# What ties two words into one, so that neither is a phrase by itself.
_TIES = frozenset("-‑_/.")


class Occurrence(NamedTuple):
    """A phrase where it is said: the terms it is known by, its words in lower case, and how it stands there."""

    key: tuple[str, ...]
    words: tuple[str, ...]
    text: str


class Phrases:
    """All the phrases of a transcript.

    Attributes:
        said: of each sentence the phrases in it.
        company: what stands beside their words.
    """

    def __init__(self, reading: Reading) -> None:
        """Find the phrases of a transcript."""
        known, self._language = lists(reading.language), reading.language
        self._articles = known.articles
        self._inner = known.inner - {known.joiner.strip()}
        self.company = Company(reading.language)
        self._terms: dict[str, tuple[str, ...]] = {}
        texts = [ANNOTATION.sub(" … ", sentence.text) for sentence in reading.sentences]
        self._compounds = Compounds(texts if unspaced("".join(texts[:_LOOKED_AT])) else [], reading.language)
        self.said = [self._of(text) for text in texts]

    def _of(self, text: str) -> list[Occurrence]:
        words = [self.company.word(found.start(), found.group()) for found in WORD.finditer(text)]
        self.company.notice(text, words)
        begins = (at for at, word in enumerate(words) if not word.light)
        spaced = (occurrence for at in begins for occurrence in self._from(text, words, at))
        compounds = ((self._terms_of(word), word) for word in self._compounds.of(text))
        return [*spaced, *(Occurrence(key, (word,), word) for key, word in compounds if key)]

    def _terms_of(self, word: str) -> tuple[str, ...]:
        if word not in self._terms:
            self._terms[word] = tuple(terms(word, self._language))
        return self._terms[word]

    def _from(self, text: str, words: Sequence[Word], at: int) -> Iterator[Occurrence]:
        """Yield the phrases that begin with a word of meaning: none ends with a light one, and few kinds are inside."""
        key: tuple[str, ...] = ()
        said: tuple[str, ...] = ()
        if at and _tied(text, words[at - 1], words[at]):
            return
        content = 0
        for end in range(at, len(words)):
            word = words[end]
            content += not word.light
            if content > _MOST_WORDS:
                return
            if end > at and text[words[end - 1].end : word.start] not in GLUE:
                return
            if word.light and not self._inside(word, words[end - 1]):
                return
            said += (word.lower,)
            if not word.light:
                key += self._terms_of(word.lower)
                if key and not (end + 1 < len(words) and _tied(text, word, words[end + 1])):
                    written = text[words[at].start : word.end]
                    if " " not in written or len(set(key)) == len(key):
                        yield Occurrence(key, said, written)

    def _inside(self, word: Word, before: Word) -> bool:
        """Return whether a light word may stand inside a phrase: an article after a word of meaning begins another."""
        return word.lower in self._inner and (before.light or word.lower not in self._articles)


def _tied(text: str, one: Word, other: Word) -> bool:
    return text[one.end : other.start] in _TIES
