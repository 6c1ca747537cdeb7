"""The engine that needs no model: it chooses from what is said, and does not rephrase."""

import asyncio
from collections.abc import AsyncIterator

from core.drafts import Batch, Closing, Draft
from core.language.measure import clipped
from core.model import Section, Transcript, Usage
from core.offline.conclusion import closing
from core.offline.material import Material, material
from core.offline.quotes import quote
from core.offline.stretch import Stretch
from core.offline.summaries import chosen, summary
from core.offline.titles import Titles
from core.offline.version import version
from core.topics.chapters import chapter_titles
from core.topics.shifts import section_starts

_MOST_WORDS = 60


class OfflineEngine:
    """Implements `core.drafts.Engine`."""

    name = "offline"
    translates = False

    @property
    def fingerprint(self) -> str:
        """Return what changes the results: code, lists and coefficients."""
        return f"offline {version()}"

    async def write(self, transcript: Transcript, language: str) -> AsyncIterator[Batch]:
        """Yield a batch for each section, each computed beside the event loop; see `core.drafts.Engine`.

        The language asked for makes no difference: what is chosen stays in the transcript's own.
        """
        del language
        ready = await asyncio.to_thread(material, transcript)
        starts = await asyncio.to_thread(section_starts, transcript)
        titles, chapters = Titles(ready.reading, ready.phrases), chapter_titles(transcript)
        for first, end in zip(starts, [*starts[1:], len(transcript.cues)], strict=True):
            draft = await asyncio.to_thread(_draft, ready, titles, first, end - 1, chapters.get(first, ""))
            yield Batch((draft,))

    async def close(
        self, transcript: Transcript, language: str, sections: tuple[Section, ...]
    ) -> tuple[Closing, Usage, tuple[str, ...]]:
        """Return the conclusion, which takes no tokens; see `core.drafts.Engine`."""
        del language
        return await asyncio.to_thread(_closing, transcript, sections), Usage(), ()

    def draft(self, transcript: Transcript, first: int, last: int) -> Draft:
        """Return a draft for the cues at two positions, both inside, as one section."""
        ready = material(transcript)
        return _draft(ready, Titles(ready.reading, ready.phrases), first, last, "")


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


def _closing(transcript: Transcript, sections: tuple[Section, ...]) -> Closing:
    ready = material(transcript)
    ranges = [(section.first, section.last) for section in sections] or [(0, len(transcript.cues) - 1)]
    return closing(ready, [ready.stretch(first, last) for first, last in ranges])
