"""An address on the web, split into its parts, and what it can name."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Self
from urllib.parse import unquote

from core.model import VideoRef

# People copy addresses out of HTML, where "&" is written "&amp;", and out of HTML in HTML.
_AND = re.compile(r"&(?:amp;)*")
_AND_OR_QUESTION_MARK = re.compile(r"&(?:amp;)*|\?")
_PARTS = re.compile(
    r"(?:[A-Za-z]+:)?(?://)?(?P<host>[^/?#]*)(?P<path>[^?#&]*)(?P<query>[^#]*)(?P<fragment>.*)", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a video, and the second at which it opens (0 where it names none)."""

    ref: VideoRef
    start: float = 0.0


class Page(StrEnum):
    """A page of a video site that is not one video."""

    CLIP = "clip"
    PLAYLIST = "playlist"
    CHANNEL = "channel"
    LIVE = "live"
    CUT_OFF = "cut_off"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Address:
    """An address without its scheme.

    Attributes:
        host: in lower case.
        path: the segments of the path, without empty ones.
        query: the query as it is written, with its "?".
        fragment: the fragment as it is written, with its "#".
    """

    host: str
    path: tuple[str, ...]
    query: str
    fragment: str

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the parts of an address with or without its scheme, None where it has no host."""
        found = _PARTS.fullmatch(text)
        if not found or not found["host"]:
            return None
        path = tuple(unquote(segment) for segment in found["path"].split("/") if segment)
        return cls(found["host"].lower(), path, found["query"], found["fragment"])

    def parameters(self) -> dict[str, str]:
        """Return the names and values of the query; the first of a name wins.

        A second "?" separates as "&" does: people append "?t=90" to an address that has a query already.
        """
        return _pairs(_AND_OR_QUESTION_MARK.split(self.query))

    def nested(self) -> dict[str, str]:
        """Return the names and values of the query, in which a value can be an address with its own query."""
        return _pairs(_AND.split(self.query.removeprefix("?")))

    def fragment_parameters(self) -> dict[str, str]:
        """Return the names and values of the fragment; the first of a name wins."""
        return _pairs(_AND_OR_QUESTION_MARK.split(self.fragment.removeprefix("#")))


def _pairs(parts: list[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for part in parts:
        name, _, value = part.partition("=")
        pairs.setdefault(name, unquote(value))
    return pairs
