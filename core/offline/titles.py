"""Titles: the phrases that tell best what a stretch is about, in their usual spelling."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.language.lists import lists, primary
from core.language.shown import capitalised, shown, spelled, tidy
from core.language.words import bare, terms
from core.offline.company import CAPITAL_NOUNS
from core.offline.forms import usual_form
from core.offline.phrases import Occurrence, Phrases
from core.offline.reading import Reading
from core.offline.stretch import Stretch

_LONGEST = 60
_TRIED = 12
_ALIKE = 3
_SCRAP = 2
# What a phrase's worth is multiplied by: for each word that says little, where none says more, where it is said once
# and has two words or more, where the video's title has a word of it. Set by hand, by
# reason and by how titles read; the figures depend on them less than on the words themselves.
_VAGUE, _ALL_VAGUE, _ONCE, _ONCE_LONG, _TITLED = 0.4, 0.05, 1.0, 0.75, 1.2
# Without marks and capitals, phrases run into each other.
_ONCE_SPOKEN, _ONCE_LONG_SPOKEN = 0.7, 0.3
# How much many words count, capitals and repetition; how good a second phrase must be beside the first.
_LENGTH, _PROPER, _FREQUENT, _SECOND = 0.15, 0.3, 0.5, 0.6
# How much it counts against a phrase that one word of it tells less than the others.
_UNEVEN = 0.5
# How good a longer phrase must be beside one of its words, so as to stand for it.
_SPECIFIC = 0.5
# How much is left of a phrase's worth for each title before that has its words, and where it is a speaker's name:
# people are addressed by it.
_TOLD, _ADDRESSED = 0.85, 0.4
LATE = 2.0
"""How much less a phrase counts in a title that comes up late."""


@dataclass(slots=True, eq=False)
class Candidate:
    """A phrase of a stretch: the form it has there most often, how often it is said, and its worth as a title."""

    said: Occurrence
    count: int
    worth: float

    def shares(self, other: "Candidate") -> bool:
        """Return whether two phrases have a word in common, or a word of one begins like a word of the other."""
        pairs = ((a, b) for a in self.said.key for b in other.said.key)
        return any(a == b or (min(len(a), len(b)) >= _ALIKE and (a.startswith(b) or b.startswith(a))) for a, b in pairs)


class Titles:
    """Gives titles to the stretches of one video, no two the same."""

    def __init__(self, reading: Reading, phrases: Phrases) -> None:
        """Title the stretches of a transcript from its phrases."""
        self._reading, self._known, self._phrases = reading, lists(reading.language), phrases
        self._titled = frozenset(terms(reading.transcript.video.title, reading.language))
        self._speakers = {word for cue in reading.transcript.cues for word in cue.speaker.lower().split()}
        self._once, self._once_long = (
            (_ONCE, _ONCE_LONG) if reading.names is None else (_ONCE_SPOKEN, _ONCE_LONG_SPOKEN)
        )
        self._vague = self._known.vague | {""}
        self._given: set[str] = set()
        self._told = Counter[str]()
        self._nouns_have_capitals = primary(reading.language) in CAPITAL_NOUNS

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

    def ranked(self, stretch: Stretch, fewest: int = 1, late: float = LATE) -> list[Candidate]:
        """Return the phrases that are said so many times in a stretch, or more often, the best title first.

        `late` is how much less one counts that comes up late.
        """
        forms: dict[tuple[str, ...], dict[Occurrence, int]] = {}
        places: dict[tuple[str, ...], float] = {}
        for number, at in enumerate(stretch.telling):
            for said in self._phrases.said[at]:
                if len(set(said.key)) == len(said.key) or " " not in said.text:
                    places.setdefault(said.key, number / len(stretch.telling))
                    counts = forms.setdefault(said.key, {})
                    counts[said] = counts.get(said, 0) + 1
        ranked = [
            Candidate(said, count, self._worth(said, count, stretch) * math.exp(-late * places[key]))
            for key, counts in forms.items()
            if (count := sum(counts.values())) >= fewest
            for said in [usual_form(counts, self._phrases.company, self._reading.language)]
        ]
        return sorted(ranked, key=lambda candidate: -candidate.worth)

    def specific(self, candidate: Candidate, ranked: Sequence[Candidate]) -> Candidate:
        """Return the best longer phrase that has the words of one and is nearly as good; itself if there is none.

        `ranked` holds the phrases to choose from.
        """
        key, least, ends = set(candidate.said.key), _SPECIFIC * candidate.worth, self._phrases.company.ends
        longer = [one for one in ranked if key < set(one.said.key) and one.count > 1 and one.worth >= least]
        return max((one for one in longer if ends(one.said.words)), key=self._fresh, default=candidate)

    def _possible(self, stretch: Stretch) -> Iterator[str]:
        """Yield titles from the best on: two phrases where the second is good, else one."""
        ranked = sorted(self.ranked(stretch), key=self._fresh, reverse=True)[:_TRIED]
        ranked = list(dict.fromkeys(self.specific(one, ranked) for one in ranked))
        for number, first in enumerate(ranked, start=1):
            one = self.written(first)
            for second in ranked[number:]:
                two = one + self._known.joiner + self.written(second)
                good = self._fresh(second) >= _SECOND * self._fresh(first) and not first.shares(second)
                if good and len(two) <= _LONGEST:
                    yield capitalised(two)
            if len(one) <= _LONGEST:
                yield capitalised(one)
        yield self._first_words(stretch)

    def _fresh(self, candidate: Candidate) -> float:
        """Return what a phrase is worth, and less the more titles there were of its words."""
        told = sum(self._told[term] for term in candidate.said.key) / len(candidate.said.key)
        return candidate.worth * math.pow(_TOLD, told)

    def written(self, candidate: Candidate) -> str:
        """Return a phrase in its usual spelling, as it stands inside a sentence."""
        said = candidate.said
        text = said.text.removesuffix(said.text.split()[-1]) + bare(said.text.split()[-1], self._reading.language)
        if self._reading.names is not None:
            told = spelled(text, self._reading.language, self._reading.names)
            return _with_noun(told) if self._nouns_have_capitals else told
        usual = self._phrases.company.spelling(said.words[0])
        if text[: len(usual)].casefold() != usual.casefold() or (not self._nouns_have_capitals and _is_name(text)):
            return tidy(text)
        return tidy(usual + text[len(usual) :])

    def _first_words(self, stretch: Stretch) -> str:
        """Return the beginning of what is said, for want of a phrase."""
        cues = self._reading.transcript.cues[stretch.first : stretch.last + 1]
        said = next((cue.text for cue in cues if any(map(str.isalnum, cue.text))), cues[0].text)
        text = shown(said, self._reading.language, self._reading.names).rstrip(".。।") or said
        return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + "…"

    def _worth(self, said: Occurrence, count: int, stretch: Stretch) -> float:
        vague = sum(_without_number(word) in self._vague for word in said.words) + _is_scrap(said)
        proper = self._phrases.company.proper(said.words)
        weights = [stretch.weights.get(term, 0.0) for term in said.key]
        worth = sum(weights) / math.pow(len(weights), _LENGTH) * _VAGUE**vague
        worth *= math.pow(min(weights) / max(weights), _UNEVEN) if worth else 0.0
        worth *= _ALL_VAGUE if vague == len(said.words) else 1.0
        if count == 1 and len(said.words) > 1:
            worth *= self._once if len(said.words) == 2 else self._once_long  # noqa: PLR2004 - a pair
        worth *= (1 + _FREQUENT * math.log(count)) * (1 + _PROPER * proper)
        worth *= _TITLED if self._titled.intersection(said.key) else 1.0
        worth *= _ADDRESSED if self._speakers.issuperset(said.words) and said.text[0].isupper() else 1.0
        return worth * self._phrases.company.nameable(said.words)


def _with_noun(phrase: str) -> str:
    """Return a phrase with a capital for its last word, which is a noun where a phrase is the name of a thing."""
    head, space, noun = phrase.rpartition(" ")
    return head + space + capitalised(noun)


def _without_number(word: str) -> str:
    """Return a word without the number that it begins with: "million" of "1million"."""
    return word.lstrip("0123456789.,")


def _is_scrap(said: Occurrence) -> bool:
    """Whether a phrase is two small letters of the Latin script, as what is left of "bi-weekly"."""
    return len(said.text) <= _SCRAP and said.text.isascii() and said.text.islower()


def _is_name(text: str) -> bool:
    """Whether the first and the last word have capitals, as "Prime Minister" and "People's Republic of China" do."""
    words = text.split()
    return len(words) > 1 and words[0][0].isupper() and words[-1][0].isupper()
