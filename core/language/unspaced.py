"""Scripts that write no spaces: taking function words out of a run of characters, and joining lines."""

import re
from collections.abc import Iterable
from functools import lru_cache

from core.language.scripts import UNSPACED

# Single characters that hardly ever are part of a longer word; others (上, 会, 中) often are, and don't split a run.
_ALONE = {"han": frozenset("的了吗嗎呢吧啊呀哦嗯呃嘛啦是在和就都也很这那這"), "soft": frozenset("はがをにへも")}
_LONGEST = 4
"""How many characters the words that stay whole have at the most."""
_INSIDE = re.compile(rf"(?<={UNSPACED.pattern})\n(?={UNSPACED.pattern})")
_SHORTEST = {"han": 2, "soft": 2, "cluster": 3}


def apart(run: str, kind: str, stops: frozenset[str], wholes: frozenset[str] = frozenset()) -> list[str]:
    """Return what is left of a run when its function words are taken out, longest first.

    Args:
        run: characters of one script.
        kind: its name in `core.language.scripts.runs`: "han", "soft" (hiragana) or "cluster" (Thai and its like).
        stops: the language's function words.
        wholes: words that contain one of those and stay whole.
    """
    pattern = _pattern(kind, stops, wholes)
    if pattern is None:
        return [run]
    shortest = 2 if kind == "soft" else 1
    pieces, at = [""], 0
    for found in pattern.finditer(run):
        pieces[-1] += run[at : found.start()] + (found["whole"] or "")
        if not found["whole"]:
            pieces.append("")
        at = found.end()
    pieces[-1] += run[at:]
    return [piece for piece in pieces if len(piece) >= shortest]


def join_lines(lines: Iterable[str]) -> str:
    """Return lines as one text with single spaces, none where a line ends between two characters of such a script.

    Args:
        lines: in order; empty ones are left out.
    """
    folded = [" ".join(line.split()) for line in lines]
    if len(folded) == 1:
        return folded[0]
    return _INSIDE.sub("", "\n".join(filter(None, folded))).replace("\n", " ")


def cuts_word(text: str, at: int, wholes: frozenset[str]) -> bool:
    """Return whether a position in a text lies inside one of the words that stay whole.

    Args:
        text: in a script without spaces.
        at: the position.
        wholes: those words.
    """
    around = text[max(0, at - _LONGEST) : at + _LONGEST]
    middle = min(at, _LONGEST)
    return bool(wholes) and any(
        around[begin:end] in wholes
        for begin in range(middle)
        for end in range(middle + 1, min(len(around), begin + _LONGEST) + 1)
    )


@lru_cache(maxsize=64)
def _pattern(kind: str, stops: frozenset[str], wholes: frozenset[str]) -> re.Pattern[str] | None:
    words = {word for word in stops if len(word) >= _SHORTEST[kind] or word in _ALONE.get(kind, ())}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    kept = "|".join(map(re.escape, sorted(wholes, key=lambda word: (-len(word), word)))) or "(?!)"
    return re.compile(f"(?P<whole>{kept})|" + "|".join(map(re.escape, ordered))) if ordered else None
