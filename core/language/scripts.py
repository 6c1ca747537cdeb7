"""Which characters make up words, and which scripts write words without spaces between them."""

import re
from collections.abc import Iterator

# Vowel signs and accents that belong to a word though Python's \w leaves them out (Unicode categories Mn and Mc), and
# the joiners of Persian and the Indic scripts.
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u102b-\u103e\u1056-\u1059\u105e-\u1060\u17b4-\u17d3\u200c\u200d"
)
# Thai, Lao, Tibetan, Myanmar, Khmer; then kana, Han.
_CLUSTERED = "\u0e00-\u0e4e\u0e80-\u0eff\u0f40-\u0fbc\u1000-\u1049\u1050-\u109f\u1780-\u17d3"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNSPACED = _CLUSTERED + _HIRAGANA + _KATAKANA + _HAN

WORD = re.compile(rf"\d+(?:[.,]\d+)+|[\w{_MARKS}]+(?:['’][\w{_MARKS}]+)*")
UNSPACED = re.compile(f"[{_UNSPACED}]")
CLUSTERED = re.compile(f"[{_CLUSTERED}]")
_RUN = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<kana>[{_KATAKANA}]+)|(?P<soft>[{_HIRAGANA}]+)|(?P<cluster>[{_CLUSTERED}]+)"
    rf"|(?P<word>[^{_UNSPACED}]+)"
)
_CLUSTER = re.compile(rf"[\u0e40-\u0e44\u0ec0-\u0ec4]?[^{_MARKS}][{_MARKS}]*")


def unspaced(text: str) -> bool:
    """Return whether most of a text is in a script that writes no spaces between words."""
    return 2 * len(UNSPACED.findall(text)) > sum(map(str.isalnum, text))


def runs(text: str) -> Iterator[re.Match[str]]:
    """Yield the runs of one script that a text is made of; `lastgroup` says which: han, kana, soft, cluster or word."""
    return _RUN.finditer(text)


def clusters(run: str) -> list[str]:
    """Return the characters of a run as readers count them: each with its vowel signs and accents."""
    return _CLUSTER.findall(run)
