"""From the bytes of a caption file to text, whatever encoding wrote them."""

import codecs
import re

from core.transcript.language import familiarity, guess_language

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOK_AT = 4096  # bytes that show UTF-16
_TELLING = 16384  # bytes beyond ASCII that show any other encoding
# The encodings that people still save captions in, and the languages that each was made for.
_USUAL = {
    "cp1252": "en de fr es it pt nl sv da no fi ca id",
    "cp1250": "pl cs hu ro hr",
    "cp1251": "ru uk bg",
    "koi8_r": "ru",
    "cp1253": "el",
    "cp1254": "tr",
    "cp1255": "he",
    "cp1256": "ar fa",
    "cp1258": "vi",
    "cp874": "th",
    "cp932": "ja",
    "euc_jp": "ja",
    "gb18030": "zh",
    "big5": "zh",
    "cp949": "ko",
}
_BEYOND_ASCII = re.compile(rb"[^\n\r]*[\x80-\xff][^\n\r]*")
_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])


def decode(data: bytes) -> str:
    """Return the text of a file: lines end in a line feed, and control characters are gone. Never fails.

    A byte order mark decides; then UTF-8, where all of it is valid; then UTF-16 by its zeros; then a guess from the
    lines beyond ASCII, since captions are mostly numbers that look the same in every encoding.
    """
    text = _decode(data)
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS)


def _decode(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode() if (wide := _wide(data)) is None else data.decode(wide, "replace")
    except UnicodeDecodeError:
        return data.decode(_guess(data), "replace")


def _wide(data: bytes) -> str | None:
    """Return which UTF-16 it is, if every other byte of the beginning is mostly zero."""
    head = data[:_LOOK_AT]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = head[offset::2]
        if 2 * half.count(0) > len(half):
            return encoding
    return None


def _guess(data: bytes) -> str:
    """Return the likeliest encoding.

    Of those in which the text looks like writing, that in which it is most like a language the encoding was made for.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 40 ms that hardly any file needs

    telling = b"\n".join(_BEYOND_ASCII.findall(data))[:_TELLING]
    likely = [match.encoding for match in from_bytes(telling, cp_isolation=list(_USUAL), enable_fallback=False)]
    return max(likely, key=lambda encoding: _fitness(telling.decode(encoding, "ignore"), encoding), default="cp1252")


def _fitness(text: str, encoding: str) -> tuple[bool, float]:
    return guess_language(text) in _USUAL[encoding].split(), familiarity(text)
