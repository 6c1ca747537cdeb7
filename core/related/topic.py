"""What a summary is about as a whole, small enough to be kept, and which others are on the same topic."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from heapq import nlargest
from math import sqrt

from core.answers.lexicon import lexicon, lift
from core.language.lists import lists
from core.language.scripts import UNSPACED
from core.language.words import terms
from core.model import Summary

Topic = Mapping[str, float]
"""Terms that a summary has far more often than speech in general, each with a weight; the squares add up to 1."""

NEAR = 0.15
"""How near (from 0 to 1) two topics are at least that count as the same.

Twice as near as any two of the open transcripts that are on different topics: rather none than a wrong one.
"""
SHARED = 3
"""How many words they share at least: a name that two talks have in common makes no topic."""

_TERMS = 32
_OF_TITLE, _OF_HEADING = 3, 2
_OFTEN = 2
_DIGITS = 3
_USUAL = 0.001
"""What makes up so much of what is said about anything names no topic."""
_OTHERS = 8
"""So many summaries without a term are thought to stand beside those that there are."""


def topic_of(summary: Summary) -> dict[str, float]:
    """Return what a summary is about; nothing in a language whose usual words aren't known.

    A term weighs the root of how often it comes times its lift over general speech. What only tells ("explains"), and
    the channel's own name, are left out.
    """
    known, ours = lexicon(summary.language), _ours(summary)
    if not known.asking:
        return {}
    counts = Counter(term for term in _terms(summary) if term not in ours and not term.isnumeric())
    size = counts.total()
    weights = {
        term: sqrt(count) * lift(count, size, share)
        for term, count in counts.items()
        if count >= _OFTEN and (share := known.common.get(term, 0.0)) < _USUAL
    }
    heaviest = nlargest(_TERMS, weights, key=weights.__getitem__)
    norm = sqrt(sum(weights[term] ** 2 for term in heaviest)) or 1.0
    return {term: weight for term in heaviest if (weight := round(weights[term] / norm, _DIGITS))}


def related(topic: Topic, others: Sequence[Topic]) -> list[int]:
    """Return which of the others are on a topic, by their positions, the nearest first.

    They are as near as the cosine of their weights says, to which a term adds the less the more of the others have it:
    where all is about one thing, it takes more than that thing.
    """
    usual = Counter(term for other in others for term in other)

    def near(other: Topic) -> float:
        shared = topic.keys() & other.keys()
        if _words(shared) < SHARED:
            return 0.0
        return sum(topic[term] * other[term] * (1 - (usual[term] - 1) / (len(others) + _OTHERS)) for term in shared)

    nearness = [near(other) for other in others]
    return sorted((at for at, how in enumerate(nearness) if how >= NEAR), key=lambda at: -nearness[at])


def _words(shared: Collection[str]) -> int:
    """Return of how many words the shared terms are; of an unspaced script, a word's pairs of characters overlap."""
    pairs = [term for term in shared if UNSPACED.match(term)]
    return len(shared) - sum(one[1:] == other[:1] for one in pairs for other in pairs)


def _terms(summary: Summary) -> Iterator[str]:
    """Yield the terms of a summary, those of titles several times; quotes may be in another language."""
    conclusion = summary.conclusion
    texts = [*(one.summary for one in summary.sections), conclusion.text, *(one.text for one in conclusion.takeaways)]
    texts += [summary.video.title] * _OF_TITLE
    texts += [one.title for one in summary.sections] * _OF_HEADING
    for text in texts:
        yield from terms(text, summary.language)


def _ours(summary: Summary) -> frozenset[str]:
    """Return the terms that say nothing of the topic."""
    put = lists(summary.language)
    fixed = " ".join((put.topics, put.speakers, summary.video.channel or "")).replace("{}", " ")
    return lexicon(summary.language).asking | frozenset(terms(fixed, summary.language))
