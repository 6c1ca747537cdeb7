"""The first lines of a WebVTT file, which may name the video and its language."""

import re
from dataclasses import dataclass
from itertools import takewhile

_MOST = 40  # lines of a header
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w-]*)\s*[:=]\s*(?P<value>[^;]*)")
_NO_TITLE = re.compile(r"(?:file)?$|.*\b(?:kind|language)\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says; "" where it says nothing."""

    title: str = ""
    language: str = ""


def read_header(text: str) -> Header:
    """Return what the header of a WebVTT file says; nothing for any other file.

    The title is a `Title:` line, else what stands behind "WEBVTT" (in files by hand: "WEBVTT - How bread rises").

    Args:
        text: the whole file.
    """
    if not text.startswith("WEBVTT"):
        return Header()
    lines = list(takewhile(lambda line: line.strip() and "-->" not in line, text.split("\n", _MOST)[:_MOST]))
    first = lines[0].removeprefix("WEBVTT").strip(" \t-–—:")
    fields = {field["name"].lower(): field["value"].strip() for line in lines for field in _FIELD.finditer(line)}
    title = fields.get("title") or ("" if _NO_TITLE.match(first) else first)
    return Header(" ".join(title.split()), fields.get("language", ""))
