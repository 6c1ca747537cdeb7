"""Notes on a transcript: what was left out, and what is wrong with the captions.

A note is kept as a code and its details, so that it can be told in the reader's language; `core.thread.words` has the
sentences. A text of another form is a sentence already.
"""

import re
from enum import StrEnum

_NOTE = re.compile(r"(?P<code>[a-z_]+)(?P<details>(?:\|[^|]*)*)")


class Note(StrEnum):
    """What there is to note. The details that each takes stand behind it."""

    LEFT_OUT = "captions_left_out"
    """How many captions had no usable time."""
    REPEATED = "captions_repeated"
    """From when to when the captions say the same again and again."""
    TIMES_USELESS = "times_useless"
    """None: the times tell nothing, as where all are 0:00."""
    TIMES_ESTIMATED = "times_estimated"
    """None: the file is put together of several, and does not say how they follow each other."""
    TWO_LANGUAGES = "two_languages"
    """The language that was read, and the one that was left out (BCP 47)."""
    NOT_IN_LANGUAGE = "not_in_language"
    """The language that was asked for, and that of the captions (BCP 47)."""
    KEY_MOMENTS = "key_moments"
    """None: the chapters are YouTube's, not the creator's."""

    def of(self, *details: object) -> str:
        """Return the note as it is kept."""
        return "|".join((self, *(str(detail).replace("|", "/") for detail in details)))


def parse_note(text: str) -> tuple[Note, list[str]] | None:
    """Return a kept note's code and details; None for a text that is a sentence already."""
    found = _NOTE.fullmatch(text)
    if not found or found["code"] not in set(Note):
        return None
    return Note(found["code"]), found["details"].split("|")[1:]
