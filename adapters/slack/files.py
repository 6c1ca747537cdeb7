"""Caption files among what people share."""

from collections.abc import Mapping
from dataclasses import dataclass

LARGEST = 20 * 1024 * 1024
"""Bytes of a caption file; a larger one is not looked at."""
_ENDINGS = (".vtt", ".srt")


@dataclass(frozen=True, slots=True)
class File:
    """A file that was shared; `url` is Slack's own address for it, which wants our token."""

    name: str
    url: str


def caption_file(files: object) -> File | None:
    """Return the first caption file among a message's files as Slack's API gives them, or None.

    Fields: https://docs.slack.dev/reference/objects/file-object
    """
    for each in files if isinstance(files, list) else ():
        if not isinstance(each, Mapping) or each.get("mode") == "tombstone":
            continue
        name, size, url = each.get("name"), each.get("size"), each.get("url_private_download")
        if not (isinstance(name, str) and isinstance(size, int) and isinstance(url, str)):
            continue
        if name.lower().endswith(_ENDINGS) and size <= LARGEST:
            return File(name, url)
    return None
