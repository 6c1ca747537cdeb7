"""What of a summary's events is shown, and when."""

from collections.abc import AsyncIterator, Iterator
from enum import Enum, auto

from adapters.terminal.screen import Screen, Work
from adapters.terminal.texts import READING
from core.progress import Event, Finished, Found, Progress, SectionReady, Waiting
from core.thread.content import Block
from core.thread.heads import waiting
from core.thread.parts import conclusion, footer, guests, header, section, thread


class Show(Enum):
    """How much of a summary is shown, and when."""

    AS_IT_COMES = auto()
    AT_ONCE = auto()
    CONCLUSION = auto()


async def tell(events: AsyncIterator[Event], screen: Screen, show: Show, language: str | None) -> None:
    """Show a summary and, meanwhile, how far it is.

    Args:
        events: what happens, as `Desk.summarize` yields it.
        screen: where to show it.
        show: how much, and when.
        language: the reader's (BCP 47), or None for the video's own.

    Raises:
        CuepointError: as the events do.
    """
    telling = Telling(show, language)
    with screen.working(READING) as work:
        async for event in events:
            _follow(event, work, language or "en")
            for block in telling.blocks(event):
                screen.show(block)


def _follow(event: Event, work: Work, language: str) -> None:
    if isinstance(event, Waiting):
        work.on(waiting(event.before, language).text)
    elif isinstance(event, Found):
        work.on(event.video.title)
    elif isinstance(event, Progress):
        work.at(event.done, event.total)


class Telling:
    """Turns events into blocks.

    The title waits for what belongs below it: where nothing comes of a summary, a failure stands alone.
    """

    def __init__(self, show: Show, language: str | None) -> None:
        """Make the telling of one summary; `language` as `tell` takes it."""
        self._show = show
        self._language = language
        self._titled = False
        self._found: Found | None = None

    def blocks(self, event: Event) -> Iterator[Block]:
        """Yield what is to be shown now."""
        if isinstance(event, Found):
            self._found = event
        elif self._found and isinstance(event, SectionReady) and self._show is Show.AS_IT_COMES:
            yield from self._title(self._found)
            yield section(event.section, self._found.video.ref, self._words(self._found))
        elif self._found and isinstance(event, Finished):
            yield from self._rest(self._found, event)

    def _rest(self, found: Found, end: Finished) -> Iterator[Block]:
        summary, language = end.summary, self._words(found)
        if self._show is Show.AT_ONCE:
            yield from thread(found, summary, language)
            return
        yield guests(summary, language) if self._titled else header(found, language, summary.guests)
        yield conclusion(summary, language)
        yield footer(summary, language)

    def _title(self, found: Found) -> Iterator[Block]:
        if not self._titled:
            self._titled = True
            yield header(found, self._words(found))

    def _words(self, found: Found) -> str:
        return self._language or found.language
