"""Who is a guest, as far as title, description and captions say it."""

import re
from collections.abc import Iterator

from core.model import Transcript

_NAME = r"[^\W\d_][\w'’.-]*(?: (?:van|von|der|de|da|di|del|la|le|bin|al|el))*(?: [^\W\d_][\w'’.-]*){1,2}"
_WITH = re.compile(
    rf"(?:\b(?:with|featuring|feat\.|ft\.|guest:?|guests:|mit|gast:?|avec|invité:?|con|invitado:?|com|convidado:?|ospite:?)"
    rf"|(?<!\w)w/) (?P<name>{_NAME})",
    re.IGNORECASE,
)
_WORDS = 2


def guests(transcript: Transcript) -> tuple[str, ...]:
    """Return the people that a video's title or description names as its guests, or who speak and are named there.

    Args:
        transcript: the transcript with what is known of its video.
    """
    video = transcript.video
    told = f"{video.title}\n{video.description}"
    named = [*_introduced(told), *(name for name in _speakers(transcript) if name in told)]
    channel = (video.channel or "").casefold()
    return tuple(name for name in dict.fromkeys(named) if name.casefold() not in channel)


def _introduced(text: str) -> Iterator[str]:
    for found in _WITH.finditer(text):
        words = found["name"].rstrip(".'’-").split()
        while words and not words[-1][0].isupper():
            words.pop()
        if words and words[0][0].isupper() and sum(word[0].isupper() for word in words) >= _WORDS:
            yield " ".join(words)


def _speakers(transcript: Transcript) -> Iterator[str]:
    """Yield the speakers whom the captions give a whole name."""
    for name in dict.fromkeys(cue.speaker for cue in transcript.cues):
        if len(name.split()) >= _WORDS and name[0].isupper():
            yield name
