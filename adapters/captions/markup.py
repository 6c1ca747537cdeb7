"""What captions carry beside their words: tags, entities and voices.

Tags and entities are those of WebVTT (https://www.w3.org/TR/webvtt1/, section 3) and the HTML that SubRip files use by
custom. Anything else between < and > was said, and stays. No pattern can cross a second "<", so that all are linear.
"""

import html
import re
from collections.abc import Iterator

from core.transcript.voices import UNNAMED

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,200})?\s([^<>]+)>")
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:c|v|i|b|u|s|lang|ruby|rt|rb|font|span|p|div|em|strong|small|big|sub|sup|center)(?:[.\s][^<>]*)?/?>"
    r"|<(?:\d{1,9}:){0,2}\d{1,9}[.,]\d{1,9}>"  # the moment from which the words after it are said
    r"|\{\\[^{}]*\}"  # SubStation's, which SubRip files inherit
    r"|<\s{0,2}/?\s{0,2}(?:i|b|u|s|font)\s{0,2}>"
    # The last one, cut off.
    r"|</>|<(?:/|/?(?:c|i|b|u|lang|ruby|rt)(?:\.[^\s<>]*)?|(?:\d{1,9}:){1,2}\d{1,9}[.,]\d{1,9})$",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"&(?:(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});|(?:amp|lt|gt|quot|nbsp)(?![A-Za-z0-9=]))"
)
_ESCAPED_TAG = re.compile(r"<(?P<tag>[ibu]|font)(?:\s[^<>]*)?>(?P<words>[^<>]*)</(?P=tag)>", re.IGNORECASE)
_SPELLED_BREAK = re.compile(r"\\[Nn]|\\h")
_OTHER_BACKSLASH = re.compile(r"\\(?![Nnh])|[:\\]\\|\\$")  # a path, TeX, code


def voices(payload: str) -> Iterator[tuple[str, str]]:
    """Yield who speaks ("" where no voice tag says so) and the plain words, for each voice in a caption.

    Args:
        payload: the caption's lines as they stand in the file.
    """
    before, *voiced = _VOICE.split(payload)
    if before.strip() or not voiced:
        yield "", plain(before)
    for name, words in zip(voiced[::2], voiced[1::2], strict=True):
        yield _named(name), plain(words)


def plain(text: str) -> str:
    """Return a text without tags and with its entities resolved; what was escaped twice, too."""
    if "<" in text or "{" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "\\" in text and not _OTHER_BACKSLASH.search(text):
        text = _SPELLED_BREAK.sub("\n", text)
    return _ESCAPED_TAG.sub(r"\g<words>", unescape(text)) if "&" in text else text


def unescape(text: str) -> str:
    """Return a text with its entities resolved; what was escaped twice, too."""
    return _ENTITY.sub(_resolve, _ENTITY.sub(_resolve, text)) if "&" in text else text


def _named(annotation: str) -> str:
    """Return the name in a voice tag; a dash or the like says that somebody speaks, not who."""
    name = " ".join(plain(annotation).split())
    return name if any(map(str.isalnum, name)) else UNNAMED


def _resolve(entity: re.Match[str]) -> str:
    return html.unescape(entity.group())
