"""From captions as they come to cues: marks, labels and repetitions go, words and times stay."""

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from core.language.unspaced import join_lines
from core.model import Cue
from core.transcript.bilingual import one_language
from core.transcript.embedded import split_embedded
from core.transcript.floor import Floor
from core.transcript.headings import name_speakers
from core.transcript.labels import SURE, mark_sure_labels
from core.transcript.limits import split_long, within_limits
from core.transcript.notes import transcript_notes
from core.transcript.raw import RawCue, is_possible
from core.transcript.repeats import INVISIBLE, without_repeats
from core.transcript.rolling import unroll
from core.transcript.sounds import nothing_is_said, without_sounds
from core.transcript.voices import UNNAMED, Voices, find_voices

__all__ = ["Cleaned", "RawCue", "clean"]

_LONGEST = 600.0  # seconds: no caption stands for longer
_EDGES = f" \t{INVISIBLE}"
_CHANGE = re.compile(r">>+|»(?=\s)")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The cues that have words, in order of start, and how many captions were left out for impossible times.

    `span` is where the first caption starts and the last ends, in seconds, those without words counted too. `notes`
    says what was left out and what is wrong with the captions (see `core.notes`). `silent` says that all captions
    name sounds alone, so that there is no cue.
    """

    cues: tuple[Cue, ...]
    broken: int = 0
    span: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()
    silent: bool = False


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


def clean(raw: Iterable[RawCue], language: str = "") -> Cleaned:
    """Return captions as cues: without sound marks, speaker labels and rolling, and without losing a word or a time.

    Every cue keeps its caption's start; one in which several people speak becomes several cues of the same start.
    So does one of more than two thousand characters. Durations may overlap; none is longer than ten minutes. White
    space is folded, all other characters stay. A line's end becomes a space, and nothing in scripts without spaces.

    Args:
        raw: the captions in plain text, in any order.
        language: which language to keep (BCP 47) of captions in two; "" for the first.

    Raises:
        TooManyCaptions: there are more captions or characters than any video has.
    """
    captions = [part for caption in within_limits(raw) for part in split_embedded(caption)]
    timed = _timed(captions)
    if nothing_is_said(timed):
        return Cleaned((), len(captions) - len(timed), _span(timed), silent=any(_said(each) for each in timed))
    shown, languages = one_language(name_speakers(without_repeats(timed)), language)
    lines = [line for caption in unroll(shown) for line in _lines(caption)]
    cues = tuple(_cues(_turns(lines, find_voices([line.text for line in lines]))))
    broken = len(captions) - len(timed)
    return Cleaned(cues, broken, _span(timed), transcript_notes(cues, broken, languages))


def _timed(captions: list[RawCue]) -> list[RawCue]:
    """Return the captions with possible starts, in their order."""
    timed: list[RawCue] = []
    gap = False
    for caption in captions:
        possible = is_possible(caption.start)
        if possible:
            timed.append(_clipped(caption, gap=gap))
        gap = not possible
    return sorted(timed, key=lambda caption: caption.start)


def _clipped(caption: RawCue, *, gap: bool) -> RawCue:
    """Return a caption with a possible end: at its start if it ends before that, after ten minutes at the latest."""
    ended = math.isnan(caption.duration) or caption.duration < 0
    duration = 0.0 if ended else min(caption.duration, _LONGEST)
    if duration == caption.duration and not gap:
        return caption
    return replace(caption, duration=duration, after_gap=gap or caption.after_gap)


def _said(caption: RawCue) -> str:
    return caption.text.strip(f"\n{_EDGES}")


def _span(timed: list[RawCue]) -> tuple[float, float] | None:
    said = [caption for caption in timed if _said(caption)]
    return (said[0].start, max(caption.end for caption in said)) if said else None


def _lines(caption: RawCue) -> Iterator[_Line]:
    """Yield the lines of a caption; who speaks in one is told by its source, a sure label, or a mark of change."""
    speaker = caption.speaker if any(map(str.isalnum, caption.speaker)) or caption.speaker == UNNAMED else ""
    shown = join_lines(_CHANGE.sub(" ", without_sounds(caption.text)).split("\n"))
    for stretch in _CHANGE.split(without_sounds(mark_sure_labels(caption.text))):
        for line in stretch.split("\n"):
            before, _, labelled = line.partition(SURE)
            name, _, words = labelled.partition(SURE)
            yield _Line(caption, shown, name or speaker, " ".join(f"{before} {words}".strip(_EDGES).split()))
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
    speaker, gap = "", False
    before: RawCue | None = None
    for turn in turns:
        speaker = turn.speaker or speaker
        gap = gap or (turn.caption.after_gap and turn.caption is not before)
        before = turn.caption
        if text := join_lines(turn.words):
            named = floor.take(speaker, text, turn.shown)
            for part in filter(None, map(str.strip, split_long(text))):
                yield Cue(turn.caption.start, turn.caption.duration, part, named, after_gap=gap)
                named, gap = "", False
            speaker = ""
