"""Which sentences are beside the matter: greetings, thanks, how a meeting is run, advertisements."""

import re
from collections.abc import Collection, Iterator, Sequence

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
    return frozenset(_hits(lists(language).greetings, texts))


def procedure(texts: Sequence[str], language: str) -> frozenset[int]:
    """Return the positions of the sentences by which a meeting is run, as saying who speaks next.

    Args:
        texts: sentences.
        language: BCP 47.
    """
    return frozenset(_hits(lists(language).procedure, texts))


def advertisements(texts: Sequence[str], language: str) -> frozenset[int]:
    """Return the positions of the sentences that are part of an advertisement.

    One word that advertisements use proves nothing: several phrases have to come together.

    Args:
        texts: the sentences of a video in order.
        language: BCP 47.
    """
    hits = _hits(lists(language).sponsors, texts)
    found = frozenset(at for hit in hits for at in _around(hit, hits))
    return found if len(found) <= _TOPIC * len(texts) else frozenset()


def _around(hit: int, hits: dict[int, set[str]]) -> Iterator[int]:
    near = [at for at in range(hit - _REACH, hit + _REACH + 1) if at in hits]
    phrases = set().union(*(hits[at] for at in near))
    if sum(1 + (" " in phrase) for phrase in phrases) >= _ENOUGH + (len(phrases) == 1):
        yield from range(near[0], near[-1] + 1)


def _hits(phrases: Collection[str], texts: Sequence[str]) -> dict[int, set[str]]:
    """Return which of the phrases stand in which texts, as whole words."""
    lowered = [text.lower() for text in texts]
    everything = "\n".join(lowered)
    there = [phrase for phrase in phrases if phrase in everything]
    if not there:
        return {}
    pattern = _pattern(there)
    return {at: found for at, text in enumerate(lowered) if (found := set(pattern.findall(text)))}


def _pattern(phrases: Collection[str]) -> re.Pattern[str]:
    escaped = sorted(map(re.escape, phrases), reverse=True)
    return re.compile("|".join(one if UNSPACED.search(one) else rf"\b{one}(?!\w)" for one in escaped))
