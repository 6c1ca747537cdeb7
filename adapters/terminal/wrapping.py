"""Where a text may go on in the next row of a screen, also in scripts that put no spaces between words."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from wcwidth import iter_graphemes, wcswidth

_WIDE = 2
# No row begins with a closing or joining mark, or with a sign that lengthens or shortens the sound before it.
_NOT_FIRST = {"Pe", "Pf", "Po", "Lm", "Mn", "Mc"}
_SMALL_KANA = frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_NOT_LAST = {"Ps", "Pi"}
_HANGUL = ("\u1100", "\u11ff"), ("\uac00", "\ud7a3")


def breaks(text: str, width: int) -> list[int]:
    """Return where the rows after the first begin, as positions in the text.

    After the rules of Unicode's line breaking that matter here (https://www.unicode.org/reports/tr14/): between
    words, and between ideographs or kana, but Korean between words only. A word longer than a row is cut between
    graphemes. Spaces at a row's end count nothing; no other row is wider than `width`.

    Args:
        text: one line.
        width: cells in a row; less than two count as two.
    """
    return list(_breaks(text, max(_WIDE, width)))


def _breaks(text: str, width: int) -> Iterator[int]:
    position = column = begun = 0  # columns as if all were one row; this row has begun at `begun`
    chance: tuple[int, int] | None = None  # the last place where this row may end: position, column
    before = _Grapheme(" ", 1)
    for grapheme in map(_measured, iter_graphemes(text)):
        if position and _may_part(before, grapheme):
            chance = (position, column)
        while column + grapheme.cells - begun > width and not grapheme.text.isspace():
            end, begun = chance or (position, column)
            chance = None
            yield end
        position += len(grapheme.text)
        column += grapheme.cells
        before = grapheme


def _measured(text: str) -> "_Grapheme":
    return _Grapheme(text, max(0, wcswidth(text)))


class _Grapheme(NamedTuple):
    text: str
    cells: int

    @property
    def ideographic(self) -> bool:
        """Return whether it stands for itself, as ideographs, kana and emoji do; Korean letters form words."""
        return self.cells == _WIDE and not any(low <= self.text[0] <= high for low, high in _HANGUL)


def _may_part(before: _Grapheme, after: _Grapheme) -> bool:
    """Return whether a row may end between two graphemes."""
    if before.text.isspace() or after.text.isspace():
        return before.text.isspace() and not after.text.isspace()
    if not (before.ideographic or after.ideographic):
        return False
    first = unicodedata.category(after.text[0]) in _NOT_FIRST or after.text[0] in _SMALL_KANA
    return not first and unicodedata.category(before.text[0]) not in _NOT_LAST
