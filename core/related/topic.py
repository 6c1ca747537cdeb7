"""What a summary is about as a whole, small enough to be kept."""

from collections import Counter
from collections.abc import Iterator
from heapq import nlargest
from math import sqrt

from core.answers.lexicon import lexicon, lift
from core.language.lists import lists
from core.language.words import terms
from core.model import Summary

_TERMS = 32
_OF_TITLE, _OF_HEADING = 3, 2
_OFTEN = 2
_DIGITS = 3
_USUAL = 0.001
"""What makes up so much of what is said about anything names no topic."""


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
