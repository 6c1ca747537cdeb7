"""What a model claims, read with distrust: every claim names lines that it was given and has something to do with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.answers.index import Index
from core.answers.lines import Lines
from core.answers.ranking import Passage
from core.language.lists import primary
from core.language.words import terms
from core.laws.text import TAKEAWAY_LIMIT, clip, plain
from core.written.languages import speaks_another
from core.written.replies import parse_json

SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {
        "supported": {"type": "boolean"},
        "claims": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"text": {"type": "string"}, "cues": {"type": "array", "items": {"type": "integer"}}},
                "required": ["text", "cues"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["supported", "claims"],
    "additionalProperties": False,
}

_MOST_CLAIMS, _MOST_LINES = 6, 12
_NUMBER = re.compile(r"\d{1,6}")
_AROUND = 1
_SHARED = 0.15
_SHORTEST, _LONGEST = 10.0, 60.0


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence of an answer, and the passages it rests on."""

    text: str
    passages: tuple[Passage, ...]


def claims_of(reply: str, index: Index, lines: Lines, language: str) -> list[Claim] | None:
    """Return the claims that hold, none where the model says that the video doesn't answer, None for an unusable reply.

    A reply is unusable where it is of another form or in another language than asked for, and where it says that the
    video answers but no claim of it holds.

    Args:
        reply: the model's text.
        index: the transcript.
        lines: what the model was given.
        language: what it was to write in, BCP 47.
    """
    value = parse_json(reply)
    if not isinstance(value, dict) or not isinstance(value.get("supported"), bool):
        return None
    if not value["supported"]:
        return []
    claims = list(_claims(value.get("claims"), index, lines, language))
    if speaks_another(" ".join(claim.text for claim in claims), language):
        return None
    return claims or None


def _claims(items: object, index: Index, lines: Lines, language: str) -> Iterator[Claim]:
    for item in items[:_MOST_CLAIMS] if isinstance(items, list) else ():
        if not isinstance(item, dict) or not isinstance(item.get("text"), str):
            continue
        text = clip(plain(item["text"]), TAKEAWAY_LIMIT)
        named = sorted({lines.sentences[number] for number in _numbers(item.get("cues")) if number in lines.sentences})
        if text and named and _rests_on(text, named, index, language):
            yield Claim(text, tuple(_passages(named, index)))


def _numbers(value: object) -> list[int]:
    named = value[:_MOST_LINES] if isinstance(value, list) else []
    return [int(one) for one in named if isinstance(one, int | str) and _NUMBER.fullmatch(str(one))]


def _rests_on(text: str, named: list[int], index: Index, language: str) -> bool:
    """Return whether a claim shares words with the lines it names or those beside; nobody knows across languages."""
    if primary(language) != index.language:
        return True
    claimed = set(terms(text, language))
    near = {at for one in named for at in range(max(0, one - _AROUND), min(len(index), one + _AROUND + 1))}
    said = {term for at in near for term in index.bags[at]}
    return len(claimed & said) >= _SHARED * len(claimed)


def _passages(named: list[int], index: Index) -> Iterator[Passage]:
    """Yield the sentences named as passages: neighbours together, none shorter than ten seconds if the talk goes on."""
    runs: list[Passage] = []
    for at in named:
        if runs and at <= runs[-1][1] + 2 and index.ends[at] - index.starts[runs[-1][0]] <= _LONGEST:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    for first, last in runs:
        enough = int(np.searchsorted(index.ends, index.starts[first] + _SHORTEST, "left"))
        yield first, max(last, min(enough, len(index) - 1))
