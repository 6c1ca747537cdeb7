"""Captions as JSON: `title, channel, date, language, duration_s, snippets: [{start, duration, text}]`.

A bare list of snippets does as well. Keys that aren't known are ignored.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from adapters.captions.errors import BadCaptionJson
from core.transcript.clean import RawCue
from core.transcript.raw import is_possible

_T = TypeVar("_T")
_ISO_DATE = len("2024-01-31")
_CALLED = {str: "text", float: "a number", bool: "true or false", list: "a list", dict: "an object"}
_BROKEN = RawCue(math.nan, math.nan, "")


@dataclass(frozen=True, slots=True)
class Captions:
    """What a caption file says: its cues, and of the video what it knows. `duration` is in seconds, 0 if unknown."""

    cues: tuple[RawCue, ...]
    title: str = ""
    channel: str | None = None
    published: str | None = None
    language: str = ""
    duration: float = 0.0


def read_json(text: str) -> Captions:
    """Return what a JSON file of captions says. A snippet that is no caption becomes one without a time.

    Args:
        text: the whole file.

    Raises:
        BadCaptionJson: it is no JSON, or a field has another type than it should.
    """
    record = _record(text)
    duration = _field(record, "duration_s", float) or 0.0
    return Captions(
        tuple(map(_cue, _field(record, "snippets", list) or [])),
        title=_text(record, "title"),
        channel=_text(record, "channel") or None,
        published=_date(_text(record, "date")),
        language=_text(record, "language"),
        duration=duration if is_possible(duration) else 0.0,
    )


def _record(text: str) -> Mapping[str, object]:
    try:
        found: object = json.loads(text, parse_int=float)
    except (ValueError, RecursionError):
        raise BadCaptionJson("it is not valid JSON") from None
    if isinstance(found, list):
        return {"snippets": found}
    if not isinstance(found, dict):
        raise BadCaptionJson(f"it holds {_called(found)} where an object should be")
    return found


def _field(record: Mapping[str, object], name: str, kind: type[_T]) -> _T | None:
    """Return a field, None where it is missing or null."""
    value = record.get(name)
    if value is None or isinstance(value, kind):
        return value
    raise BadCaptionJson(f"“{name}” is {_called(value)} where {_CALLED[kind]} should be")


def _called(value: object) -> str:
    return _CALLED.get(type(value), "nothing")


def _text(record: Mapping[str, object], name: str) -> str:
    return " ".join(_whole(_field(record, name, str) or "").split())


def _whole(text: str) -> str:
    """Return a text that every encoding can carry: JSON can spell halves of characters."""
    return text.encode(errors="replace").decode()


def _cue(snippet: object) -> RawCue:
    if not isinstance(snippet, dict):
        return _BROKEN
    start, duration, text = snippet.get("start"), snippet.get("duration", 0.0), snippet.get("text")
    if isinstance(start, float) and isinstance(duration, float) and isinstance(text, str):
        return RawCue(start, duration, _whole(text))
    return _BROKEN


def _date(text: str) -> str | None:
    """Return the day in ISO form, or None for what is no date."""
    try:
        return date.fromisoformat(text[:_ISO_DATE]).isoformat()
    except ValueError:
        return None
