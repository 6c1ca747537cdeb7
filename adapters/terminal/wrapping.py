"""Where a text may go on in the next row of a screen, also in scripts that put no spaces between words."""

import unicodedata
from collections.abc import Iterator

from rich.cells import split_graphemes

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
    begun = column = 0  # columns as if all were one row: where this row begins, where we are
    chance: tuple[int, int] | None = None  # the last place where this row might end: position, column
    before, wide = " ", False
    for start, end, cells in split_graphemes(text)[0]:
        grapheme = text[start:end]
        if start and _may_part(before, wide, grapheme, cells == _WIDE):
            chance = (start, column)
        while column + cells - begun > width and not grapheme.isspace():
            position, begun = chance or (start, column)
            chance = None
            yield position
        column += cells
        before, wide = grapheme, cells == _WIDE


def _may_part(before: str, before_wide: bool, after: str, after_wide: bool) -> bool:  # noqa: FBT001 - two neighbours alike
    """Return whether a row may end between two graphemes."""
    if before.isspace() or after.isspace():
        return before.isspace() and not after.isspace()
    if not (before_wide and not _korean(before)) and not (after_wide and not _korean(after)):
        return False
    first = unicodedata.category(after[0]) in _NOT_FIRST or after[0] in _SMALL_KANA
    return not first and unicodedata.category(before[0]) not in _NOT_LAST


def _korean(grapheme: str) -> bool:
    return any(low <= grapheme[0] <= high for low, high in _HANGUL)
