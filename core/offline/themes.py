"""The themes of a whole video: the phrases that come up in most of it."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from operator import attrgetter
from typing import NamedTuple

from core.offline.evidence import Evidence
from core.offline.material import Material
from core.offline.stretch import Stretch
from core.offline.titles import Candidate, Titles

_LOOKED_AT = 300
_OFTEN = 2
# What speaks for a title speaks for a theme, but how often it is said counts by what it covers. In log-odds, by hand.
_WEIGHTS = dict.fromkeys(Evidence._fields, 0.0) | {
    "early": 0.7,
    "weight": 2.0,
    "length": 1.7,
    "nameable": 2.0,
    "doing": -2.0,
    "proper": 1.0,
    "once": -1.0,
    "vague": -3.0,
    "hollow": -6.0,
    "addressed": -2.0,
    "titled": 1.0,
}
# How much less a longer phrase may be worth than one of its words, so as to stand for it.
_SPECIFIC = 1.4


class Theme(NamedTuple):
    """A phrase in its usual spelling, and the terms it is known by."""

    text: str
    terms: tuple[str, ...]


def themes(material: Material, stretches: Sequence[Stretch], most: int) -> list[Theme]:
    """Return up to so many phrases that together cover the stretches of a video, in the order they come up.

    Greedy maximisation of a submodular sum: in each stretch, the more of it is covered the less more phrases count.

    Args:
        material: of the transcript.
        stretches: all of the video in order.
        most: how many phrases.
    """
    titles = Titles(material.reading, material.phrases, _WEIGHTS)
    whole = material.whole()
    pace = 1 / len(whole.telling)  # people open with what a video is about; but it is the whole that counts
    all_ = titles.ranked(whole, _LOOKED_AT, _OFTEN, pace) or titles.ranked(whole, _LOOKED_AT, 1, pace)
    left = all_
    uses = _uses(material, stretches, {candidate.said.key for candidate in left})
    shares = [len(stretch.sentences) for stretch in stretches]
    covered = Counter[int]()

    def gain(candidate: Candidate) -> float:
        here = uses[candidate.said.key]
        more = (math.sqrt(covered[at] + count) - math.sqrt(covered[at]) for at, count in here.items())
        return math.exp(candidate.worth) * sum(shares[at] * grown for at, grown in zip(here, more, strict=True))

    chosen: list[Candidate] = []
    while left and len(chosen) < most:
        best = max(left, key=gain)
        chosen.append(best)
        covered.update(uses[best.said.key])
        left = [candidate for candidate in left if not candidate.shares(best)]
    chosen.sort(key=lambda one: min(uses[one.said.key]))
    return [
        Theme(titles.written(said), one.said.key)
        for one, said in zip(chosen, _told(material, chosen, all_), strict=True)
    ]


def _told(material: Material, chosen: Sequence[Candidate], all_: Sequence[Candidate]) -> list[Candidate]:
    """Return for each phrase the longer one that says it more exactly, no two with a word in common."""
    told: list[Candidate] = []
    for number, one in enumerate(chosen):
        others = [*told, *chosen[number + 1 :]]
        longer = _longer(material, one, all_)
        apart = [two for two in longer if not any(map(two.shares, others))]
        told.append(max(apart, key=attrgetter("worth"), default=one))
    return told


def _longer(material: Material, one: Candidate, all_: Sequence[Candidate]) -> list[Candidate]:
    """Return the longer phrases that have the words of one, are said again and are nearly as good."""
    key, least, ends = set(one.said.key), one.worth - _SPECIFIC, material.phrases.company.ends
    longer = (two for two in all_ if key < set(two.said.key) and len(two.places) > 1)
    return [two for two in longer if two.worth >= least and ends(two.said.words)]


def _uses(
    material: Material, stretches: Sequence[Stretch], keys: set[tuple[str, ...]]
) -> defaultdict[tuple[str, ...], Counter[int]]:
    """Return for each phrase how often it is said in each stretch, by the stretch's position."""
    uses: defaultdict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
    for at, stretch in enumerate(stretches):
        for sentence in stretch.sentences:
            for said in material.phrases.said[sentence]:
                if said.key in keys:
                    uses[said.key][at] += 1
    return uses
