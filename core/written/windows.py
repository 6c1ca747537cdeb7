"""Windows: what goes to the model in one call. They are cut where topics shift, and about evenly large."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.laws.sections import may_begin
from core.model import Cue, Transcript
from core.topics.chapters import chapter_starts, chapter_titles
from core.topics.shifts import strengths
from core.written.cutting import best_cuts
from core.written.lines import Line, lines_of
from core.written.tokens import estimate

SMALLEST = 1500
"""Tokens of a window: about five minutes of talk. The instructions come with each and are a tenth of it."""
_FIRST = 1000  # people wait for it
_LARGER = 2000
_SIDE_BY_SIDE = 15
_SENTENCE_END = 0.15
_LIKELY = 0.5
_LONG_CHAPTER = 12_000


@dataclass(frozen=True, slots=True)
class Window:
    """Cues that go to the model together, as positions, both inside.

    `chapters` are the creator's that lie in it, by their cues, with their titles. `goes_on` says that the window may
    begin within a topic, being cut where none clearly starts.
    """

    first: int
    last: int
    lines: tuple[Line, ...]
    chapters: tuple[tuple[int, int, str], ...] = ()
    goes_on: bool = False


def windows_of(transcript: Transcript) -> list[Window]:
    """Return the windows of a transcript in order, together all its cues.

    A window holds whole chapters where the creator made some. Only a chapter of three quarters of an hour or more is
    cut like a video without any: one paragraph can't tell it.
    """
    cues = transcript.cues
    sizes = np.cumsum([0.0, *(estimate(f"{cue.text} ") for cue in cues)])
    starts = chapter_starts(transcript)
    if not starts:
        return _by_topic(transcript, sizes, 0, len(cues))
    chapters = list(pairwise([*starts, len(cues)]))
    windows: list[Window] = []
    for group in _grouped(chapters, sizes):
        begin, end = group[0][0], group[-1][1]
        if len(group) == 1 and sizes[end] - sizes[begin] > _LONG_CHAPTER:
            windows += _by_topic(transcript, sizes, begin, end)
        else:
            windows.append(_of_chapters(transcript, group))
    return windows


def _target(tokens: float) -> float:
    """Return the tokens of a window for a transcript of `tokens`.

    Larger ones up to a point where that lets all windows of the video go side by side at once.
    """
    return min(max(SMALLEST, tokens / _SIDE_BY_SIDE), _LARGER)


def _of_chapters(transcript: Transcript, group: Sequence[tuple[int, int]]) -> Window:
    begin, end = group[0][0], group[-1][1]
    starts, titles = {start for start, _ in group}, chapter_titles(transcript)
    titled = tuple((start, stop - 1, titles.get(start, "")) for start, stop in group)
    return Window(begin, end - 1, lines_of(transcript.cues, begin, end - 1, starts), titled)


def _grouped(chapters: Sequence[tuple[int, int]], sizes: NDArray[np.float64]) -> list[list[tuple[int, int]]]:
    """Return neighbouring chapters together as long as they make no more than a window."""
    groups: list[list[tuple[int, int]]] = []
    for chapter in chapters:
        if groups and sizes[chapter[1]] - sizes[groups[-1][0][0]] <= SMALLEST:
            groups[-1].append(chapter)
        else:
            groups.append([chapter])
    return groups


def _by_topic(transcript: Transcript, sizes: NDArray[np.float64], begin: int, end: int) -> list[Window]:
    cues, chances = transcript.cues, strengths(transcript)
    allowed = [at for at in range(begin, end) if at == begin or may_begin(cues, at)]
    gains = np.array([chances[at] + _SENTENCE_END * _between_sentences(cues, at) for at in allowed])
    target = _target(float(sizes[-1]))
    first = _FIRST if sizes[end] - sizes[begin] > target else target
    chosen = best_cuts(sizes[[*allowed, end]], gains, target, first)
    bounds = [*(allowed[cut] for cut in chosen), end]
    # People wait for the first window's section: it isn't held back for the second, doubtful cut or not.
    doubtful = {at for at in bounds[2:-1] if chances[at] < _LIKELY}
    return [Window(a, b - 1, lines_of(cues, a, b - 1), goes_on=a in doubtful) for a, b in pairwise(bounds)]


def _between_sentences(cues: Sequence[Cue], position: int) -> bool:
    return position > 0 and (bool(cues[position].speaker) or cues[position - 1].text.rstrip()[-1:] in ".?!…。！？")
