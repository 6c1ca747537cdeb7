"""Cues joined to numbered lines: a number for each cue would cost tokens, and no section begins within a sentence."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.laws.sections import may_begin
from core.model import Cue
from core.written.tokens import estimate

_ENOUGH = 55
_LONGEST = 90
_SENTENCE_ENDS = ".?!…。！？"


@dataclass(frozen=True, slots=True)
class Line:
    """Neighbouring cues, as positions, both inside, and their words as the model reads them."""

    first: int
    last: int
    text: str


def lines_of(cues: Sequence[Cue], first: int, last: int, starts: Collection[int] = ()) -> tuple[Line, ...]:
    """Return cues[first..last] as lines up to the end of a sentence or about sixty words.

    Args:
        cues: the transcript's cues.
        first: position of the first cue.
        last: position of the last cue.
        starts: positions at which a line begins whatever comes before.
    """
    groups: list[list[int]] = []
    size = 0.0
    for position in range(first, last + 1):
        if groups and not _begins(cues, position, size, starts):
            groups[-1].append(position)
        else:
            groups.append([position])
            size = 0.0
        size += estimate(f"{cues[position].text} ")
    return tuple(Line(group[0], group[-1], _text(cues, group)) for group in groups)


def numbered(lines: Sequence[Line]) -> str:
    """Return lines as the model is given them, counted from 1: small numbers are few tokens and easy to repeat."""
    return "\n".join(f"{number} {line.text}" for number, line in enumerate(lines, 1))


def _begins(cues: Sequence[Cue], position: int, size: float, starts: Collection[int]) -> bool:
    if position in starts or cues[position].after_gap:
        return True
    if not may_begin(cues, position) or size < _ENOUGH:
        return False
    return size >= _LONGEST or bool(cues[position].speaker) or cues[position - 1].text.rstrip()[-1:] in _SENTENCE_ENDS


def _text(cues: Sequence[Cue], group: Sequence[int]) -> str:
    """Return the words of a line, with who begins to speak in it."""
    words = []
    speaker = ""
    for position in group:
        cue = cues[position]
        if cue.speaker and (cue.speaker != speaker or cue.speaker == ">>"):
            words.append(">>" if cue.speaker == ">>" else f"{cue.speaker}:")
        speaker = cue.speaker or speaker
        words.append(cue.text)
    return " ".join(" ".join(words).split())
