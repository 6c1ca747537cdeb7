"""What our reply to a post says: the video, how far its summary is, and in the end what it comes to."""

from core.errors import CuepointError
from core.model import Summary
from core.progress import Found
from core.thread.content import Block, Style, line
from core.thread.parts import failure, header
from core.thread.words import words


def begun(found: Found) -> Block:
    """Return the reply when the transcript is there and nothing is written yet."""
    return (*header(found, found.language), line(Style.SMALL, words(found.language).reading))


def under_way(found: Found, share: float) -> Block:
    """Return the reply while sections come; `share` of the video (0 to 1) is summarised."""
    progress = words(found.language).under_way.format(percent=int(share * 100))
    return (*header(found, found.language), line(Style.SMALL, progress))


def finished(found: Found, summary: Summary) -> Block:
    """Return the reply when all is there: the gist, and how many sections wait in the thread."""
    one, many = words(summary.language).in_thread
    count = len(summary.sections)
    waiting = one if count == 1 else many.format(count=count)
    top = header(found, summary.language, summary.guests)
    return (*top, line(Style.TEXT, summary.conclusion.text), line(Style.SMALL, waiting))


def failed(found: Found | None, error: CuepointError) -> Block:
    """Return the reply when the summary can't be had; `found` is the video if it was found."""
    return (*(header(found, found.language) if found else ()), *failure(error))
