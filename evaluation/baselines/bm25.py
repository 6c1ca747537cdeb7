"""Answers by BM25: the passages that rank best, whatever they say."""

import math
from collections import Counter, defaultdict

from core.language.words import terms
from core.model import Transcript

_CUES, _CITED = 12, 3
_K1, _B = 1.2, 0.75


class Passages:
    """A transcript in passages of twelve cues, as FORMAT.md's floor has them.

    Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework: BM25 and Beyond".
    """

    def __init__(self, transcript: Transcript) -> None:
        """Count the terms of a transcript."""
        self._language, cues = transcript.language, transcript.cues
        self._parts = [cues[at : at + _CUES] for at in range(0, len(cues), _CUES)]
        bags = [Counter(term for cue in part for term in terms(cue.text, self._language)) for part in self._parts]
        self._sizes = [bag.total() for bag in bags]
        self._postings: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for at, bag in enumerate(bags):
            for term, count in bag.items():
                self._postings[term][at] = count

    def best(self, question: str) -> list[tuple[float, float, str]]:
        """Return the three best passages: start, end and text."""
        usual = sum(self._sizes) / len(self._sizes) or 1.0
        scores: defaultdict[int, float] = defaultdict(float)
        for term in terms(question, self._language):
            found = self._postings.get(term, {})
            rare = math.log(1 + (len(self._parts) - len(found) + 0.5) / (len(found) + 0.5))
            for at, count in found.items():
                scores[at] += rare * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * self._sizes[at] / usual))
        ranked = sorted(scores, key=lambda at: -scores[at])[:_CITED] or [0]
        return [
            (part[0].start, part[-1].end, " ".join(cue.text for cue in part))
            for part in (self._parts[at] for at in ranked)
        ]
