"""How things are said where a topic begins: after a pause, at a sentence's start, by another speaker, as a question."""

from collections.abc import Sequence

import numpy as np

from core.model import Cue
from core.topics.timeline import Floats, Timeline

_LONGEST_PAUSE = 4.0
_ENDS = tuple(".!?…。！？؟।॥۔")
_CLOSERS = "\"'”’»)]」』）"
_QUESTIONS = ("?", "？", "؟")
_MARKED = 0.2  # the share of cues with a sentence's end from which on a transcript counts as punctuated
_SOON = 10.0  # seconds within which a question opens a topic
_SHORTEST_TURN = 3.0  # seconds; whoever speaks less only chimes in


def pauses(cues: Sequence[Cue], line: Timeline) -> Floats:
    """Return how much later than the words before it take to say each cue begins, from 0 to 1 for 4 seconds and more.

    The ends of captions are not trusted: automatic ones overlap, and others stand through silence.
    """
    firsts = np.unique(line.starts, return_index=True)[1]
    said = np.append(0, np.cumsum([len(cue.text) for cue in cues]))
    pace = max(line.end - float(line.starts[0]), 1.0) / float(said[-1])
    late = np.zeros(len(cues))
    late[firsts[1:]] = np.diff(line.starts[firsts]) - np.diff(said[firsts]) * pace
    return late.clip(0, _LONGEST_PAUSE) / _LONGEST_PAUSE


def sentence_begins(cues: Sequence[Cue]) -> Floats:
    """Return 1 for each cue before which a sentence ends, else 0; all 0 where captions have no marks."""
    ends = np.array([cue.text.rstrip(_CLOSERS).endswith(_ENDS) for cue in cues])
    if ends.mean() < _MARKED:
        return np.zeros(len(cues))
    return np.append(0.0, ends[:-1])


def questions(cues: Sequence[Cue], line: Timeline) -> Floats:
    """Return 1 for each cue in which, or soon after which, something is asked, else 0."""
    asked = np.append(0, np.cumsum([any(mark in cue.text for mark in _QUESTIONS) for cue in cues]))
    until = line.around(_SOON)[1]
    return (asked[until] > asked[:-1]).astype(float)


def turns(cues: Sequence[Cue], line: Timeline) -> Floats:
    """Return for each cue with which a turn of some length begins how telling that is; 0 for all others.

    The rarer such turns are, the more they tell: the logarithm of cues over turns, or over topics where turns are
    fewer than these.
    """
    firsts = np.array([at for at, cue in enumerate(cues) if cue.speaker and at], dtype=np.intp)
    firsts = firsts[np.diff(np.append(line.starts[firsts], line.end)) >= _SHORTEST_TURN]
    weights = np.zeros(len(cues))
    weights[firsts] = max(0.0, np.log(len(cues) / max(line.usual, len(firsts))))
    return weights
