"""The creator's chapters as sections."""

from bisect import bisect_left
from collections.abc import Iterable

from core.model import Transcript

# A chapter mark may stand in silence or music; further from the next words than this it has no words of its own.
_REACH = 120.0
_ENOUGH = 2


def chapter_starts(transcript: Transcript) -> tuple[int, ...]:
    """Return the position of the first cue of each creator's chapter, ascending from 0; empty where there are none.

    A chapter begins at the first cue at or after its start, given a second for rounded marks; one without cues is
    dropped, and so is a single stray chapter. What is said before the first chapter makes a section of its own.
    """
    starts = [cue.start for cue in transcript.cues]
    marks = sorted({chapter.start for chapter in transcript.video.chapters})
    found = {bisect_left(starts, mark - 1.0): mark for mark in marks}
    near = [at for at, mark in found.items() if at < len(starts) and starts[at] - mark <= _REACH]
    return apart(transcript, near) if len(near) >= _ENOUGH else ()


def chapter_titles(transcript: Transcript) -> dict[int, str]:
    """Return the titles of the creator's chapters by the position of the cue that each begins with."""
    starts = [cue.start for cue in transcript.cues]
    chapters = sorted(transcript.video.chapters, key=lambda chapter: chapter.start, reverse=True)
    return {bisect_left(starts, chapter.start - 1.0): " ".join(chapter.title.split()) for chapter in chapters}


def apart(transcript: Transcript, positions: Iterable[int]) -> tuple[int, ...]:
    """Return positions from 0 on, ascending, each at a later time than the cue before it, so that no range is empty.

    One whose cue starts with the cue before it moves to the first cue of that start.
    """
    starts = [cue.start for cue in transcript.cues]
    return tuple(sorted({0, *(bisect_left(starts, starts[at]) for at in positions)}))
