"""Titles: the phrases that tell best what a stretch is about, in their usual spelling."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest

from core.language.lists import lists
from core.language.shown import capitalised, shown
from core.language.words import terms
from core.offline.evidence import COEFFICIENTS, Evidence, Judge
from core.offline.forms import usual_form
from core.offline.phrases import Occurrence, Phrases
from core.offline.reading import Reading
from core.offline.stretch import Stretch
from core.offline.written import Spelling
from core.topics.coefficients import coefficients

_LONGEST = 60
# How many phrases of a stretch are looked at closely, and how many are tried for a title.
_CLOSER, _TRIED = 100, 12
_ALIKE = 3
# A second phrase stands beside the first where they are said in the same sentence so often, it isn't worth less by more
# than so much, and no title before has its words.
_TOGETHER, _SECOND = 2, 6.0
# How much less a phrase is worth for each title before that has its words.
_TOLD = 1.0


@dataclass(slots=True, eq=False)
class Candidate:
    """A phrase of a stretch: the form it has there most often, and how good a title it is.

    Attributes:
        said: the phrase.
        places: in which of the stretch's telling sentences it is said, ascending.
        evidence: what speaks for it.
        worth: the same weighed, in log-odds beside another phrase.
    """

    said: Occurrence
    places: list[int]
    evidence: Evidence
    worth: float

    def shares(self, other: "Candidate") -> bool:
        """Return whether two phrases have a word in common, or a word of one begins like a word of the other."""
        pairs = ((a, b) for a in self.said.key for b in other.said.key)
        return any(a == b or (min(len(a), len(b)) >= _ALIKE and (a.startswith(b) or b.startswith(a))) for a, b in pairs)

    def goes_with(self, other: "Candidate") -> bool:
        """Return whether two phrases are said together again and again, and share no word."""
        return len(set(self.places) & set(other.places)) >= _TOGETHER and not self.shares(other)


class Titles:
    """Gives titles to the stretches of one video, no two the same."""

    def __init__(self, reading: Reading, phrases: Phrases, weights: Mapping[str, float] | None = None) -> None:
        """Title the stretches of a transcript from its phrases; other weights than those learned are for training."""
        self._reading, self._phrases = reading, phrases
        self._joiner = lists(reading.language).joiner
        self._judge = Judge(reading, phrases)
        self._spelling = Spelling(reading, phrases.company)
        learned = weights or coefficients(COEFFICIENTS)
        self._weights = [learned[name] for name in Evidence._fields]
        self._given: set[str] = set()
        self._told = Counter[str]()

    def of(self, stretch: Stretch) -> str:
        """Return a title for a stretch; never empty, and never one that was given before."""
        title = ""
        for possible in self._possible(stretch):
            title = title or possible
            if possible.casefold() not in self._given:
                self._told.update(set(terms(possible, self._reading.language)))
                return self.give(possible)
        return self.give(title)

    def give(self, title: str) -> str:
        """Return a title, with a number where it was given before."""
        number, given = 1, title
        while given.casefold() in self._given:
            number += 1
            given = f"{title} ({number})"
        self._given.add(given.casefold())
        return given

    def ranked(self, stretch: Stretch, most: int = _CLOSER, fewest: int = 1, pace: float = 0.5) -> list[Candidate]:
        """Return phrases of a stretch, the best title first.

        Args:
            stretch: where they are said.
            most: how many are looked at, those that are said earliest and most often.
            fewest: how often they are said at least.
            pace: how much less they count that come up late: by how much of itself with every sentence before.
        """
        uses: dict[tuple[str, ...], list[tuple[int, Occurrence]]] = {}
        for number, at in enumerate(stretch.telling):
            for said in self._phrases.said[at]:
                uses.setdefault(said.key, []).append((number, said))
        shares = [1 / (1 + pace * number) for number in range(len(stretch.telling))]
        early = {key: sum(shares[at] for at, _ in used) for key, used in uses.items() if len(used) >= fewest}
        closer = nlargest(most, early, key=early.__getitem__)
        ranked = [self._candidate(stretch, uses[key], math.log(early[key])) for key in closer]
        return sorted(ranked, key=lambda candidate: -candidate.worth)

    def written(self, candidate: Candidate) -> str:
        """Return a phrase in its usual spelling, as it stands inside a sentence."""
        return self._spelling.of(candidate.said)

    def _candidate(self, stretch: Stretch, uses: Sequence[tuple[int, Occurrence]], early: float) -> Candidate:
        places = [number for number, _ in uses]
        forms = Counter(said for _, said in uses)
        said = usual_form(forms, self._phrases.company, self._reading.language)
        evidence = self._judge.evidence(said, places, stretch, early)
        worth = sum(weight * value for weight, value in zip(self._weights, evidence, strict=True))
        return Candidate(said, places, evidence, worth)

    def _possible(self, stretch: Stretch) -> Iterator[str]:
        """Yield titles from the best on: two phrases where they belong together, else one."""
        ranked = sorted(self.ranked(stretch), key=self._fresh, reverse=True)[:_TRIED]
        for number, first in enumerate(ranked, start=1):
            one, least = self.written(first), self._fresh(first) - _SECOND
            new = (other for other in ranked[number:] if self._told.keys().isdisjoint(other.said.key))
            others = (other for other in new if self._fresh(other) >= least and first.goes_with(other))
            for title in [*(self._both(first, other, ranked) for other in others), one]:
                if len(title) <= _LONGEST:
                    yield capitalised(title)
        yield self._first_words(stretch)

    def _both(self, one: Candidate, other: Candidate, ranked: Sequence[Candidate]) -> str:
        """Return two phrases as a title: the phrase that they make together if there is one, else joined."""
        key = {*one.said.key, *other.said.key}
        whole = (self.written(longer) for longer in ranked if key == set(longer.said.key))
        return next(whole, self.written(one) + self._joiner + self.written(other))

    def _fresh(self, candidate: Candidate) -> float:
        """Return what a phrase is worth, and less the more titles there were of its words."""
        told = sum(self._told[term] for term in candidate.said.key) / len(candidate.said.key)
        return candidate.worth - _TOLD * told

    def _first_words(self, stretch: Stretch) -> str:
        """Return the beginning of what is said, for want of a phrase."""
        cues = self._reading.transcript.cues[stretch.first : stretch.last + 1]
        said = next((cue.text for cue in cues if any(map(str.isalnum, cue.text))), cues[0].text)
        text = shown(said, self._reading.language, self._reading.names).rstrip(".。।") or said
        return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"
