"""From the bytes of a caption file to text, whatever encoding wrote them."""

import codecs
import re

from core.transcript.language import familiarity

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LOOK_AT = 4096  # bytes that show UTF-16
_TELLING = 16384  # bytes beyond ASCII that show any other encoding
_USUAL = (
    *("cp1252", "cp1251", "cp932", "gb18030", "cp949", "big5", "euc_jp", "koi8_r", "cp1250", "cp1253", "cp1254"),
    *("cp1255", "cp1256", "cp874", "cp1258"),
)
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
    """Return the likeliest encoding: of those in which the text looks like writing, that with the most known words."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 40 ms that hardly any file needs

    telling = b"\n".join(_BEYOND_ASCII.findall(data))[:_TELLING]
    likely = from_bytes(telling, cp_isolation=list(_USUAL), enable_fallback=False)
    encodings = sorted((match.encoding for match in likely), key=_USUAL.index)
    return max(encodings, key=lambda encoding: familiarity(telling.decode(encoding, "ignore")), default=_USUAL[0])
