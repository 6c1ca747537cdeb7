"""What our reply to a post says: the video, how far its summary is, and in the end what it comes to.

`language` is everywhere the one of the fixed words (BCP 47): see `core.requests.reading_language`.
"""

from core.errors import CuepointError
from core.links import watch_url
from core.model import Summary, VideoRef
from core.progress import Found
from core.thread.content import Block, Line, Span, Style, block, line
from core.thread.parts import failure, header
from core.thread.words import words

_OURS = {"internal", "computation_lost", "store_unavailable"}
"""Failures that no caption file helps against."""


def waiting(before: int, language: str) -> Line:
    """Return the line that says how many other videos come first."""
    say = words(language)
    return line(Style.SMALL, say.counted(say.in_line, before) if before else say.next_in_line)


def in_line(before: int, ref: VideoRef, language: str) -> Block:
    """Return the reply while nobody has begun with the video and so many others come first."""
    return (waiting(before, language), _named(ref))


def begun(found: Found, language: str) -> Block:
    """Return the reply when the transcript is there and nothing is written yet."""
    return (*header(found, language), line(Style.SMALL, words(language).reading))


def under_way(found: Found, share: float, language: str) -> Block:
    """Return the reply while sections come; `share` of the video (0 to 1) is summarised."""
    progress = words(language).under_way.format(percent=int(share * 100))
    return (*header(found, language), line(Style.SMALL, progress))


def finished(found: Found, summary: Summary, language: str) -> Block:
    """Return the reply when all is there: the gist, and how many sections wait in the thread."""
    waiting = words(language).counted(words(language).in_thread, len(summary.sections))
    top = header(found, language, summary.guests)
    return (*top, line(Style.TEXT, summary.conclusion.text), line(Style.SMALL, waiting))


def failed(found: Found | None, error: CuepointError, ref: VideoRef, language: str) -> Block:
    """Return the reply when the summary of a video can't be had; `found` if its transcript was found."""
    if found:
        return (*header(found, language), *failure(error, language))
    if error.failure.code in _OURS:
        return refused(error, ref, language)
    return block(*failure(error, language), line(Style.SMALL, words(language).give_captions), _named(ref))


def refused(error: CuepointError, ref: VideoRef, language: str) -> Block:
    """Return the reply where a video isn't to be had, whatever anybody gives."""
    return block(*failure(error, language), _named(ref))


def removed(language: str) -> Block:
    """Return what stands in place of a message that was removed and could not be deleted."""
    return (line(Style.SMALL, words(language).removed),)


def left_out(videos: tuple[VideoRef, ...], language: str) -> Block:
    """Return which videos of a post get no thread, as a post gets three at the most; empty where none is left out."""
    if not videos:
        return ()
    return block(line(Style.SMALL, words(language).left_out, *(Span(ref.id, watch_url(ref)) for ref in videos)))


def lead(language: str, title: str, url: str) -> Block:
    """Return the line that leads from a repost to the thread that is there.

    Args:
        language: the reader's (BCP 47).
        title: the video's, if it is known.
        url: the thread's address, made by code.
    """
    return (line(Style.TEXT, words(language).summarised_there, Span(title or words(language).thread, url)),)


def _named(ref: VideoRef) -> Line:
    return line(Style.SMALL, Span(ref.id, watch_url(ref)))
