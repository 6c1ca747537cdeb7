"""The buttons under what is posted. What they stand for is in their values: no process keeps them."""

import re
from collections.abc import Mapping

from adapters.slack.rendering import Json
from adapters.slack.words import slack_words
from core.delivery.chat import Kind, Part
from core.delivery.record import Delivery
from core.model import Site, VideoRef
from core.requests import Request

CONCLUSION, EXPORT, SHARE, REDO = "cue_conclusion", "cue_export", "cue_share", "cue_redo"
DELETE = "cue_delete"
_SECTION = re.compile(r"([0-9a-f]{16,64}):(\d{1,4})")
_REQUEST = re.compile(
    r"(?P<site>youtube|file):(?P<video>[\w-]{1,64}):(?P<language>[A-Za-z0-9-]{0,20})(?P<offline>:offline)?"
)


def buttons(delivery: Delivery, part: Part) -> tuple[Json, ...]:
    """Return the buttons that go with a part of a thread."""
    say = slack_words(part.language)
    if part.kind is Kind.CONCLUSION:
        return (*offers(delivery.wanted, part.language), button(DELETE, say.delete, delivery.id))
    return (button(REDO, say.redo, f"{delivery.id}:{part.number}"),)


def section_in(value: str) -> tuple[str, int] | None:
    """Return the delivery and the section that a button's value names, or None where it names none."""
    match = _SECTION.fullmatch(value)
    return (match[1], int(match[2])) if match else None


def offers(request: Request, language: str) -> tuple[Json, ...]:
    """Return what goes with any conclusion: the conclusion to oneself, and the whole as a file."""
    say = slack_words(language)
    return (button(CONCLUSION, say.conclusion, named(request)), button(EXPORT, say.export, named(request)))


def named(request: Request) -> str:
    """Return a request as a button's value."""
    return f"{request.ref.site}:{request.ref.id}:{request.language or ''}{':offline' if request.offline else ''}"


def request_in(value: object) -> Request | None:
    """Return the request that a button's value names, or None where it names none."""
    match = _REQUEST.fullmatch(str(value))
    return _request(match.groupdict()) if match else None


def button(action: str, label: str, value: str) -> Json:
    """Return a button (https://docs.slack.dev/reference/block-kit/block-elements/button-element)."""
    text = {"type": "plain_text", "text": label, "emoji": False}
    return {"type": "button", "action_id": action, "text": text, "value": value}


def _request(match: Mapping[str, str]) -> Request:
    ref = VideoRef(Site(match["site"]), match["video"])
    return Request(ref, match["language"] or None, offline=bool(match["offline"]))
