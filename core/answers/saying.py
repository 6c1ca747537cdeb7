"""What an answer without a model says: the sentences of the best passage that are most to the point."""

from collections.abc import Sequence

from core.answers.index import Index
from core.answers.matching import find
from core.answers.question import Term
from core.answers.ranking import rarity
from core.answers.search import Found, Search
from core.language.shown import joined, shown

_MOST = 2
_LONGEST = 320
_WHOLE_THOUGHT = 8


def said(search: Search, found: Found) -> str:
    """Return one or two sentences of the passage found first, in their order, as they are shown to people."""
    first, last = found.passages[0]
    worth = {at: _worth(search.index, at, found.question.terms) for at in range(first, last + 1)}
    chosen: list[int] = []
    for at in sorted(worth, key=lambda one: (-worth[one], one)):
        length = sum(len(search.index.sentences[one].text) for one in (*chosen, at))
        if not chosen or (len(chosen) < _MOST and length <= _LONGEST):
            chosen.append(at)
    language = search.index.language
    texts = (shown(search.index.sentences[at].text, language, search.names) for at in sorted(chosen))
    return joined(texts, language)


def _worth(index: Index, at: int, wanted: Sequence[Term]) -> float:
    """Return how much of what is asked about a sentence says; where that is the same, whole thoughts are worth more."""
    hits = sum(rarity(term.share) for term in wanted if at in find(index, term.term, term.word)[1])
    return hits + min(1.0, len(index.bags[at]) / _WHOLE_THOUGHT) / 2
