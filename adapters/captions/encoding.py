"""From the bytes of a caption file to text, whatever encoding wrote them."""

import codecs
from itertools import accumulate

from core.transcript.language import familiarity, guess_language

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LOOK_AT = 4096  # bytes that show UTF-16
_PLAIN = 8  # bytes: less shows nothing
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
_CONTROLS = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])
_UNDECODED = (0xDC80, 0xDCFF)  # where "surrogateescape" puts bytes that are no UTF-8


def decode(data: bytes) -> str:
    """Return the text of a file: lines end in a line feed, and control characters are gone. Never fails.

    A byte order mark decides; then UTF-8, where nearly all of it is valid; then UTF-16 and UTF-32 by their zeros; then
    a guess from the lines beyond ASCII, since captions are mostly numbers that look the same in every encoding.
    """
    text = _decode(data).replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    return text.translate(_CONTROLS)


def _decode(data: bytes) -> str:
    mark, encoding = next((each for each in _MARKS if data.startswith(each[0])), (b"", None))
    rest = data[len(mark) :]
    if encoding in _WIDE and _is_plain_ascii(rest):
        encoding = None
    encoding = encoding or _wide(rest)
    return rest.decode(encoding, "replace") if encoding else _narrow(rest)


def _is_plain_ascii(data: bytes) -> bool:
    """Return whether bytes are ASCII without a zero, so that a mark of UTF-16 before them is wrong."""
    head = data[:_LOOK_AT]
    return len(head) > _PLAIN and head.isascii() and 0 not in head


def _wide(data: bytes) -> str | None:
    """Return which UTF-32 or UTF-16 it is, if the other bytes of the beginning's characters are mostly zero."""
    head = data[:_LOOK_AT]
    zeros = [head[offset::4].count(0) * 8 > len(head) for offset in range(4)]
    if zeros[1:] == [True, True, True] or zeros[:3] == [True, True, True]:
        return "utf-32-le" if zeros[3] and not zeros[0] else "utf-32-be" if zeros[0] and not zeros[3] else None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half, other = head[offset::2], head[1 - offset :: 2]
        if 4 * half.count(0) > len(half) and half.count(0) > 4 * other.count(0):
            return encoding
    return None


def _narrow(data: bytes) -> str:
    """Return the text of bytes that are UTF-8, perhaps with some damage, or another encoding."""
    text = data.decode("utf-8", "surrogateescape")
    first, last = _UNDECODED
    beyond = [character for character in text if character > "\x7f"] if not text.isascii() else []
    damaged = sum(first <= ord(character) <= last for character in beyond)
    if not damaged:
        return text
    if damaged > len(beyond) - damaged:
        return data.decode(_guess(data), "replace")
    return text.translate(
        {number: bytes([number & 0xFF]).decode("cp1252", "replace") for number in range(first, last + 1)}
    )


def _guess(data: bytes) -> str:
    """Return the likeliest encoding.

    Of those in which the text looks like writing, that in which it is most like a language the encoding was made for.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 40 ms that hardly any file needs

    telling = _telling(data)
    likely = [match.encoding for match in from_bytes(telling, cp_isolation=list(_USUAL), enable_fallback=False)]
    return max(likely, key=lambda encoding: _fitness(telling.decode(encoding, "ignore"), encoding), default="cp1252")


def _telling(data: bytes) -> bytes:
    """Return the first lines beyond ASCII, whole: a cut within a character would exclude the encoding it is of."""
    lines = [line for line in data.replace(b"\r", b"\n").split(b"\n") if not line.isascii()]
    sizes = accumulate(len(line) + 1 for line in lines)
    return b"\n".join(line for line, size in zip(lines, sizes, strict=True) if size <= _TELLING) or lines[0][:_TELLING]


def _fitness(text: str, encoding: str) -> tuple[bool, float]:
    return guess_language(text) in _USUAL[encoding].split(), familiarity(text)
