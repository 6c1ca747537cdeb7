"""Which sentences are beside the matter: greetings, thanks, advertisements."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from core.language.lists import lists
from core.language.scripts import UNSPACED

_REACH = 4
_ENOUGH = 2
# Where so much of a video sounds like an advertisement, that is its topic.
_TOPIC = 0.15


def greetings(texts: Sequence[str], language: str) -> frozenset[int]:
    """Return the positions of the sentences that greet, thank or say goodbye.

    Args:
        texts: sentences.
        language: BCP 47.
    """
    pattern = _pattern("greetings", language)
    return frozenset(at for at, text in enumerate(texts) if pattern and pattern.search(text.lower()))


def advertisements(texts: Sequence[str], language: str) -> frozenset[int]:
    """Return the positions of the sentences that are part of an advertisement.

    One word that advertisements use proves nothing: several phrases have to come together.

    Args:
        texts: the sentences of a video in order.
        language: BCP 47.
    """
    pattern = _pattern("sponsors", language)
    if pattern is None:
        return frozenset()
    hits = {at: set(pattern.findall(text.lower())) for at, text in enumerate(texts) if pattern.search(text.lower())}
    found = frozenset(at for hit in hits for at in _around(hit, hits))
    return found if len(found) <= _TOPIC * len(texts) else frozenset()


def _around(hit: int, hits: dict[int, set[str]]) -> Iterator[int]:
    near = [at for at in range(hit - _REACH, hit + _REACH + 1) if at in hits]
    phrases = set().union(*(hits[at] for at in near))
    if sum(1 + (" " in phrase) for phrase in phrases) >= _ENOUGH + (len(phrases) == 1):
        yield from range(near[0], near[-1] + 1)


@lru_cache(maxsize=256)
def _pattern(kind: str, language: str) -> re.Pattern[str] | None:
    phrases: Collection[str] = lists(language).sponsors if kind == "sponsors" else lists(language).greetings
    longest = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    written = [re.escape(p) if UNSPACED.search(p) else rf"(?<!\w){re.escape(p)}(?!\w)" for p in longest]
    return re.compile("|".join(written)) if written else None
