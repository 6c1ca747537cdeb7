"""How well sentences stand alone, whatever they say."""

from itertools import pairwise

from core.language.leads import asks, bound, broken, dangles, unfinished, without_leads
from core.language.lists import lists
from core.language.measure import length
from core.language.scripts import UNSPACED
from core.language.shown import shown
from core.offline.addresses import Addresses
from core.offline.asides import advertisements, greetings, procedure
from core.offline.reading import Reading
from core.topics.markers import announces, folded

_QUESTIONS = ("?", "？", "؟", ";")
_ENDS = (".", "!", "…", "。", "！", "।", "॥", "။", "។", "։", '"', "”", "’", "»", "」", "』", ")", *_QUESTIONS)
_TRAILING = ("…", "...", " -", "–", "—")
# How much is left of a sentence's worth that has such a fault.
_DANGLING, _BOUND, _QUESTION, _FRAGMENT, _UNFINISHED, _THIN = 0.6, 0.5, 0.4, 0.5, 0.3, 0.6
_GREETING, _PROCEDURE, _ADVERTISEMENT, _ANNOUNCEMENT = 0.2, 0.4, 0.02, 0.5
_LENGTHS = ((4, 0.1), (7, 0.5), (9, 0.8), (40, 1.0), (60, 0.7))
_TOO_LONG = 0.4
_STUMBLING, _LEAST = 3.0, 0.3
# A sentence that is cut in the wrong place is worth little, whatever it says.
_SURENESS = 2
_THIN_SHARE = 0.2
_CUT = 2
_SHORT_GREETING, _SHORT_ANNOUNCEMENT = 14, 14


class Worth:
    """The worth of a transcript's sentences, from 0 to 1.

    Attributes:
        beside: positions of those that are beside the matter: advertisements, mere greetings, and how a meeting is run.
    """

    def __init__(self, reading: Reading) -> None:
        """Find the greetings and advertisements of a transcript."""
        self._reading, self._known = reading, lists(reading.language)
        texts = [sentence.text for sentence in reading.sentences]
        self._greetings = greetings(texts, reading.language)
        self._advertisements = advertisements(texts, reading.language)
        self._addresses = Addresses(texts, reading.language)
        self._procedure = procedure(texts, reading.language)
        short = {at for at in self._greetings | self._procedure if reading.lengths[at] <= _SHORT_GREETING}
        self.beside = self._advertisements | short
        marked = sum(text.endswith(_ENDS) for text in texts)
        self._marked = 2 * marked > len(texts)
        self._dangling: dict[int, bool] = {}
        self._worths: dict[int, float] = {}
        self._shown: dict[int, str] = {}

    def of(self, at: int) -> float:
        """Return how well the sentence at a position of the reading stands alone, and is a whole one."""
        return self.alone(at) * self._reading.sentences[at].sure ** _SURENESS

    def alone(self, at: int) -> float:
        """Return how well the sentence at a position of the reading stands alone, if it is a whole one."""
        if at not in self._worths:
            self._worths[at] = self._judged(at)
        return self._worths[at]

    def dangles(self, at: int) -> bool:
        """Return whether a sentence leans on the one before it."""
        self.alone(at)
        return self._dangling[at]

    def asks(self, at: int) -> bool:
        """Return whether a sentence is a question."""
        text = self._reading.sentences[at].text
        return text.endswith(_QUESTIONS) or (not self._marked and asks(text, self._reading.language))

    def shown(self, at: int) -> str:
        """Return a sentence as people are shown it, "" where it says nothing."""
        if at not in self._shown:
            text = self._addresses.without(self._reading.sentences[at].text)
            self._shown[at] = shown(text, self._reading.language, self._reading.names)
        return self._shown[at]

    def _judged(self, at: int) -> float:
        said = self._addresses.without(self._reading.sentences[at].text)
        text = without_leads(said, self._reading.language)
        words = length(text)
        worth = next((worth for longest, worth in _LENGTHS if words < longest), _TOO_LONG)
        self._dangling[at] = dangles(text, self._reading.language)
        worth *= _DANGLING if self._dangling[at] else 1.0
        worth *= _BOUND if bound(text, self._reading.language) else 1.0
        worth *= _QUESTION if self.asks(at) else 1.0
        worth *= _FRAGMENT if self._fragment(text) else 1.0
        worth *= _UNFINISHED if unfinished(text, self._reading.language) else 1.0
        worth *= self._to_the_matter(at, said, words)
        worth *= _THIN if len(self._reading.terms[at]) < _THIN_SHARE * words else 1.0
        return worth * max(_LEAST, 1 - _STUMBLING * self._stumbles(text))

    def _to_the_matter(self, at: int, said: str, words: int) -> float:
        worth = _GREETING if at in self._greetings else 1.0
        worth *= _PROCEDURE if at in self._procedure else 1.0
        worth *= _ADVERTISEMENT if at in self._advertisements else 1.0
        announcing = words <= _SHORT_ANNOUNCEMENT and announces(folded(said), self._reading.language)
        return worth * (_ANNOUNCEMENT if announcing else 1.0)

    def _fragment(self, text: str) -> bool:
        if self._marked:
            return not text.endswith(_ENDS) or text.endswith(_TRAILING)
        return broken(text, self._reading.language)

    def _stumbles(self, text: str) -> float:
        """Return which share of the words is filler, said twice or broken off."""
        words = [word.replace("...", "…").strip(".,!?;:").lower() for word in text.split()]
        broken = sum(a == b or self._broken_off(a) for a, b in pairwise([*words, ""]) if a)
        return broken / max(1, len(words))

    def _broken_off(self, word: str) -> bool:
        cut = len(word) <= _CUT and word.isalpha() and bool(self._known.stop_words) and not UNSPACED.search(word)
        return word in self._known.fillers or word.endswith(("-", "…")) or (cut and word not in self._known.stop_words)
