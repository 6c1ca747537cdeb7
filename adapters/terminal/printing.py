"""What the commands that do one thing print for a person."""

import sys
from collections.abc import AsyncIterator

from adapters.terminal.screen import screen
from adapters.terminal.telling import Show, tell
from core.model import Answer, Summary, VideoRef
from core.progress import Event, Found
from core.thread.parts import answer, conclusion, footer, header


async def print_events(events: AsyncIterator[Event], language: str | None = None) -> None:
    """Print a summary: at a terminal each section as it comes, into a pipe the whole thread once it is there.

    Args:
        events: what happens until the summary is there.
        language: the reader's (BCP 47), or None for the video's own.

    Raises:
        CuepointError: as the events do; into a pipe nothing was printed then.
    """
    out = screen(sys.stdout)
    await tell(events, out, Show.AS_IT_COMES if out.live else Show.AT_ONCE, language)


def print_conclusion(summary: Summary, language: str | None = None) -> None:
    """Print the title, the conclusion and the takeaways, and what there is to know about them.

    Args:
        summary: the summary.
        language: the reader's (BCP 47), or None for the video's own.
    """
    out, say = screen(sys.stdout), language or summary.language
    found = Found(summary.video, summary.spoken or summary.language, summary.kind, summary.cues)
    out.show(header(found, say, summary.guests))
    out.show(conclusion(summary, say))
    out.show(footer(summary, say))


def print_answer(said: Answer, ref: VideoRef, language: str = "en") -> None:
    """Print an answer with its citations, in a thread of a language (BCP 47)."""
    screen(sys.stdout).show(answer(said, ref, language))
