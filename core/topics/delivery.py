"""How things are said where a topic begins: after a pause, at a sentence's start, as a question, by the host."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from core.model import Cue
from core.topics.timeline import Floats, Timeline
from core.transcript.voices import UNNAMED

_LONGEST_PAUSE = 4.0
_ENDS = tuple(".!?…。！？؟।॥۔")
_CLOSERS = "\"'”’»)]」』）"
_QUESTIONS = ("?", "？", "؟")
_MARKED = 0.2  # the share of cues with a sentence's end from which on a transcript counts as punctuated
_SHORTEST_TURN = 8.0  # seconds; whoever speaks less only chimes in
_INSTANT = 0.001  # seconds: captions may all stand at one moment


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
    return np.append(0.0, ends[:-1]) if ends.mean() > _MARKED else np.zeros(len(cues))


def asked(cues: Sequence[Cue]) -> Floats:
    """Return 1 for each cue with a question mark, else 0."""
    return np.array([float(any(mark in cue.text for mark in _QUESTIONS)) for cue in cues])


def host_turns(cues: Sequence[Cue], leads: Floats, line: Timeline) -> Floats:
    """Return for each cue with which the host takes the floor after another's turn how telling that is, else 0.

    The rarer it is, the more it tells: the logarithm of cues over such turns, or over topics where turns are fewer.

    Args:
        cues: in order of start.
        leads: how much each cue leads the talk, by a question or a marker of change.
        line: the cues' times.
    """
    firsts = np.array([at for at, cue in enumerate(cues) if cue.speaker or not at])
    names = [cues[at].speaker for at in firsts]
    seconds = np.diff(np.append(line.starts[firsts], line.end))
    host = _host(names, np.add.reduceat(leads, firsts), seconds)
    taken = np.array([name == host for name in names[1:]], dtype=bool) & (seconds[:-1] >= _SHORTEST_TURN)
    weights = np.zeros(len(cues))
    weights[firsts[1:][taken]] = max(0.0, np.log(len(cues) / max(line.usual, taken.sum())))
    return weights


def _host(names: Sequence[str], leads: Floats, seconds: Floats) -> str | None:
    """Who leads most for the time that he or she speaks; None where nobody leads or speakers have no names."""
    led, spoken = defaultdict[str, float](float), defaultdict[str, float](float)
    for name, lead, time in zip(names, leads.tolist(), seconds.tolist(), strict=True):
        led[name] += lead
        spoken[name] += time
    usual = sum(spoken.values()) / len(spoken)
    named = [name for name in spoken if name not in {"", UNNAMED} and led[name]]
    if len(spoken) == 1:
        return None
    return max(named, key=lambda name: led[name] / max(spoken[name] + usual, _INSTANT), default=None)
