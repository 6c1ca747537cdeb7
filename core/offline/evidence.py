"""What speaks for a phrase as the title of a stretch."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from core.language.lists import lists
from core.language.words import terms
from core.offline.phrases import Occurrence, Phrases
from core.offline.reading import Reading
from core.offline.stretch import Stretch
from core.topics.markers import announcers

COEFFICIENTS = Path(__file__).parent / "coefficients.txt"
"""What each kind of evidence weighs, written by training/titles.py."""
_SCRAP = 2
_LEAST = 1e-9


class Evidence(NamedTuple):
    """What speaks for a phrase: logarithms of numbers, shares from 0 to 1, and whether something is so.

    Attributes:
        early: how often it is said, where each use counts less the more sentences come before it.
        weight: how much its terms tell of the stretch, in the mean.
        length: how many terms it has.
        apart: how much more often than the phrase its rarest term is said: none of "thin air", but all of "full node".
        nameable: how much it stands like the name of a thing.
        doing: whether it begins or ends with a word for what is done rather than for a thing.
        announced: whether it is said where a topic is announced.
        proper: which share of its words has capitals inside sentences.
        once: where it is said only once and has more terms than one, how many, as a logarithm: they may stand together
            by chance.
        vague: how many of its words say little.
        hollow: whether all of them do, or it is a single word that announces topics.
        addressed: whether it is a speaker's name, by which people are addressed.
        titled: whether the video's title has a word of it.
    """

    early: float
    weight: float
    length: float
    apart: float
    nameable: float
    doing: float
    announced: float
    proper: float
    once: float
    vague: float
    hollow: float
    addressed: float
    titled: float


class Judge:
    """Collects the evidence for phrases of one transcript."""

    def __init__(self, reading: Reading, phrases: Phrases) -> None:
        """Judge the phrases of a transcript."""
        self._company = phrases.company
        self._vague = lists(reading.language).vague | {""}
        self._announcers = announcers(reading.language)
        self._titled = frozenset(terms(reading.transcript.video.title, reading.language))
        self._speakers = {word for cue in reading.transcript.cues for word in cue.speaker.lower().split()}
        self._manners: dict[Occurrence, tuple[float, ...]] = {}

    def evidence(self, said: Occurrence, places: Sequence[int], stretch: Stretch, early: float) -> Evidence:
        """Return what speaks for a phrase.

        Args:
            said: the phrase in its usual form.
            places: in which of the stretch's telling sentences it is said, ascending.
            stretch: where it is said.
            early: how early and often it is said there.
        """
        weights = [stretch.weights.get(term, _LEAST) for term in said.key]
        rarest = min(stretch.uses[term] for term in said.key)
        announced = any(place in stretch.announced for place in places)
        nameable, doing, proper, vague, hollow, addressed, titled = self._manner(said)
        return Evidence(
            early=early,
            weight=math.log(sum(weights) / len(weights)),
            length=math.log(len(said.key)),
            apart=math.log(max(1, rarest) / len(places)),
            nameable=nameable,
            doing=doing,
            announced=announced,
            proper=proper,
            once=math.log(len(said.key)) if len(places) == 1 else 0.0,
            vague=vague,
            hollow=hollow,
            addressed=addressed,
            titled=titled,
        )

    def _manner(self, said: Occurrence) -> tuple[float, ...]:
        """Return what speaks for a phrase wherever it is said."""
        if said not in self._manners:
            vague = sum(_without_number(word) in self._vague for word in said.words) + _is_scrap(said)
            self._manners[said] = (
                math.log(self._company.nameable(said.words)),
                self._company.doing(said.words),
                self._company.proper(said.words),
                vague,
                vague >= len(said.words) or (len(said.words) == 1 and said.words[0] in self._announcers),
                self._speakers.issuperset(said.words) and said.text[0].isupper(),
                not self._titled.isdisjoint(said.key),
            )
        return self._manners[said]


def _without_number(word: str) -> str:
    """Return a word without the number that it begins with: "million" of "1million"."""
    return word.lstrip("0123456789.,")


def _is_scrap(said: Occurrence) -> bool:
    """Whether a phrase is two small letters of the Latin script, as what is left of "bi-weekly"."""
    return len(said.text) <= _SCRAP and said.text.isascii() and said.text.islower()
