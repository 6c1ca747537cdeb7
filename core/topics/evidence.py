"""Everything that speaks for a new topic at each cue, and what it weighs together."""

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from core.language.words import terms
from core.model import Transcript
from core.topics.cohesion import shift_of_words
from core.topics.delivery import asked, host_turns, pauses, sentence_begins
from core.topics.markers import announced, folded, headed
from core.topics.timeline import Floats, Timeline, highest

COEFFICIENTS = Path(__file__).parent / "coefficients.txt"
_SOON = 8.0  # seconds


def evidence(transcript: Transcript, line: Timeline) -> dict[str, Floats]:
    """Return by name what speaks for a new topic at each cue, one number a cue."""
    cues, language = transcript.cues, transcript.language
    texts = [folded(cue.text) for cue in cues]
    questions = asked(cues)
    here, soon = np.arange(len(cues)), line.around(_SOON)[1]
    shift = announced(texts, language, "shift", line.usual)
    opening = announced(texts, language, "opening", line.usual)
    return {
        "words": shift_of_words([terms(cue.text, language) for cue in cues], line),
        "shift": shift,
        "shift_soon": highest(shift, here, soon),
        "opening": headed(texts, language, "opening") * opening,
        "question": highest(questions, here, soon),
        "host": host_turns(cues, questions + shift, line),
        "sentence": sentence_begins(cues),
        "pause": pauses(cues, line),
    }


def likelihoods(found: Mapping[str, Floats], line: Timeline, weights: Mapping[str, float]) -> Floats:
    """Return for each cue how likely a topic begins there: a logistic regression over the evidence.

    Args:
        found: what `evidence` returns.
        line: the cues' times.
        weights: what each kind of evidence weighs, in log-odds, and a "bias".
    """
    odds = prior(line) + weights["bias"] + sum((weights[name] * values for name, values in found.items()))
    likely: Floats = 1 / (1 + np.exp(-odds))
    return likely


def prior(line: Timeline) -> float:
    """Return the log-odds that a topic begins at a cue, before anything is known of it."""
    return math.log(line.chance / (1 - line.chance))
