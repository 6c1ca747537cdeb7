"""A desk that knows two videos, written for the tests, and works in memory."""

import asyncio
from collections.abc import AsyncIterator

from core.errors import SourceError
from core.model import (
    Answer,
    Citation,
    Conclusion,
    Quote,
    Section,
    Site,
    Summary,
    Takeaway,
    TranscriptKind,
    Usage,
    Video,
    VideoRef,
)
from core.progress import Event, Finished, Found, Progress, SectionReady

LINK = "https://www.youtube.com/watch?v=abcdefghijk"
FILE = "talk.vtt"

BREAD = Video(
    VideoRef(Site.YOUTUBE, "abcdefghijk"),
    "How bread rises, and why it sometimes doesn't",
    url=LINK,
    channel="The Kitchen Table",
    published="2024-01-20",
    duration=933.0,
)
TALK = Video(VideoRef(Site.FILE, "0123456789abcdef"), "talk", duration=150.0)

SECTIONS = (
    Section(
        "What yeast does in the dough",
        0.0,
        412.0,
        "Yeast eats the sugar that the flour sets free and breathes out gas. The gas stays in the dough because the "
        "gluten holds it, as a balloon would. Warmth makes all of it faster, up to a point.",
        Quote("a dough is a room full of very small balloons", 95.0),
        0,
        5,
    ),
    Section(
        "When a loaf stays flat",
        412.0,
        933.0,
        "Water that is too hot kills the yeast, and salt on top of it slows it down. A dough that rose for too long "
        "has no strength left and falls together in the oven.",
        Quote("if you can't keep your finger in it, neither can the yeast", 530.0),
        6,
        11,
    ),
)
CONCLUSION = Conclusion(
    "Bread rises because yeast makes gas and gluten keeps it. Most flat loaves come from too much heat or time.",
    (Takeaway("Use water that feels neither warm nor cold.", 530.0), Takeaway("Gluten holds the gas.", 140.0)),
)


def summary_of(video: Video, language: str = "en") -> Summary:
    """Return the summary of one of the videos."""
    return Summary(
        video,
        language,
        "offline" if video is TALK else "gpt-of-the-tests",
        TranscriptKind.FILE if video is TALK else TranscriptKind.AUTOMATIC,
        12,
        SECTIONS,
        CONCLUSION,
        guests=() if video is TALK else ("Ada Baker",),
        usage=Usage() if video is TALK else Usage(2, 4000, 0, 812, 0.003),
    )


class MemoryDesk:
    """Implements the terminal's `Desk`. `gate`, where given, holds a summary back after its first section."""

    def __init__(self, gate: asyncio.Event | None = None) -> None:
        self.gate = gate
        self.working = 0
        """How many summaries are under way: what a cancelled one must not leave behind."""
        self.asked: list[tuple[str, str | None, str, tuple[Answer, ...]]] = []
        self.summarized: list[tuple[str, str | None]] = []

    async def summarize(self, source: str, language: str | None) -> AsyncIterator[Event]:
        self.summarized.append((source, language))
        summary = summary_of(self._video(source), language or "en")
        self.working += 1
        try:
            yield Found(summary.video, "en", summary.kind, summary.cues)
            for index, section in enumerate(summary.sections):
                yield SectionReady(index, section)
                yield Progress(section.last + 1, summary.cues)
                if self.gate:
                    await self.gate.wait()
            yield Finished(summary)
        finally:
            self.working -= 1

    async def ask(self, video: Video, language: str | None, question: str, earlier: tuple[Answer, ...]) -> Answer:
        self.asked.append((str(video.ref), language, question, earlier))
        if "balloon" in question:
            return Answer(question, "The gluten holds the gas.", supported=True, citations=(_BALLOONS,))
        return Answer(question, "Not in this video.", supported=False, citations=(_BALLOONS,))

    def _video(self, source: str) -> Video:
        if source == LINK:
            return BREAD
        if source.endswith(FILE):
            return TALK
        raise SourceError(source)


_BALLOONS = Citation(95.0, 99.0, "a dough is a room full of very small balloons")
