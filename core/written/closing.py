"""What is said of the whole video: asked for by the sections alone, and read with distrust."""

import re
from collections.abc import Sequence

from core.drafts import Closing, DraftTakeaway
from core.laws.closing import MOST_TAKEAWAYS
from core.laws.text import clip, plain
from core.model import Section, Transcript
from core.written.languages import speaks_another
from core.written.moments import moment
from core.written.prompts import load
from core.written.replies import parse_json
from core.written.tokens import estimate

CLOSING = load("closing", "title", "language")
SCHEMA: dict[str, object] = {
    "type": "object",
    "properties": {
        "conclusion": {"type": "string"},
        "takeaways": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
        "guests": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["conclusion", "takeaways", "guests"],
    "additionalProperties": False,
}

_SHARE = 0.025
_LEAST = 450
_SHORTEST = 30
_ABOUT = 200
_NUMBER = re.compile(r"\d{1,6}")


def listing(transcript: Transcript, sections: Sequence[Section]) -> str:
    """Return the sections as the model is given them: number, title, and as much of each summary as there is room for.

    There is room for a fortieth of the transcript's tokens, and for four hundred and fifty at least.
    """
    room = max(_LEAST, _SHARE * sum(estimate(cue.text) for cue in transcript.cues))
    summaries = [section.summary for section in sections]
    needed = sum(map(estimate, summaries))
    titles = sum(estimate(section.title) for section in sections)
    share = max(0.0, room - titles) / needed if needed else 0.0
    lines = [f"{number} {section.title}: {_part(section.summary, share)}" for number, section in enumerate(sections, 1)]
    about = plain(transcript.video.description[:_ABOUT])
    return "\n".join([*lines, f"Description: {about}"] if about else lines)


def closing_of(reply: str, transcript: Transcript, language: str, sections: Sequence[Section]) -> Closing | None:
    """Return the closing that a reply holds, or None where it can't be used.

    Args:
        reply: the model's text.
        transcript: the cleaned transcript.
        language: what it was to write in, BCP 47.
        sections: what the model was shown, in that order.
    """
    value = parse_json(reply)
    if not isinstance(value, dict):
        return None
    text = plain(value["conclusion"]) if isinstance(value.get("conclusion"), str) else ""
    if len(text) < _SHORTEST or speaks_another(text, language):
        return None
    takeaways = (_takeaway(item, transcript, sections) for item in _items(value.get("takeaways"))[: 2 * MOST_TAKEAWAYS])
    guests = tuple(guest for guest in _items(value.get("guests")) if isinstance(guest, str))
    return Closing(text, tuple(one for one in takeaways if one), guests)


def _part(summary: str, share: float) -> str:
    """Return the beginning of a summary that fits a share of its length, nothing where that would be a few words."""
    length = int(share * len(summary))
    return summary if share >= 1 else clip(summary, length) if length >= _SHORTEST else ""


def _items(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _takeaway(item: object, transcript: Transcript, sections: Sequence[Section]) -> DraftTakeaway | None:
    """Return a takeaway, a pair of section number and text in either order, at the moment that says most of it."""
    fields = [str(one).strip() for one in item if isinstance(one, str | int)] if isinstance(item, list) else []
    numbers = [int(field) for field in fields if _NUMBER.fullmatch(field)]
    text = max((field for field in fields if not _NUMBER.fullmatch(field)), key=len, default="")
    if not numbers or not 1 <= numbers[0] <= len(sections) or not plain(text):
        return None
    section = sections[numbers[0] - 1]
    return DraftTakeaway(text, moment(text, transcript, section))
