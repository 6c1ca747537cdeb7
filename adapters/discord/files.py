"""Caption files among what people attach."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LARGEST = 20 * 1024 * 1024
"""Bytes of a caption file; a larger one is not looked at."""
_ENDINGS = (".vtt", ".srt")


@dataclass(frozen=True, slots=True)
class File:
    """A file that was attached; `url` is Discord's own address for it."""

    name: str
    url: str


def caption_file(attachments: Iterable[Mapping[str, object]]) -> File | None:
    """Return the first caption file among attachments as Discord's API gives them, or None.

    Fields: https://discord.com/developers/docs/resources/message#attachment-object
    """
    for each in attachments:
        name, size, url = each.get("filename"), each.get("size"), each.get("url")
        if not (isinstance(name, str) and isinstance(size, int) and isinstance(url, str)):
            continue
        if name.lower().endswith(_ENDINGS) and size <= LARGEST:
            return File(name, url)
    return None
