"""Taking function words out of a run of characters that has no spaces."""

import re
from functools import lru_cache

# Single characters that hardly ever are part of a longer word; others (上, 会, 中) often are, and don't split a run.
_ALONE = {"han": frozenset("的了吗嗎呢吧啊呀哦嗯呃嘛啦是在和就都也很这那這"), "soft": frozenset("はがをにへも")}
_SHORTEST = {"han": 2, "soft": 2, "cluster": 3}


def apart(run: str, kind: str, stops: frozenset[str]) -> list[str]:
    """Return what is left of a run when its function words are taken out, longest first.

    Args:
        run: characters of one script.
        kind: its name in `core.language.scripts.runs`: "han", "soft" (hiragana) or "cluster" (Thai and its like).
        stops: the language's function words.
    """
    pattern = _pattern(kind, stops)
    if pattern is None:
        return [run]
    shortest = 2 if kind == "soft" else 1
    return [piece for piece in pattern.split(run) if len(piece) >= shortest]


@lru_cache(maxsize=64)
def _pattern(kind: str, stops: frozenset[str]) -> re.Pattern[str] | None:
    words = {word for word in stops if len(word) >= _SHORTEST[kind] or word in _ALONE.get(kind, ())}
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None
