"""What a reader of a message sees: its text, its buttons, where it leads, what Discord would unfold under it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tests.fakes.discord.errors import Payload
from tests.fakes.discord.model import Message, MessageFlag

TEXT_DISPLAY = 10
BUTTON = 2

_URL = re.compile(r"https?://[^\s<>\"'`|\\^{}\[\]]+")
_CODE = re.compile(r"```.*?```|``.+?``|`[^`]+`", re.DOTALL)
_HIDDEN = re.compile(r"<https?://[^>\s]+>")


@dataclass(frozen=True, slots=True)
class Button:
    """A button or select as shown: `custom_id` is None for a link, `url` for anything else."""

    label: str
    custom_id: str | None
    url: str | None
    kind: int
    disabled: bool


def walk(components: list[Payload]) -> Iterator[Payload]:
    """Yield every component, from the outside in (docs: Component Reference)."""
    for component in components:
        yield component
        for key in ("components", "accessory", "component"):
            inner = component.get(key)
            if isinstance(inner, dict):
                yield from walk([inner])
            elif isinstance(inner, list):
                yield from walk(inner)


def text(message: Message) -> str:
    """Return all text of a message: content, embeds, text displays, one a line."""
    return "\n".join(part for part in _texts(message) if part)


def _texts(message: Message) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        yield from _embed_texts(embed)
    for component in walk(message.components):
        if component["type"] == TEXT_DISPLAY:
            yield str(component["content"])


def _embed_texts(embed: Payload) -> Iterator[str]:
    fields = embed.get("fields", [])
    assert isinstance(fields, list)
    for holder, keys in ((embed, ("title", "description")), *((field, ("name", "value")) for field in fields)):
        yield from (str(holder[key]) for key in keys if key in holder)
    for name, key in (("author", "name"), ("footer", "text")):
        part = embed.get(name)
        if isinstance(part, dict) and key in part:
            yield str(part[key])


def mentionable(message: Message) -> str:
    """Return the text in which mentions count: content and text displays (docs: Message > Allowed Mentions)."""
    displays = (str(part["content"]) for part in walk(message.components) if part["type"] == TEXT_DISPLAY)
    return "\n".join((message.content, *displays))


def buttons(message: Message) -> list[Button]:
    """Return the buttons and selects of a message, in order."""
    return [
        Button(
            str(part.get("label", part.get("placeholder", ""))),
            str(part["custom_id"]) if "custom_id" in part else None,
            str(part["url"]) if "url" in part else None,
            int(str(part["type"])),
            bool(part.get("disabled", False)),
        )
        for part in walk(message.components)
        if part["type"] == BUTTON or "custom_id" in part
    ]


def links(message: Message) -> list[str]:
    """Return every address that a reader of the message could open, in order."""
    found = _urls(text(message))
    for embed in message.embeds:
        found += _addresses(embed)
    return found + [button.url for button in buttons(message) if button.url]


def _urls(content: str) -> list[str]:
    return [_bare(url) for url in _URL.findall(content)]


def _bare(url: str) -> str:
    """Return an address without what follows it in a sentence or a masked link."""
    url = url.rstrip(".,:;!?*_~")
    return _bare(url[:-1]) if url.endswith(")") and url.count(")") > url.count("(") else url


def _addresses(holder: Payload) -> list[str]:
    found = [str(holder[key]) for key in ("url", "icon_url") if key in holder]
    for value in holder.values():
        if isinstance(value, dict):
            found += _addresses(value)
    return found


def previews(message: Message) -> list[str]:
    """Return the links in the content that Discord would show a preview of.

    None of those in angle brackets or code, none with SUPPRESS_EMBEDS, none in a layout (docs: Message > Message Flags;
    Component Reference: layouts have no embeds).
    """
    if message.is_layout or MessageFlag.SUPPRESS_EMBEDS in message.flags:
        return []
    return _urls(_HIDDEN.sub(" ", _CODE.sub(" ", message.content)))
