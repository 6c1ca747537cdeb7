"""Where every word of a transcript is said, built once and asked many times."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from core.answers.vectors import Floats, Ints
from core.language.lists import primary
from core.language.sentences import Sentence, sentences
from core.language.words import terms, tokens
from core.model import Citation, Cue, Transcript

_MOST_SENTENCES = 100


@dataclass(frozen=True, slots=True)
class Windows:
    """Runs of sentences, one for each sentence i: sentences[lo[i]:hi[i]]."""

    lo: Ints
    hi: Ints


class Index:
    """A transcript as sentences, and in which of them each word is said.

    Attributes:
        transcript: the transcript.
        language: its language, as `core.language.lists.primary` gives it.
        sentences: its sentences, in order.
        starts: when the first cue of each sentence starts, in seconds.
        ends: when the last cue of each sentence ends, or the next sentence starts; never less than that before it.
        duration: how long the video is, in seconds.
        speakers: who says each sentence, "" where the captions don't say.
        names: the names of all who speak.
        bags: how often each sentence has each of its terms.
        terms: for each term, how often which sentence has it.
        words: the same for the words as they were said, lower-cased.
        size: how many terms there are in all.
        matches: what was found so far of what was asked about, by term and word: how well, how often in which sentence.
    """

    def __init__(self, transcript: Transcript) -> None:
        cues = transcript.cues
        self.transcript = transcript
        self.language = primary(transcript.language)
        self.sentences = sentences(cues, self.language)
        self.starts = np.array([cues[one.first].start for one in self.sentences])
        self.ends = _ends(cues, self.sentences, self.starts)
        self.duration = max(transcript.video.duration, float(self.ends[-1]))
        self.speakers = _speakers(cues, self.sentences)
        self.names = frozenset(self.speakers) - {"", ">>"}
        words = [tokens(one.text.lower(), self.language) for one in self.sentences]
        stems = {word: terms(word, self.language) for word in set(chain.from_iterable(words))}
        self.bags = [Counter(chain.from_iterable(stems[word] for word in sentence)) for sentence in words]
        self.terms = _postings(self.bags)
        self.words = _postings([Counter(word for word in sentence if stems[word]) for sentence in words])
        self._before = np.concatenate([[0.0], np.cumsum([bag.total() for bag in self.bags])])
        self.size = max(1.0, float(self._before[-1]))
        self.matches: dict[tuple[str, str], tuple[float, Mapping[int, float]]] = {}

    def __len__(self) -> int:
        return len(self.sentences)

    def counts(self, postings: Mapping[int, float]) -> Floats:
        """Return how often something is said before each sentence, and in all: one number more than sentences."""
        said = np.zeros(len(self) + 1)
        for at, count in postings.items():
            said[at + 1] = count
        return np.cumsum(said)

    def cite(self, first: int, last: int) -> Citation:
        """Return the sentences from `first` to `last` as a passage."""
        cited = self.sentences[first : last + 1]
        text = " ".join(one.text for one in cited)
        end = max(cue.end for cue in self.transcript.cues[cited[0].first : cited[-1].last + 1])
        return Citation(float(self.starts[first]), end, text)

    def lengths(self, windows: Windows) -> Floats:
        """Return how many terms each window has."""
        lengths: Floats = self._before[windows.hi] - self._before[windows.lo]
        return lengths

    def ahead(self, seconds: float) -> Windows:
        """Return for each sentence the run that begins with it and lasts no more than `seconds`, or itself.

        No run has more than a hundred sentences, which nobody says in a minute: times may be useless.
        """
        lo = np.arange(len(self))
        hi = np.searchsorted(self.ends, self.starts + seconds + 0.01, "right")
        return Windows(lo, np.clip(hi, lo + 1, lo + _MOST_SENTENCES).clip(max=len(self)))


def _ends(cues: Sequence[Cue], found: Sequence[Sentence], starts: Floats) -> Floats:
    ends = np.array([max(cue.end for cue in cues[one.first : one.last + 1]) for one in found])
    following = np.append(starts, np.inf)[np.searchsorted(starts, starts, "right")]
    cut: Floats = np.maximum.accumulate(np.minimum(ends, following))
    return cut


def _speakers(cues: Sequence[Cue], found: Sequence[Sentence]) -> list[str]:
    speaking: list[str] = []
    for cue in cues:
        speaking.append(cue.speaker or (speaking[-1] if speaking else ""))
    return [speaking[one.first] for one in found]


def _postings(bags: Sequence[Counter[str]]) -> dict[str, dict[int, int]]:
    postings: dict[str, dict[int, int]] = defaultdict(dict)
    for at, bag in enumerate(bags):
        for word, count in bag.items():
            postings[word][at] = count
    return dict(postings)
