"""From captions as they come to cues: marks, labels and repetitions go, words and times stay."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from core.model import Cue
from core.transcript.floor import Floor
from core.transcript.raw import RawCue, is_possible
from core.transcript.rolling import unroll
from core.transcript.voices import UNNAMED, Voices, find_voices

__all__ = ["Cleaned", "RawCue", "clean"]

_LONGEST = 600.0  # seconds: no caption stands for longer
_CHANGE = re.compile(r">>+")
_SOUND = re.compile(r"\[[^\]]{0,40}\]|\{[^}]{0,40}\}|[♪♫]")
_BRACKETED = re.compile(r"\s*(?:>>+\s*)?\[(?P<name>[^\]]{1,40})\]\s*[:：]")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cues that have words, in order of start, and how many captions were left out for impossible times.

    `span` is where the first caption starts and the last ends, in seconds, those without words counted too.
    """

    cues: tuple[Cue, ...]
    broken: int = 0
    span: tuple[float, float] | None = None


class _Line(NamedTuple):
    """A line of a caption, and who starts to speak in it as far as a sign says so, not a label.

    `shown` is the whole caption without sound marks, white space folded.
    """

    caption: RawCue
    shown: str
    speaker: str
    text: str


class _Turn(NamedTuple):
    """What one speaker says in a caption."""

    caption: RawCue
    shown: str
    speaker: str
    words: list[str]


def clean(raw: Iterable[RawCue]) -> Cleaned:
    """Return captions as cues: without sound marks, speaker labels and rolling, and without losing a word or a time.

    Every cue keeps its caption's start; one in which several people speak becomes several cues of the same start.
    Durations may overlap; none is longer than ten minutes. White space is folded, all other characters stay.

    Args:
        raw: the captions in plain text, in any order.
    """
    captions = list(raw)
    timed = sorted(filter(_is_possible, captions), key=lambda caption: caption.start)
    lines = [line for caption in unroll(timed) for line in _lines(caption)]
    voices = find_voices([line.text for line in lines])
    return Cleaned(tuple(_cues(_turns(lines, voices))), len(captions) - len(timed), _span(timed))


def _span(timed: list[RawCue]) -> tuple[float, float] | None:
    said = [caption for caption in timed if caption.text.strip()]
    ends = (caption.start + min(caption.duration, _LONGEST) for caption in said)
    return (said[0].start, max(ends)) if said else None


def _is_possible(caption: RawCue) -> bool:
    return is_possible(caption.start) and 0 <= caption.duration < math.inf


def _lines(caption: RawCue) -> Iterator[_Line]:
    speaker, text = caption.speaker, _SOUND.sub(" ", caption.text)
    shown = " ".join(_CHANGE.sub(" ", text).split())
    if "]" in caption.text and (bracketed := _BRACKETED.match(caption.text)):
        speaker, text = bracketed["name"].strip(), _SOUND.sub(" ", caption.text[bracketed.end() :])
    for stretch in _CHANGE.split(text):
        for line in stretch.split("\n"):
            yield _Line(caption, shown, speaker, " ".join(line.split()))
            speaker = ""
        speaker = UNNAMED


def _turns(lines: Iterable[_Line], voices: Voices) -> list[_Turn]:
    turns: list[_Turn] = []
    for line in lines:
        speaker = line.speaker
        for name, words in voices.turns(line.text):
            if name or speaker or not turns or turns[-1].caption is not line.caption:
                turns.append(_Turn(line.caption, line.shown, name or speaker, [words]))
            else:
                turns[-1].words.append(words)
            speaker = ""
    return turns


def _cues(turns: Iterable[_Turn]) -> Iterator[Cue]:
    floor = Floor()
    speaker = ""
    for turn in turns:
        speaker = turn.speaker or speaker
        if text := " ".join(filter(None, turn.words)):
            duration = min(turn.caption.duration, _LONGEST)
            yield Cue(turn.caption.start, duration, text, floor.take(speaker, text, turn.shown))
            speaker = ""
