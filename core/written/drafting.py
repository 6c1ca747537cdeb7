"""What a model said of a window, read with distrust: drafts where it can be used, else None."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from core.drafts import Draft
from core.laws.sections import contiguous
from core.laws.text import plain
from core.model import Cue
from core.written.languages import speaks_another
from core.written.replies import parse_json
from core.written.windows import Window

SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {"sections": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}},
    "required": ["sections"],
    "additionalProperties": False,
}
"""Rows and not objects: names of fields would be sent again with each window, and written again with each section."""

_FIELDS = 4
_SHORTEST = 15
_MOST_A_WINDOW = 8
_COVERED = 0.7
_NUMBER = re.compile(r"\d{1,6}")


@dataclass(frozen=True, slots=True)
class _Row:
    """A section as the model names it, by lines counted from 1; without a last line it lasts until the next."""

    first: int
    last: int | None
    title: str
    summary: str
    quote: str


def drafts_of(reply: str, window: Window, cues: Sequence[Cue], language: str) -> list[Draft] | None:
    """Return the drafts that a reply holds, together covering the window's cues, or None where it can't be used.

    It can't where it is not of the form asked for, names lines that don't exist or leaves many out, has far too many
    sections, or is in another language.

    Args:
        reply: the model's text.
        window: what it was asked of.
        cues: the transcript's cues.
        language: what it was to write in, BCP 47.
    """
    most = max(_MOST_A_WINDOW, 2 * len(window.chapters))
    rows = list(islice(_rows(parse_json(reply)), most + 1))
    rows = [row for row in rows if len(plain(row.summary)) >= _SHORTEST] if len(rows) <= most else []
    drafts = _placed(rows, window)
    if speaks_another(" ".join(f"{row.title}. {row.summary}" for row in rows), language):
        return None
    if not drafts:
        return None
    if window.chapters:
        return by_chapter(drafts, window)
    if _covered(drafts) < _COVERED * (window.last - window.first + 1):
        return None
    return contiguous(drafts, cues, window.first, window.last)


def _rows(value: object) -> Iterable[_Row]:
    """Yield what can be read as rows: lists as asked for, or objects with the names that models like to give."""
    if isinstance(value, dict):
        value = value.get("sections", next((one for one in value.values() if isinstance(one, list)), None))
    for item in value if isinstance(value, list) else []:
        row = _row(list(item.values()) if isinstance(item, dict) else item)
        if row:
            yield row


def _row(item: object) -> _Row | None:
    if not isinstance(item, list):
        return None
    fields = [str(one) for one in item if isinstance(one, str | int)]
    if len(fields) == _FIELDS + 1 and _NUMBER.fullmatch(fields[1]):
        fields = [f"{fields[0]}-{fields[1]}", *fields[2:]]
    if len(fields) != _FIELDS:
        return None
    numbers = [int(number) for number in _NUMBER.findall(fields[0])]
    if not numbers:
        return None
    return _Row(numbers[0], numbers[1] if len(numbers) > 1 else None, *fields[1:])


def _placed(rows: Sequence[_Row], window: Window) -> list[Draft]:
    """Return the rows that name lines which exist, as drafts over the cues of these lines."""
    count = len(window.lines)
    starts = sorted({row.first for row in rows})
    drafts = []
    for row in rows:
        following = [start for start in starts if start > row.first]
        last = row.last if row.last is not None else following[0] - 1 if following else count
        first, last = sorted((row.first, last))
        if first <= count and last >= 1:
            begin, end = window.lines[max(first, 1) - 1].first, window.lines[min(last, count) - 1].last
            drafts.append(Draft(begin, end, row.title, row.summary, row.quote))
    return drafts


def _covered(drafts: Iterable[Draft]) -> int:
    return len({position for draft in drafts for position in range(draft.first, draft.last + 1)})


def by_chapter(drafts: Sequence[Draft], window: Window) -> list[Draft] | None:
    """Return one draft for each of the window's chapters, or None where there is nothing on one of them.

    It has the creator's title and the words of the draft that shares most cues with the chapter.
    """
    chosen = []
    for first, last, title in window.chapters:
        draft = max(drafts, key=lambda one: min(one.last, last) - max(one.first, first), default=None)
        if draft is None or draft.last < first or draft.first > last:
            return None
        chosen.append(Draft(first, last, title or draft.title, draft.summary, draft.quote))
    return chosen
