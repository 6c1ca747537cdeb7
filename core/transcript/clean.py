"""From captions as they come to cues: marks, labels and repetitions go, words and times stay."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.model import Cue

_SPEAKER = ">>"
_CHANGE = re.compile(r">>+")
_SOUND = re.compile(r"\[[^\]]{0,40}\]|\{[^}]{0,40}\}|[♪♫]")


@dataclass(frozen=True, slots=True)
class RawCue:
    """A caption as its source gives it. `text` may have several lines; `speaker` is who the source says speaks."""

    start: float
    duration: float
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cues that have words, in order of start, and how many captions were left out for their impossible times."""

    cues: tuple[Cue, ...]
    broken: int = 0


def clean(raw: Iterable[RawCue]) -> Cleaned:
    """Return captions as cues, without marks, speaker labels and repetitions, and without losing a word or a time.

    Args:
        raw: the captions in plain text, times in seconds.
    """
    captions = list(raw)
    timed = sorted((c for c in captions if _possible(c)), key=lambda c: c.start)
    return Cleaned(tuple(cue for caption in timed for cue in _cues(caption)), len(captions) - len(timed))


def _possible(caption: RawCue) -> bool:
    return math.isfinite(caption.start + caption.duration) and caption.start >= 0 and caption.duration >= 0


def _cues(caption: RawCue) -> Iterator[Cue]:
    speaker = caption.speaker
    for number, part in enumerate(_CHANGE.split(caption.text)):
        text = " ".join(_SOUND.sub(" ", part).split())
        if number:
            speaker = _SPEAKER
        if text:
            yield Cue(caption.start, caption.duration, text, speaker)
