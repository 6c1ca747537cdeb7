"""Speakers named on a line of their own above what they say, as some programs write them."""

import re
from collections import Counter
from dataclasses import replace

from core.transcript.labels import TIME, looks_like_a_name
from core.transcript.raw import RawCue

_HEADING = re.compile(rf"\s*(?P<name>[^\W_][\w .'’\-]{{0,59}}?)(?:\s+[(\[]?{TIME}[)\]]?)?\s*")
_LOOK_AT = 200  # characters: no line that names a speaker is longer
_FEWEST = 4
_MOST_WORDS = 5
_SHARE = 0.6  # of the captions that have several lines
_TURNS = 2  # how often each name comes, on average


def name_speakers(captions: list[RawCue]) -> list[RawCue]:
    """Return captions with the speakers that stand on lines of their own taken from their text.

    Args:
        captions: in order of start. Where names are no habit they come back as they are.
    """
    headings = [_heading(caption) for caption in captions]
    found = Counter(filter(None, headings))
    several = sum("\n" in caption.text.strip() for caption in captions)
    often = found.total()
    if often < max(_FEWEST, _SHARE * several, _TURNS * len(found)):
        return captions
    return [
        replace(caption, speaker=caption.speaker or name, text=caption.text.strip().partition("\n")[2])
        if name
        else caption
        for caption, name in zip(captions, headings, strict=True)
    ]


def _heading(caption: RawCue) -> str:
    """Return the name that is a caption's first line of several, "" where that is none."""
    first, _, rest = caption.text.strip().partition("\n")
    found = _HEADING.fullmatch(first) if rest.strip() and len(first) <= _LOOK_AT else None
    if not found or len(found["name"].split()) > _MOST_WORDS or not looks_like_a_name(found["name"]):
        return ""
    return found["name"]
