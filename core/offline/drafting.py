"""All that the offline engine says of a transcript, computed at once."""

from collections.abc import Sequence

from core.drafts import Closing, Draft
from core.language.measure import clipped
from core.model import Transcript
from core.offline.conclusion import closing
from core.offline.material import Material, material
from core.offline.quotes import quote
from core.offline.stretch import Stretch
from core.offline.summaries import chosen, summary
from core.offline.titles import Titles
from core.topics.chapters import chapter_titles
from core.topics.shifts import section_starts

_MOST_WORDS = 60


def drafts(transcript: Transcript) -> tuple[Draft, ...]:
    """Return a draft for each section of a transcript, in order, together over all its cues."""
    ready, starts, chapters = material(transcript), section_starts(transcript), chapter_titles(transcript)
    titles = Titles(ready.reading, ready.phrases)
    ends = [*starts[1:], len(transcript.cues)]
    return tuple(
        _draft(ready, titles, first, end - 1, chapters.get(first, "")) for first, end in zip(starts, ends, strict=True)
    )


def draft(transcript: Transcript, first: int, last: int) -> Draft:
    """Return a draft for the cues at two positions, both inside, as one section."""
    ready = material(transcript)
    return _draft(ready, Titles(ready.reading, ready.phrases), first, last, "")


def conclude(transcript: Transcript, ranges: Sequence[tuple[int, int]]) -> Closing:
    """Return the conclusion of sections, each given by the positions of its first and last cue; at least one."""
    ready = material(transcript)
    return closing(ready, [ready.stretch(first, last) for first, last in ranges])


def _draft(ready: Material, titles: Titles, first: int, last: int, title: str) -> Draft:
    stretch = ready.stretch(first, last)
    picked = chosen(stretch, ready.worth)
    return Draft(
        first=first,
        last=last,
        title=titles.give(title) if title else titles.of(stretch),
        summary=summary(picked, ready.worth, ready.reading.language) or _words(stretch),
        quote=quote(stretch, ready.worth, picked),
    )


def _words(stretch: Stretch) -> str:
    """Return what is said, for want of a sentence."""
    said = (cue.text for cue in stretch.reading.transcript.cues[stretch.first : stretch.last + 1])
    return clipped(" ".join(said), _MOST_WORDS)
