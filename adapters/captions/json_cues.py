"""One caption as JSON objects of many programs have it."""

import math
from collections.abc import Iterator, Mapping, Sequence

from adapters.captions.timing import parse_time
from core.transcript.raw import RawCue

BROKEN = RawCue(math.nan, math.nan, "")

# Each key with what its numbers have to be multiplied by to be seconds.
_STARTS = {
    "start": 1.0,
    "from": 1.0,
    "begin": 1.0,
    "offset": 1.0,
    "start_time": 1.0,
    "startTime": 1.0,
    "startSeconds": 1.0,
    "timestamp": 1.0,
    "time": 1.0,
    "tStartMs": 0.001,
    "start_ms": 0.001,
    "startMs": 0.001,
    "startMilliseconds": 0.001,
    "offsetMs": 0.001,
}
_ENDS = {
    "end": 1.0,
    "to": 1.0,
    "end_time": 1.0,
    "endTime": 1.0,
    "endSeconds": 1.0,
    "end_ms": 0.001,
    "endMs": 0.001,
    "endMilliseconds": 0.001,
}
_DURATIONS = {"duration": 1.0, "dur": 1.0, "dDurationMs": 0.001, "duration_ms": 0.001, "durationMs": 0.001}
_WORDS = (
    "text",
    "punctuated_word",
    "word",
    "content",
    "transcript",
    "sentence",
    "caption",
    "utf8",
    "subtitle",
    "value",
)
_SPEAKERS = ("speaker", "speaker_label", "speakerName", "speaker_name")
_ENDING = tuple(".?!。？！…")
_MOST_WORDS = 14  # of a caption made of single words
_PAUSE = 1.0  # seconds that end one


def is_cue(value: object) -> bool:
    """Return whether an object has a start and words."""
    return isinstance(value, Mapping) and as_cue(value) is not None


def as_cue(value: object) -> RawCue | None:
    """Return an object as a caption, None where it has no start or no words; a duration of NaN says it has no end."""
    if not isinstance(value, Mapping):
        return None
    words = _words(value)
    start, end = _times(value)
    if words is None or math.isnan(start):
        return None
    duration = _first(value, _DURATIONS)
    if not duration >= 0:
        duration = round(end - start, 6)
    return RawCue(start, duration, words, _speaker(value))


def has_words(value: object) -> bool:
    """Return whether an object has words, with or without a time."""
    return isinstance(value, Mapping) and _words(value) is not None


def as_sentences(words: Sequence[RawCue]) -> list[RawCue]:
    """Return single words as captions of a sentence, or of a few words."""
    return [_joined(group) for group in _groups(words)]


def _groups(words: Sequence[RawCue]) -> Iterator[list[RawCue]]:
    group: list[RawCue] = []
    for word in words:
        if math.isnan(word.start):
            yield [word]
            continue
        if group and (word.speaker != group[0].speaker or word.start - group[-1].end > _PAUSE):
            yield group
            group = []
        group.append(word)
        if len(group) >= _MOST_WORDS or word.text.rstrip().endswith(_ENDING):
            yield group
            group = []
    if group:
        yield group


def _joined(words: Sequence[RawCue]) -> RawCue:
    first, last = words[0], words[-1]
    spaced = any(word.text[:1].isspace() for word in words[1:]) or not any(word.text.isascii() for word in words)
    text = ("" if spaced else " ").join(word.text for word in words)
    return RawCue(first.start, round(last.end - first.start, 6), text, first.speaker)


def _times(value: Mapping[str, object]) -> tuple[float, float]:
    """Return start and end in seconds, NaN for either that isn't there."""
    offsets, stamps, span = value.get("offsets"), value.get("timestamps"), value.get("timestamp")
    if isinstance(offsets, Mapping):  # whisper.cpp's, in milliseconds
        return _number(offsets.get("from")) / 1000, _number(offsets.get("to")) / 1000
    if isinstance(stamps, Mapping):
        return _number(stamps.get("from")), _number(stamps.get("to"))
    if isinstance(span, list):  # of transformers' pipelines
        start, end, *_ = (*map(_number, span[:2]), math.nan, math.nan)
        return start, end
    return _first(value, _STARTS), _first(value, _ENDS)


def _words(value: Mapping[str, object]) -> str | None:
    segments = value.get("segs")  # YouTube's json3
    if isinstance(segments, list):
        parts = [each.get("utf8") for each in segments if isinstance(each, Mapping)]
        return _whole("".join(part for part in parts if isinstance(part, str)))
    found = next((value[key] for key in _WORDS if key in value), None)
    if isinstance(found, list) and found and all(isinstance(line, str) for line in found):
        found = "\n".join(found)
    return _whole(found) if isinstance(found, str) else None


def _speaker(value: Mapping[str, object]) -> str:
    named = [value[key] for key in _SPEAKERS if isinstance(value.get(key), str)]
    return " ".join(_whole(str(named[0])).split()) if named else ""


def _first(value: Mapping[str, object], keys: Mapping[str, float]) -> float:
    for key, scale in keys.items():
        if key in value:
            return _number(value[key]) * scale
    return math.nan


def _number(value: object) -> float:
    if isinstance(value, float):
        return value
    return parse_time(value) if isinstance(value, str) else math.nan


def _whole(text: str) -> str:
    """Return a text that every encoding can carry: JSON can spell halves of characters."""
    return text.encode(errors="replace").decode()
