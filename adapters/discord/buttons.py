"""The buttons under what is posted, as they are sent. What they stand for is in their ids: no process keeps them."""

from collections.abc import Mapping

from adapters.discord.rest import Components
from adapters.discord.words import discord_words
from adapters.discord.words.words import DiscordWords
from core.delivery.chat import Kind, Part
from core.delivery.record import Delivery
from core.model import Site, VideoRef
from core.requests import Request

_REQUEST = r"(?P<site>youtube|file):(?P<video>[\w-]{1,40}):(?P<language>[A-Za-z0-9-]{0,20})(?P<offline>:offline)?"
CONCLUSION = rf"cue:conclusion:{_REQUEST}"
EXPORT = rf"cue:export:{_REQUEST}"
DELETE = r"cue:delete:(?P<delivery>[0-9a-f]{32})"
REDO = r"cue:redo:(?P<delivery>[0-9a-f]{32}):(?P<section>\d{1,4})"

# https://discord.com/developers/docs/components/reference
_ROW, _BUTTON, _SECONDARY = 1, 2, 2


def buttons(delivery: Delivery, part: Part) -> Components:
    """Return the buttons that go with a part of a thread."""
    say = discord_words(part.language)
    if part.kind is Kind.CONCLUSION:
        return _row(*_offers(delivery.wanted, say), _button(say.delete, f"cue:delete:{delivery.id}"))
    return _row(_button(say.redo, f"cue:redo:{delivery.id}:{part.number}"))


def offers(request: Request, language: str) -> Components:
    """Return what goes with any conclusion: the conclusion to oneself, and the whole as a file."""
    return _row(*_offers(request, discord_words(language)))


def request_in(match: Mapping[str, str]) -> Request:
    """Return the request that a button's id names."""
    ref = VideoRef(Site(match["site"]), match["video"])
    return Request(ref, match["language"] or None, offline=bool(match["offline"]))


def _offers(request: Request, say: DiscordWords) -> tuple[Mapping[str, object], ...]:
    named = f"{request.ref.site}:{request.ref.id}:{request.language or ''}{':offline' if request.offline else ''}"
    return _button(say.conclusion, f"cue:conclusion:{named}"), _button(say.export, f"cue:export:{named}")


def _row(*made: Mapping[str, object]) -> Components:
    return ({"type": _ROW, "components": list(made)},)


def _button(label: str, ident: str) -> Mapping[str, object]:
    return {"type": _BUTTON, "style": _SECONDARY, "label": label, "custom_id": ident}
