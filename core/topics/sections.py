"""From how likely a topic begins at each cue to the sections of the video."""

from collections.abc import Sequence

import numpy as np

from core.topics.timeline import Floats, Positions, Timeline, highest

_NEAR = 12.0  # seconds within which evidence for one and the same shift may lie
_APART = 8.0  # seconds within which only the likeliest cue can begin a section
_PEAK = 0.25  # of a section's usual length: how far around a peak is the highest
_EDGE = 0.3  # of a section's usual length: nearer to the video's ends nothing is a shift
_SPREAD = 1.0  # of the logarithm of sections' lengths
_FEWEST_WORDS = 0.05  # of those that sections of the video have on average
_LONGEST = 6.0  # times the usual length


def scores(likely: Floats, line: Timeline) -> Floats:
    """Return for each cue what a section that begins there gains: more than 0 where it is worth it.

    So many are worth it as such a video usually has, and fewer where nothing speaks for them: never one that is no
    likelier than chance.

    Args:
        likely: how likely a topic begins at each cue, each more than 0 and less than 1.
        line: the cues' times.
    """
    found = _strength(likely, line)
    chance = _strength(np.full(len(likely), line.chance), line)
    return found - np.maximum(_weakest(found, line), chance)


def _strength(likely: Floats, line: Timeline) -> Floats:
    """The evidence at each cue, together with that around it."""
    strength: Floats = np.log(_gathered(likely, line)) + np.log(likely)
    return strength


def _weakest(strength: Floats, line: Timeline) -> float:
    """How strong the weakest peak is of as many as sections usually begin with, the first left out."""
    peaks = _highest_within(strength, line, _PEAK * line.length)
    from_ends = np.minimum(line.starts - line.starts[0], line.end - line.starts)[peaks]
    inner = np.sort(strength[peaks[from_ends >= _EDGE * line.length]])[::-1]
    wanted = min(round(line.usual) - 1, len(inner))
    return float(inner[wanted - 1]) if wanted else float(strength.max()) + 1


def divide(gains: Floats, line: Timeline) -> list[int]:
    """Return the first cues of the sections, the first 0: the best by their gains and the likeliness of their lengths.

    Lengths are taken to be log-normal around the usual one. Dynamic programming over the cues that are the best near
    them (Utiyama & Isahara 2001, "A statistical model for domain-independent text segmentation", with another score).
    """
    open_ = _highest_within(gains, line, _APART)
    places = np.append(0, open_[open_ > 0])
    places = places[np.diff(line.starts[places], prepend=-np.inf) > 0]  # of cues at one time the first
    at = line.starts[places]
    best, back = np.zeros(len(places)), np.zeros(len(places), dtype=np.intp)
    for j in range(1, len(places)):
        i = min(int(np.searchsorted(at, at[j] - _LONGEST * line.length)), j - 1)
        totals = best[i:j] - _oddity(at[j] - at[i:j], line)
        back[j] = i + totals.argmax()
        best[j] = totals.max() + gains[places[j]]
    last = int((best - _oddity(line.end - at, line)).argmax())
    return _followed(back, last, places)


def with_words(firsts: Sequence[int], words: Positions) -> list[int]:
    """Return the first cues of the sections without those in which hardly anything is said.

    A few words between silences are no topic: they end the one before.

    Args:
        firsts: of the sections, the first 0.
        words: how many words each cue has.
    """
    kept = list(firsts)
    said = np.append(0, words.cumsum())
    least = _FEWEST_WORDS * float(said[-1]) / len(kept)
    while len(kept) > 1:
        sizes = np.diff(said[[*kept, len(words)]])
        if sizes.min() >= least:
            break
        del kept[max(1, int(sizes.argmin()))]
    return kept


def _followed(back: Positions, last: int, places: Positions) -> list[int]:
    chosen = [last]
    while chosen[-1]:
        chosen.append(int(back[chosen[-1]]))
    return [int(places[at]) for at in reversed(chosen)]


def _oddity(lengths: Floats, line: Timeline) -> Floats:
    """How unusual sections of these lengths are."""
    logs: Floats = np.log(np.maximum(lengths, 1.0) / line.length) / _SPREAD
    return logs * logs / 2


def _gathered(likely: Floats, line: Timeline) -> Floats:
    """The likelihood around each cue, weighed by how near it lies."""
    before, after = line.around(_NEAR)
    mass = np.append(0.0, likely.cumsum())
    moment = np.append(0.0, (likely * line.starts).cumsum())
    here = np.arange(len(likely))
    left = (mass[here] - mass[before]) * (1 - line.starts / _NEAR) + (moment[here] - moment[before]) / _NEAR
    right = (mass[after] - mass[here]) * (1 + line.starts / _NEAR) - (moment[after] - moment[here]) / _NEAR
    gathered: Floats = np.maximum(left + right, likely)
    return gathered


def _highest_within(values: Floats, line: Timeline, seconds: float) -> Positions:
    """The cues whose value is the highest of those within some seconds."""
    return np.flatnonzero(values >= highest(values, *line.around(seconds)))
