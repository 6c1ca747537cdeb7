"""What captions carry beside their words: tags, entities and voices.

Tags and entities are those of WebVTT (W3C, WebVTT: The Web Video Text Tracks Format, section 3) and the HTML that
SubRip files use by custom. Anything else between < and > was said, and stays.
"""

import html
import re
from collections.abc import Iterator

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^<>]+)>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:c|v|i|b|u|s|lang|ruby|rt|rb|font|span|p|div|em|strong|small|big|sub|sup|center)(?:[.\s][^<>]*)?/?>"
    r"|<(?:\d+:)*\d+[.,]\d+>"  # the moment from which the words after it are said
    r"|\{\\[^{}]*\}",  # SubStation's, which SubRip files inherit
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPED_TAG = re.compile(r"<(?P<tag>[ibu]|font)(?:\s[^<>]*)?>(?P<words>[^<>]*)</(?P=tag)>", re.IGNORECASE)


def voices(payload: str) -> Iterator[tuple[str, str]]:
    """Yield who speaks ("" where no voice tag says so) and the plain words, for each voice in a caption.

    Args:
        payload: the caption's lines as they stand in the file.
    """
    before, *voiced = _VOICE.split(payload)
    if before.strip() or not voiced:
        yield "", plain(before)
    for name, words in zip(voiced[::2], voiced[1::2], strict=True):
        yield " ".join(plain(name).split()), plain(words)


def plain(text: str) -> str:
    """Return a text without tags and with its entities resolved; what was escaped twice, too."""
    if "<" in text or "{" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" not in text:
        return text
    once = _ENTITY.sub(_resolve, text)
    return _ESCAPED_TAG.sub(r"\g<words>", _ENTITY.sub(_resolve, once))


def _resolve(entity: re.Match[str]) -> str:
    return html.unescape(entity.group())
