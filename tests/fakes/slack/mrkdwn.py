"""What Slack makes of a text: whom it pings and what it links (docs: Formatting message text).

Stricter than Slack where its ways aren't written down: whatever could ping or link counts as if it did.
"""

import html
import re
from dataclasses import dataclass, field

TLDS = "com|org|net|io|dev|app|ai|co|tv|me|gg|ly|be|de|fr|uk|ru|info|biz|xyz|top|md|rs|py|sh|zip|mov|example|test"
"""Ends of names that make a link without a scheme; Slack takes every real one, and `example`, `test` stand for them."""

_CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
_ANGLE = re.compile(r"<([^<>\n]+)>")
_ADDRESS = re.compile(r"\b(?:https?|ftp|slack|tel|mailto)://?[^\s<>|\"`]+", re.IGNORECASE)
_BARE = re.compile(rf"(?<![\w@./:-])(?:[a-z0-9-]+\.)+(?:{TLDS})\b(?:[/?#][^\s<>|\"`]*)?", re.IGNORECASE)
_NAMED = re.compile(r"(?<![\w@])@(channel|here|everyone)\b")
_MARKDOWN_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^\s)>]+)[^)]*\)")
_MARKDOWN_ESCAPE = re.compile(r"\\[!-/:-@\[-`{-~]")
_TRAILING = ".,:;!?)'*_~"


@dataclass(slots=True)
class Found:
    """What was found in a text: `pings` as "user:U1", "subteam:S1", "channel", "here", "everyone"; addresses linked."""

    pings: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)

    def add(self, other: "Found") -> None:
        """Take in what was found elsewhere."""
        self.pings += other.pings
        self.links += other.links
        self.channels += other.channels


def _angle(inside: str, found: Found) -> None:
    """Read what stands in <...> (docs: Formatting message text > Advanced formatting)."""
    target, _, _ = inside.partition("|")
    match target[:1], target[1:]:
        case "@", user:
            found.pings.append(f"user:{user}")
        case "#", channel:
            found.channels.append(channel)
        case "!", command:
            _special(command, found)
        case _:
            if ":" in target:
                found.links.append(html.unescape(target))


def _special(command: str, found: Found) -> None:
    name, *rest = command.split("^")
    if name in {"channel", "here", "everyone", "group"}:
        found.pings.append(name)
    elif name == "subteam" and rest:
        found.pings.append(f"subteam:{rest[0]}")
    elif name == "date" and len(rest) > 2:
        found.links.append(rest[2])


def _bare(text: str) -> list[str]:
    addresses = [each.group().rstrip(_TRAILING) for each in _ADDRESS.finditer(text)]
    text = _ADDRESS.sub(" ", text)
    return [html.unescape(each) for each in addresses] + [
        f"http://{html.unescape(each.group().rstrip(_TRAILING))}" for each in _BARE.finditer(text)
    ]


def mrkdwn(text: str, *, verbatim: bool = False, link_names: bool = False) -> Found:
    """Return what Slack would find in a text of its own markup.

    Args:
        text: as it was sent, with &, < and > escaped where they mean themselves.
        verbatim: bare addresses and names stay as they are (docs: Text object, verbatim).
        link_names: "@here" without brackets is read too (docs: chat.postMessage, link_names, parse).
    """
    found = Found()
    for each in _ANGLE.finditer(text):
        _angle(each.group(1), found)
    rest = _ANGLE.sub(" ", text)
    if not verbatim:
        found.links += _bare(_CODE.sub(" ", rest))
    if link_names:
        found.pings += _NAMED.findall(rest)
    return found


def markdown(text: str) -> Found:
    """Return what Slack would find in standard Markdown (docs: Markdown block; chat.startStream, markdown_text)."""
    text = _MARKDOWN_ESCAPE.sub(" ", text)
    links = [each.group(1) for each in _MARKDOWN_LINK.finditer(text)]
    found = mrkdwn(_MARKDOWN_LINK.sub(" ", text))
    found.links += links
    return found


def shown(text: str) -> str:
    """Return a text of Slack's markup as a person reads it: labels of links, no brackets, no escapes."""

    def label(match: re.Match[str]) -> str:
        target, bar, words = match.group(1).partition("|")
        return words if bar else target

    return html.unescape(_ANGLE.sub(label, text))
