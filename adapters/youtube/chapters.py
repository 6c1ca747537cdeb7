"""A video's chapters: the creator's, else those of the description, else the key moments that YouTube found itself."""

import math
import re
from collections.abc import Iterable, Iterator

from adapters.youtube.jsons import Json, dig, items, number, words
from core.model import Chapter

# Identifiers of the panels beside the player. "auto-chapters" was checked in the recorded watch page, where the
# panel is headed "Key moments"; the other is what YouTube calls the panel of chapters read from a description.
_CREATOR = "engagement-panel-macro-markers-description-chapters"
_KEY_MOMENTS = "engagement-panel-macro-markers-auto-chapters"

_LONGEST_TITLE = 200
_FEWEST = 3
_SHORTEST = 10.0
_SIXTY = 60
_TIME = r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>\d{2})"
_UNTIL = r"(?:\s*[-–—]\s*(?:\d{1,2}:)?\d{1,2}:\d{2})?"
_LINE = (  # the time stands first, maybe numbered, in brackets or as a range; or it stands last
    re.compile(rf"\W*(?:\d{{1,3}}[.)]\s+)?[(\[]?{_TIME}{_UNTIL}[\s:.|)\]–—-]+(?P<title>\S.*)"),
    re.compile(rf"(?P<title>\S.*?)[\s(\[:|–—-]+{_TIME}[)\]]?\s*"),
)


def creator_chapters(data: Json, description: str, duration: float) -> tuple[Chapter, ...]:
    """Return the chapters that the video's creator made, or none.

    Args:
        data: the watch page's `ytInitialData`.
        description: the video's description.
        duration: the video's length in seconds, 0 where it isn't known.
    """
    return _panel(data, _CREATOR, duration) or described(description, duration)


def key_moments(data: Json, duration: float) -> tuple[Chapter, ...]:
    """Return the moments YouTube itself found worth naming, or none. The first need not be at the start."""
    return _panel(data, _KEY_MOMENTS, duration)


def described(description: str, duration: float) -> tuple[Chapter, ...]:
    """Return the chapters that a description lists by YouTube's rules, or none where it breaks one of them.

    The first is at 0:00, there are three or more, in ascending order, each at least ten seconds long
    (https://support.google.com/youtube/answer/9884579).

    Args:
        description: the video's description.
        duration: the video's length in seconds, 0 where it isn't known.
    """
    found = [chapter for line in description.splitlines() if (chapter := _line(line))]
    ends = [chapter.start for chapter in found[1:]] + [duration or math.inf]
    lawful = (
        len(found) >= _FEWEST
        and found[0].start == 0
        and all(end - chapter.start >= _SHORTEST for chapter, end in zip(found, ends, strict=True))
    )
    return tuple(found) if lawful else ()


def _line(line: str) -> Chapter | None:
    """Return the chapter that a line of a description names, or None."""
    for shape in _LINE:
        if match := shape.fullmatch(line[:_LONGEST_TITLE]):
            start, title = _seconds(match), _title(match["title"])
            return Chapter(start, title) if start is not None and title else None
    return None


def _seconds(time: re.Match[str]) -> float | None:
    """Return the time in seconds, or None where no clock shows such a time."""
    hours, minutes, seconds = int(time["hours"] or 0), int(time["minutes"]), int(time["seconds"])
    if seconds >= _SIXTY or (time["hours"] and minutes >= _SIXTY):
        return None
    return float((hours * _SIXTY + minutes) * _SIXTY + seconds)


def _title(text: str) -> str:
    """Return a title on one line and of a bearable length."""
    return " ".join(text.split())[:_LONGEST_TITLE].strip()


def _panel(data: Json, identifier: str, duration: float) -> tuple[Chapter, ...]:
    """Return the chapters of one panel.

    Fields were checked in the recorded watch page. The same chapters stand in the panel of the description again;
    reading one panel alone keeps them apart.
    """
    for panel in items(data, "engagementPanels"):
        section = dig(panel, "engagementPanelSectionListRenderer")
        if identifier in (dig(section, "panelIdentifier"), dig(section, "targetId")):
            return tuple(
                _ordered(_markers(items(section, "content", "macroMarkersListRenderer", "contents")), duration)
            )
    return ()


def _markers(contents: list[Json]) -> Iterator[Chapter]:
    for content in contents:
        marker = dig(content, "macroMarkersListItemRenderer")
        start = number(marker, "onTap", "watchEndpoint", "startTimeSeconds")
        title = _title(words(marker, "title"))
        if start is not None and title:
            yield Chapter(start, title)


def _ordered(chapters: Iterable[Chapter], duration: float) -> Iterator[Chapter]:
    """Yield the chapters in order of start, each start once, those outside the video left out."""
    last = -1.0
    for chapter in sorted(chapters, key=lambda chapter: chapter.start):
        if last < chapter.start < (duration or math.inf) and chapter.start >= 0:
            last = chapter.start
            yield chapter
