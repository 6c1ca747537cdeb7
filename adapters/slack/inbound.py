"""Slack's messages as core sees them, and which of them are dropped."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from adapters.slack.files import attachments_in, shared
from adapters.slack.spots import Spot
from core.attachments import Attachment, chosen
from core.delivery.record import Message
from core.links import find_links

Raw = Mapping[str, Any]
"""Something as Slack's API gives it."""

_WRITTEN = {None, "file_share", "thread_broadcast", "me_message"}
# https://docs.slack.dev/messaging/formatting-message-text#mentioning-users: people, and groups of them
_PEOPLE = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")
_GROUPS = re.compile(r"<!(?:subteam\^|here|channel|everyone)")
_ADDRESS = re.compile(r"<((?:https?|mailto|tel):[^<>|]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True, slots=True)
class Inbound:
    """A person's message.

    `spot` is where it stands; `homes` are the ids under which a conversation would be known, none outside of threads.
    `file` is what is attached. `to_us` says that it mentions us or is written to us alone, `to_others` that it mentions
    somebody else.
    """

    message: Message
    spot: Spot
    homes: tuple[str, ...]
    file: Attachment | None
    to_us: bool
    to_others: bool


def inbound(raw: Raw, team: str, channel: str, us: str) -> Inbound | None:
    """Return a message as core sees it, or None where it is dropped: our own, a bot's, Slack's.

    Args:
        raw: the message, as events and the history hold it (https://docs.slack.dev/reference/events/message).
        team: the workspace that it came from.
        channel: where it stands; history doesn't say.
        us: our user's id there.
    """
    author = raw.get("user")
    if not isinstance(author, str) or author == us or raw.get("bot_id") or raw.get("subtype") not in _WRITTEN:
        return None
    here = spot_of(raw, team, channel)
    text = str(raw.get("text") or "")
    mentioned = set(_PEOPLE.findall(text))
    said = " ".join(_PEOPLE.sub(lambda found: " " if found[1] == us else found[0], text).split(" ")).strip()
    if find_links(shared_text(raw)):
        # The rest of what is shared was said to others.
        said = f"{said}\n{shared_text(raw)}"
    return Inbound(
        message=Message(here.place, str(raw["ts"]), author, said, written=float(raw["ts"])),
        spot=here,
        homes=(str(here),) if here.thread else (),
        file=chosen(attachments_in(raw)),
        to_us=us in mentioned or here.direct,
        to_others=bool(mentioned - {us}) or _GROUPS.search(text) is not None,
    )


def shared_text(raw: Raw) -> str:
    """Return what the messages say that a message shares, in Slack's markup; "" where it shares none."""
    return "\n".join(str(each.get("text") or "") for each in shared(raw))


def spot_of(raw: Raw, team: str, channel: str) -> Spot:
    """Return where a message stands; one that a thread hangs on stands in the channel."""
    thread = str(raw.get("thread_ts") or "")
    return Spot(team, channel, "" if thread == raw.get("ts") else thread)


def as_typed(text: str) -> str:
    """Return a text without Slack's markup of links and without its escapes, as its author typed it."""
    return html.unescape(_ADDRESS.sub(r"\1", text)).strip()
