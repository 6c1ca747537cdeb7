"""Files that people attach to their messages: which are captions, and what the others are."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto

from core.errors import (
    AttachmentError,
    AttachmentIsAudio,
    AttachmentIsImage,
    AttachmentIsVideo,
    AttachmentNotNeeded,
    AttachmentTooLarge,
    AttachmentUnknown,
)
from core.thread.content import one_line

LARGEST = 20 * 1024 * 1024
"""Bytes of a caption file at most; a larger one is not downloaded."""
TEXT_ENDINGS = frozenset({".txt", ".json", ".xml", ".tsv"})
"""Endings of captions that other files have too."""
CAPTION_ENDINGS = TEXT_ENDINGS | {
    ".srt", ".vtt", ".sbv", ".ass", ".ssa", ".ttml", ".dfxp", ".lrc", ".json3", ".srv1", ".srv2", ".srv3",
}  # fmt: skip
"""Endings of the caption files that are read, in lower case."""
_LONGEST_NAME = 80


class AttachmentKind(Enum):
    """What a file is, by its name, size and media type; its content is not looked at."""

    CAPTIONS = auto()
    TOO_LARGE = auto()
    VIDEO = auto()
    AUDIO = auto()
    IMAGE = auto()
    OTHER = auto()


_REFUSALS: Mapping[AttachmentKind, type[AttachmentError]] = {
    AttachmentKind.CAPTIONS: AttachmentNotNeeded,
    AttachmentKind.TOO_LARGE: AttachmentTooLarge,
    AttachmentKind.VIDEO: AttachmentIsVideo,
    AttachmentKind.AUDIO: AttachmentIsAudio,
    AttachmentKind.IMAGE: AttachmentIsImage,
    AttachmentKind.OTHER: AttachmentUnknown,
}
# Where a platform gives no media type: Discord leaves it out where it knows none.
_BY_ENDING: Mapping[AttachmentKind, frozenset[str]] = {
    AttachmentKind.VIDEO: frozenset({".mp4", ".mov", ".mkv", ".webm", ".avi", ".m4v", ".mpg", ".mpeg", ".wmv", ".flv"}),
    AttachmentKind.AUDIO: frozenset({".mp3", ".m4a", ".wav", ".ogg", ".oga", ".opus", ".flac", ".aac", ".wma"}),
    AttachmentKind.IMAGE: frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".bmp", ".svg", ".avif"}),
}
_BY_TYPE = {"video": AttachmentKind.VIDEO, "audio": AttachmentKind.AUDIO, "image": AttachmentKind.IMAGE}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file beside a message: `size` in bytes, `url` its platform's own address, `media_type` as RFC 6838 has it.

    `others` says how many more caption files the message gives, none of which is used.
    """

    name: str
    size: int
    url: str
    media_type: str = ""
    others: int = 0

    @property
    def kind(self) -> AttachmentKind:
        """Return what it is."""
        ending = ending_of(self.name)
        if ending in CAPTION_ENDINGS:
            return AttachmentKind.CAPTIONS if self.size <= LARGEST else AttachmentKind.TOO_LARGE
        known = _BY_TYPE.get(self.media_type.partition("/")[0])
        return known or next((kind for kind, endings in _BY_ENDING.items() if ending in endings), AttachmentKind.OTHER)

    @property
    def refusal(self) -> AttachmentError:
        """Return the error that says why it isn't used: what it is, or, of captions, that none are needed."""
        return _REFUSALS[self.kind](shown_name(self.name))

    @property
    def surely_captions(self) -> bool:
        """Return whether it has an ending that only captions have."""
        return ending_of(self.name) in CAPTION_ENDINGS - TEXT_ENDINGS


def chosen(attachments: Iterable[Attachment]) -> Attachment | None:
    """Return the attachment that a message is taken to give: its first caption file, else its first file.

    One with an ending that only captions have comes before a .txt or .json, which may be something else.
    """
    given = list(attachments)
    captions = [each for each in given if each.kind is AttachmentKind.CAPTIONS]
    if captions:
        likeliest = [each for each in captions if each.surely_captions] or captions
        return replace(likeliest[0], others=len(likeliest) - 1)
    return given[0] if given else None


def ending_of(name: str) -> str:
    """Return the ending of a file's name, in lower case with its dot, "" where it has none."""
    _, dot, ending = name.strip().rpartition(".")
    return f".{ending.lower()}" if dot else ""


def shown_name(name: str) -> str:
    """Return a file's name as it stands in a sentence: on one line, and not too long."""
    line = one_line(name) or "?"
    return line if len(line) <= _LONGEST_NAME else f"{line[: _LONGEST_NAME - 1]}…"
