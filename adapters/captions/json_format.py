"""Captions as JSON, of the many shapes that programs write.

Ours is `title, channel, date, language, duration_s, snippets: [{start, duration, text}]`. Of any other document, the
first list is taken whose objects have a time and words: Whisper's `segments` (https://github.com/openai/whisper), the
speech API's `words`, whisper.cpp's `transcription`, YouTube's `events` (json3), lists of `start`, `end`, `text` or of
`offset`, `duration`, `text`. Keys that aren't known are ignored.
"""

import json
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from adapters.captions.captions import Captions
from adapters.captions.errors import BadCaptionJson
from adapters.captions.json_cues import BROKEN, as_cue, as_sentences, has_words, is_cue
from adapters.captions.markup import unescape
from adapters.captions.timing import in_seconds
from core.transcript.raw import RawCue, is_possible

_T = TypeVar("_T")
_ISO_DATE = len("2024-01-31")
_CALLED = {str: "text", float: "a number", bool: "true or false", list: "a list", dict: "an object"}
_DEEPEST = 6  # lists and objects inside each other that are looked into
_JSON = re.compile(r"\[\s{0,200}[\[{\"\]]|\{\s{0,200}[\"}]")
_SAMPLE = 50  # objects that show what a list holds


def is_json(text: str) -> bool:
    """Return whether a text begins as an object, or a list of objects, lists or texts do."""
    return _JSON.match(text) is not None


def read_json(text: str) -> Captions:
    """Return what a JSON file of captions says. A snippet that is no caption becomes one without a time.

    Args:
        text: the whole file; one object a line will do.

    Raises:
        BadCaptionJson: it is no JSON, or a field has another type than it should.
    """
    record = _record(text)
    ours = "snippets" in record
    duration = _field(record, "duration_s", float) or 0.0
    return Captions(
        tuple(_own_cues(record) if ours else _found_cues(record)),
        title=_text(record, "title"),
        channel=_text(record, "channel") or None,
        published=_date(_text(record, "date")),
        language=_language(record),
        duration=duration if is_possible(duration) else 0.0,
    )


def _own_cues(record: Mapping[str, object]) -> list[RawCue]:
    return [as_cue(each) or BROKEN for each in _field(record, "snippets", list) or []]


def _found_cues(record: Mapping[str, object]) -> list[RawCue]:
    name, found = _first_list(record)
    cues = [as_cue(each) or BROKEN for each in found if has_words(each)]
    cues = [replace(cue, text=unescape(cue.text)) if "&" in cue.text else cue for cue in cues]
    return in_seconds(as_sentences(cues) if name in {"words", "word_segments"} else cues)


def _first_list(record: object) -> tuple[str, Sequence[object]]:
    """Return the list of captions that is least deep in a document, and its name: one of single words at last."""
    words: tuple[str, Sequence[object]] = "", ()
    waiting: deque[tuple[str, object, int]] = deque([("", record, 0)])
    while waiting:
        name, value, depth = waiting.popleft()
        if isinstance(value, list):
            if any(map(is_cue, value[:_SAMPLE])):
                if name not in {"words", "word_segments"}:
                    return name, value
                words = words if words[1] else (name, value)
            waiting += [("", each, depth + 1) for each in value[:_SAMPLE] if depth < _DEEPEST]
        elif isinstance(value, dict):
            waiting += [(key, each, depth + 1) for key, each in value.items() if depth < _DEEPEST]
    return words


def _record(text: str) -> Mapping[str, object]:
    try:
        found = _loads(text)
    except (ValueError, RecursionError):
        raise BadCaptionJson("it is not valid JSON") from None
    if isinstance(found, list):
        return {"snippets": found} if not any(map(is_cue, found[:_SAMPLE])) else {"": found}
    if not isinstance(found, dict):
        raise BadCaptionJson(f"it holds {_called(found)} where an object should be")
    return {"": [found]} if "snippets" not in found and is_cue(found) else found


def _loads(text: str) -> object:
    """Return a JSON document, or the list of those that stand one on a line.

    Raises:
        ValueError: it is neither.
    """
    try:
        found: object = json.loads(text, parse_int=float)
    except ValueError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2:  # noqa: PLR2004 - one line has been tried
            raise
        found = [json.loads(line, parse_int=float) for line in lines]
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
    return " ".join((_field(record, name, str) or "").encode(errors="replace").decode().split())


def _language(record: Mapping[str, object]) -> str:
    """Return the language that a document states, here or as whisper.cpp does in its `result`."""
    result = record.get("result")
    inner = result.get("language") if isinstance(result, dict) else None
    return inner if isinstance(inner, str) else _text(record, "language")


def _date(text: str) -> str | None:
    """Return the day in ISO form, or None for what is no date."""
    try:
        return date.fromisoformat(text[:_ISO_DATE]).isoformat()
    except ValueError:
        return None
