"""The themes of a whole video: the phrases that come up in most of it."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from core.offline.material import Material
from core.offline.stretch import Stretch
from core.offline.titles import Candidate, Titles

_LOOKED_AT = 300
_OFTEN = 2
# People open with what a video is about; but it is the whole that counts.
_LATE = 0.5


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
    titles = Titles(material.reading, material.phrases)
    whole = material.whole()
    all_ = (titles.ranked(whole, _OFTEN, _LATE) or titles.ranked(whole, 1, _LATE))[:_LOOKED_AT]
    left = all_
    uses = _uses(material, stretches, {candidate.said.key for candidate in left})
    shares = [len(stretch.sentences) for stretch in stretches]
    covered = Counter[int]()

    def gain(candidate: Candidate) -> float:
        here = uses[candidate.said.key]
        more = (math.sqrt(covered[at] + count) - math.sqrt(covered[at]) for at, count in here.items())
        return candidate.worth**2 * sum(shares[at] * grown for at, grown in zip(here, more, strict=True))

    chosen: list[Candidate] = []
    while left and len(chosen) < most:
        best = max(left, key=gain)
        chosen.append(best)
        covered.update(uses[best.said.key])
        left = [candidate for candidate in left if not candidate.shares(best)]
    chosen.sort(key=lambda one: min(uses[one.said.key]))
    return [
        Theme(titles.written(said), one.said.key) for one, said in zip(chosen, _told(titles, chosen, all_), strict=True)
    ]


def _told(titles: Titles, chosen: Sequence[Candidate], all_: Sequence[Candidate]) -> list[Candidate]:
    """Return for each phrase the longer one that says it more exactly, no two with a word in common."""
    told: list[Candidate] = []
    for number, one in enumerate(chosen):
        others = [*told, *chosen[number + 1 :]]
        longer = [two for two in all_ if set(one.said.key) < set(two.said.key)]
        told.append(titles.specific(one, [two for two in longer if not any(map(two.shares, others))]))
    return told


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
