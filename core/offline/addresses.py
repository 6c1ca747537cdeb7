"""Whom the speakers of a meeting address again and again: "Mr. Chair, ..."."""

import re
from collections import Counter
from collections.abc import Collection, Sequence

from core.language.lists import lists

_HEAD = re.compile(r"^([^\s,.]++(?:[. ]++[^\s,.]++){1,2}),\s")
_BETWEEN = re.compile(r"[. ]+")
_LEAST = 5
_SHARE = 0.01


class Addresses:
    """The names and titles of two or three words that sentences of a transcript often begin with, before a comma."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        """Find them among the sentences of a transcript; `language` is a BCP 47 code."""
        self._stops = lists(language).stop_words
        heads = Counter(found[1] for text in texts if (found := _HEAD.match(text)) and self._is_name(found[1]))
        often = [head for head, count in heads.items() if count >= max(_LEAST, _SHARE * len(texts))]
        self._pattern = _pattern(often) if often else None

    def without(self, text: str) -> str:
        """Return a sentence that addresses nobody."""
        return self._pattern.sub("", text) if self._pattern else text

    def _is_name(self, head: str) -> bool:
        words = _BETWEEN.split(head)
        return all(word[:1].isupper() for word in words) and words[0].lower() not in self._stops


def _pattern(names: Collection[str]) -> re.Pattern[str]:
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(rf"^(?:{either}),\s+|,\s(?:{either})(?=[,.!?])")
