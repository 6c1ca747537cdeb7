"""How names are spelled: as the video's title and description spell them, which a transcript often doesn't."""

import re

from core.laws.text import clip, plain
from core.model import Video

_TITLE = 80
_MOST_NAMES = 3
_LOOK_AT = 600
# Two or three words with capitals in one line, none of them a sentence's first: the likeliest to be names.
_CAPITAL = "[A-ZÀ-ÞΑ-ΩА-ЯЁІЇЄҐ]"
_NAME = re.compile(rf"(?:(?<=[^\W_] )|(?<=[^\W_][,;:] )){_CAPITAL}[\w'’-]+(?: {_CAPITAL}[\w'’-]+){{1,2}}(?![\w])")


def short_title(video: Video) -> str:
    """Return the video's title as a prompt shows it: plain, its quotation marks single, eighty characters at most."""
    return clip(plain(video.title).replace('"', "'"), _TITLE)


def names_hint(video: Video) -> str:
    """Return the names of people that the description spells and the title doesn't, as " (with A, B)", or ""."""
    head = plain(video.description[:_LOOK_AT])
    names = [name for name in dict.fromkeys(_NAME.findall(head)) if name not in video.title]
    return f" (with {', '.join(names[:_MOST_NAMES])})" if names else ""
