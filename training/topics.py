"""Learns what each kind of evidence for a new topic weighs: `python -m training.topics` writes the coefficients.

With `--measure` it writes nothing, and prints how well sections fit people's chapters, each video divided by
coefficients learned from the others (leave one out).

The regression is logistic and held near weights set by reason (a Gaussian prior around them, "maximum a posteriori"):
half a dozen videos say too little to learn eight weights from nothing.
"""

import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

import numpy as np

from core.topics.evidence import COEFFICIENTS, evidence, likelihoods, prior
from core.topics.sections import divide, scores
from core.topics.timeline import Floats, Timeline, timeline
from training.coefficients import write
from training.scorer import Scorer, scorer
from training.talks import VARIANTS, Talk, talks

REASONED = {
    "words": 0.7,
    "shift": 1.0,
    "shift_soon": 0.5,
    "opening": 0.7,
    "question": 0.3,
    "host": 0.3,
    "sentence": 0.4,
    "pause": 1.0,
    "bias": 0.0,
}
"""What seems right: a marker of change makes a new topic three to four times as likely, a pause of four seconds too."""

_CLOSENESS = np.array([*[50.0] * (len(REASONED) - 1), 0.001])
_CUES_A_VIDEO = 1000.0  # however many cues a video has, it counts for as many
_LEAST_START = 5.0  # seconds: everything begins at the beginning
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Example:
    """A variant of a talk, the evidence at its cues, and 1 for the cues at which its chapters begin."""

    talk: Talk
    variant: str
    line: Timeline
    evidence: dict[str, Floats]
    begins: Floats

    @property
    def table(self) -> Floats:
        """A row of evidence for each cue, the last column for the bias."""
        columns = [self.evidence[name] if name != "bias" else np.ones(len(self.begins)) for name in REASONED]
        return np.column_stack(columns)


@dataclass(frozen=True, slots=True)
class Score:
    """How well the sections of a video fit its chapters."""

    at_15: float
    at_30: float
    over_even: float
    ratio: float


def examples() -> Iterator[Example]:
    """Yield the talks that may be learned from, each in all its variants."""
    for talk in talks():
        for name, variant in VARIANTS.items():
            transcript = variant(talk.transcript)
            line = timeline(transcript)
            begins = np.zeros(len(transcript.cues))
            begins[[np.abs(line.starts - start).argmin() for start in talk.chapters if start > _LEAST_START]] = 1.0
            yield Example(talk, name, line, evidence(transcript, line), begins)


def learned(from_: Sequence[Example]) -> dict[str, float]:
    """Return the weights that fit examples best and are near the reasoned ones, by Newton's method."""
    table, begins = np.concatenate([one.table for one in from_]), np.concatenate([one.begins for one in from_])
    offset = np.concatenate([np.full(len(one.begins), prior(one.line)) for one in from_])
    counts = np.concatenate([np.full(len(one.begins), _CUES_A_VIDEO / len(one.begins)) for one in from_]) / len(
        VARIANTS
    )
    reasoned = np.array(list(REASONED.values()))
    weights = reasoned.copy()
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-(table @ weights + offset)))
        slope = table.T @ (counts * (likely - begins)) + _CLOSENESS * (weights - reasoned)
        curve = (table * (counts * likely * (1 - likely))[:, None]).T @ table + np.diag(_CLOSENESS)
        step = np.linalg.solve(curve, slope)
        weights -= step / max(1.0, float(np.abs(step).max()))
    return {name: round(float(weight), 3) for name, weight in zip(REASONED, weights, strict=True)}


def left_out(all_: Sequence[Example]) -> Iterator[tuple[Example, Score]]:
    """Yield each example with the score of sections found by what was learned from the other talks."""
    measure = scorer()
    for _, group in groupby(all_, key=attrgetter("talk.name")):
        own = list(group)
        weights = learned([one for one in all_ if one.talk is not own[0].talk])
        for one in own:
            yield one, score(one, weights, measure)


def score(example: Example, weights: dict[str, float], measure: Scorer) -> Score:
    """Return how well sections found with given weights fit the chapters, as the scorer counts it."""
    line, talk = example.line, example.talk
    firsts = divide(scores(likelihoods(example.evidence, line, weights), line), line)
    found = [start for start in line.starts[firsts].tolist() if start > _LEAST_START]
    truth = [start for start in talk.chapters if start > _LEAST_START]
    even = [talk.duration * at / (len(found) + 1) for at in range(1, len(found) + 1)]
    at_30 = measure.boundary_f1(truth, found, 30)
    return Score(
        measure.boundary_f1(truth, found, 15),
        at_30,
        at_30 - measure.boundary_f1(truth, even, 30),
        len(firsts) / (len(truth) + 1),
    )


def _measure(all_: Sequence[Example], write: Callable[[str], object]) -> None:
    results = list(left_out(all_))
    for one, result in results:
        write(f"{one.talk.name:34} {one.variant:13} {_shown(result)}\n")
    for variant in VARIANTS:
        chosen = [result for one, result in results if one.variant == variant]
        columns = zip(*((s.at_15, s.at_30, s.over_even, s.ratio) for s in chosen), strict=True)
        write(f"{'mean':34} {variant:13} {_shown(Score(*map(statistics.mean, columns)))}\n")


def _shown(s: Score) -> str:
    return f"f1@15 {s.at_15:.3f}  f1@30 {s.at_30:.3f}  over_even {s.over_even:+.3f}  ratio {s.ratio:.2f}"


def main() -> None:
    """Learn and write the coefficients, or measure."""
    all_ = list(examples())
    if "--measure" in sys.argv:
        _measure(all_, sys.stdout.write)
        return
    names = (one.talk.name for one in all_)
    write(COEFFICIENTS, "a new topic", "training/topics.py", names, learned(all_))


if __name__ == "__main__":
    main()
