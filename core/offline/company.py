"""What stands beside a word tells what kind of word it is, in any language whose small words are known."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from core.language.lists import lists, plain, primary
from core.language.scripts import UNSPACED

GLUE = frozenset({" ", "-", "/", "_", ".", "+", " - ", "‑", "&", " & ", "'", "’"})
"""What may stand between two words of one phrase."""

CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun with a capital."""
_UNSURE = 0.5
# A word is a verb that comes so often after other light words, and never after an article or preposition.
_OFTEN = 2
_ENDED = 4


class Word(NamedTuple):
    """A word of a text: where it begins and ends there, in lower case, and whether it says nothing by itself."""

    start: int
    end: int
    lower: str
    light: bool


class Company:
    """Counts what stands beside the words of a transcript; all are noticed before anything is asked.

    A name comes after articles and prepositions rather than after "to" or "we"; its last word stands before marks and
    light words rather than before an article, or before more of the same phrase.
    """

    def __init__(self, language: str) -> None:
        """Begin with nothing counted; `language` is a BCP 47 code."""
        known = lists(language)
        self._joiner = known.joiner.strip()
        self._endings = tuple(known.doing)
        self._capital_nouns = primary(language) in CAPITAL_NOUNS
        self._determiners, self._stops = known.determiners, known.stop_words
        self._naming = (known.inner | known.determiners) - {self._joiner, "to"}
        self._light = known.stop_words | known.fillers | plain("abbreviations")
        self._usual: dict[str, str] = {}
        self._known: dict[str, tuple[str, bool]] = {}
        self._named, self._done = Counter[str](), Counter[str]()
        self._closing, self._uses = Counter[str](), Counter[str]()
        self._spelled: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def word(self, start: int, written: str) -> Word:
        """Return a word of a text that begins at a character of it."""
        lower, light = self._known.get(written) or self._known.setdefault(written, self._judged(written))
        return Word(start, start + len(written), lower, light)

    def notice(self, text: str, words: Sequence[Word]) -> None:
        """Count the words of a sentence."""
        for at, word in enumerate(words):
            if not word.light:
                self._uses[word.lower] += 1
                if at:
                    self._after(words[at - 1].lower, words[at - 1].light, word.lower, text[word.start : word.end])
                if at + 1 == len(words) or text[word.end : words[at + 1].start] not in GLUE:
                    self._closing[word.lower] += 1
                else:
                    self._closing[word.lower] += words[at + 1].light and words[at + 1].lower not in self._determiners

    def nameable(self, words: Sequence[str]) -> float:
        """Return how much a phrase stands like the name of a thing, around 1."""
        first, last = words[0], words[-1]
        named = (self._named[first] + 1) / (self._named[first] + self._done[first] + 2)
        closing = (self._closing[last] + 1) / (self._uses[last] + 2)
        sure = 1.0 if len(words) > 1 or self._named[first] or self.proper(words) else _UNSURE
        return 2 * math.sqrt(named * closing) * sure

    def doing(self, words: Sequence[str]) -> bool:
        """Return whether a phrase begins or ends with a word that names what is done, and no thing."""
        return self._does(words[0]) or self._does(words[-1])

    def ends(self, words: Sequence[str]) -> bool:
        """Return whether a phrase's last word ever stands where phrases end."""
        return self._closing[words[-1]] > 0

    def bound(self, words: Sequence[str]) -> float:
        """Return how often a phrase's first word comes after an article or preposition, from 0 to 1."""
        return self._named[words[0]] / max(1, self._uses[words[0]])

    def proper(self, words: Sequence[str]) -> float:
        """Return which share of a phrase's words is written with a capital inside sentences."""
        telling = [word for word in words if word not in self._stops]
        return sum(self.spelling(word)[:1].isupper() for word in telling) / max(1, len(telling))

    def spelling(self, word: str) -> str:
        """Return how a word is most often written inside sentences; as given where it never stands there."""
        if word not in self._usual:
            spelled = self._spelled.get(word)
            self._usual[word] = max(spelled, key=spelled.__getitem__) if spelled else word
        return self._usual[word]

    def _judged(self, written: str) -> tuple[str, bool]:
        lower = written.lower().replace("’", "'")
        one = len(lower) == 1 and not lower.isdigit()
        return lower, lower in self._light or one or bool(UNSPACED.search(lower))

    def _does(self, word: str) -> bool:
        if self._capital_nouns:
            return not self.spelling(word)[:1].isupper()
        ended = len(word) > _ENDED and word.endswith(self._endings)
        done = self._done[word] >= _OFTEN and not self._named[word] and not self.spelling(word)[:1].isupper()
        return ended or done

    def _after(self, before: str, light: bool, word: str, written: str) -> None:  # noqa: FBT001 - a part of Word
        self._spelled[word][written] += 1
        self._named[word] += before in self._naming
        self._done[word] += light and before not in self._naming and before != self._joiner
