"""A transcript read once: its sentences, what they are counted by, and how its words are spelled."""

from bisect import bisect_left
from collections import Counter
from functools import cached_property

from core.language.measure import length
from core.language.names import spellings
from core.language.sentences import Sentence, sentences
from core.language.words import terms
from core.model import Transcript
from core.topics.markers import announces, folded


class Reading:
    """What all the writing about a transcript rests on.

    Attributes:
        transcript: the transcript.
        language: its language, BCP 47.
        sentences: all of it, in order.
        lengths: of each sentence how many words it has, as `core.language.measure` counts them.
        terms: of each sentence what it is counted by.
        uses: how often each term is used in the whole.
        names: how words are spelled, where the transcript itself doesn't tell; None where it does.
    """

    def __init__(self, transcript: Transcript) -> None:
        """Read a transcript."""
        self.transcript = transcript
        self.language = transcript.language
        self.sentences: list[Sentence] = sentences(transcript.cues, self.language)
        self.lengths = [length(sentence.text) for sentence in self.sentences]
        self.terms = [terms(sentence.text, self.language) for sentence in self.sentences]
        self.uses = Counter(term for said in self.terms for term in said)
        self.names = spellings(transcript)
        self._firsts = [sentence.first for sentence in self.sentences]

    @cached_property
    def announcing(self) -> frozenset[int]:
        """The positions of the sentences that say that something new begins."""
        texts = enumerate(folded(sentence.text) for sentence in self.sentences)
        return frozenset(at for at, text in texts if announces(text, self.language))

    def between(self, first: int, last: int) -> range:
        """Return the positions of the sentences that begin in the cues from `first` to `last`, both inside."""
        return range(bisect_left(self._firsts, first), bisect_left(self._firsts, last + 1))
