"""What an answer without a model says: the sentences of the best passage that are most to the point."""

from collections.abc import Sequence
from math import log, sqrt

from core.answers.index import Index
from core.answers.matching import find
from core.answers.question import Term
from core.answers.ranking import rarity
from core.answers.search import Found, Search
from core.language.shown import joined, shown

_LONGEST = 320
_WHOLE_THOUGHT = 8


def said(search: Search, found: Found) -> str:
    """Return one or two sentences of the passage found first, in their order, as they are shown to people.

    The second is about the question too, or goes on with what the first one's speaker says.
    """
    index, wanted = search.index, found.question.terms
    first, last = found.passages[0]
    order = sorted(range(first, last + 1), key=lambda at: (-_worth(index, at, wanted), at))
    best = order[0]
    second = [at for at in order[1:] if _goes_with(index, at, best, wanted)]
    texts = (shown(index.sentences[at].text, index.language, search.names) for at in sorted([best, *second[:1]]))
    return joined(texts, index.language)


def _goes_with(index: Index, at: int, best: int, wanted: Sequence[Term]) -> bool:
    one, other = index.sentences[best], index.sentences[at]
    goes_on = at == best + 1 and one.turn == other.turn
    return (goes_on or _hits(index, at, wanted) > 0) and len(one.text) + len(other.text) <= _LONGEST


def _worth(index: Index, at: int, wanted: Sequence[Term]) -> float:
    """Return how much of what is asked about a sentence says; where that is the same, whole thoughts are worth more."""
    return _hits(index, at, wanted) + min(1.0, len(index.bags[at]) / _WHOLE_THOUGHT) / 2


def _hits(index: Index, at: int, wanted: Sequence[Term]) -> float:
    """Return how much of what is asked about is in a sentence. Of what is in a question, half counts for its answer."""
    before = _said(index, at - 1, wanted) / 2 if at and _asks(index, at - 1) else 0.0
    own = _said(index, at, wanted)
    return before + (own / 4 if _asks(index, at) else own)


def _said(index: Index, at: int, wanted: Sequence[Term]) -> float:
    """Return how much of what is asked about a sentence says; what the video says all the time tells little."""
    places = ((term, find(index, term.term, term.word)[1]) for term in wanted)
    return sum(
        sqrt(rarity(term.share)) * log(1 + len(index.sentences) / len(there)) for term, there in places if at in there
    )


def _asks(index: Index, at: int) -> bool:
    return index.sentences[at].text.rstrip("\"'”’»)").endswith(("?", "？", "؟"))
