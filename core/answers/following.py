"""Questions that lean on the ones before: "why?", "and what did she say after that?"."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from core.answers.index import Index
from core.answers.question import Question, Term, Turn, read_question
from core.answers.ranking import Passage, Ranker
from core.answers.vectors import Floats
from core.model import Answer

_CONTEXT = 0.5
_SAME = 0.01


def in_context(
    index: Index, question: Question, earlier: Sequence[Answer]
) -> tuple[Question, list[tuple[Term, float]]]:
    """Return a question with what it leaves unsaid, and what to look for with its weights.

    One without words of its own is about what the last one with words was about; one with a single word and another
    that points back ("what did she say about taxes?") is about both, its own word first.
    """
    own = [(term, 1.0) for term in question.terms]
    leans = question.turn is not Turn.NEW or (question.pointing and len(own) == 1)
    before = _last_with_terms(index, earlier) if leans and question.turn is not Turn.WHOLE else None
    if before is None:
        wanted = own or [(term, 1.0) for term in question.asking]
        return replace(question, terms=tuple(term for term, _ in wanted)), wanted
    said = {term.term for term, _ in own}
    inherited = [(term, _CONTEXT if own else 1.0) for term in before.terms if term.term not in said]
    speakers = question.speakers or before.speakers
    return replace(question, terms=question.terms or before.terms, speakers=speakers), own + inherited


def beside(
    ranker: Ranker, turn: Turn, speakers: Sequence[str], earlier: Sequence[Answer], most: int
) -> Iterator[Passage]:
    """Yield the passages right after or before the moment that was cited last, nearest first.

    Where speakers are named, the first of them is one that such a speaker begins, if there is any.
    """
    index = ranker.index
    cited = next((answer.citations[0] for answer in reversed(earlier) if answer.citations), None)
    if cited is None:
        return
    later, hi = turn is Turn.LATER, ranker.passages.hi
    free = index.starts >= cited.end - _SAME if later else index.ends[hi - 1] <= cited.start + _SAME
    theirs = free & np.isin(index.speakers, list(speakers))
    for _ in range(most):
        firsts = np.flatnonzero(theirs if theirs.any() else free)
        if not firsts.size:
            return
        at = int(firsts[0 if later else -1])
        yield ranker.passage(at)
        free = free & (np.arange(len(index)) >= hi[at] if later else hi <= at)
        theirs = np.zeros_like(free)


def unread(ranker: Ranker, scores: Floats, earlier: Sequence[Answer]) -> Floats:
    """Return the scores without the passages that were cited already."""
    index, passages = ranker.index, ranker.passages
    left = scores.copy()
    for citation in (citation for answer in earlier for citation in answer.citations):
        left[(index.starts[passages.lo] < citation.end) & (index.ends[passages.hi - 1] > citation.start)] = 0.0
    return left


def _last_with_terms(index: Index, earlier: Sequence[Answer]) -> Question | None:
    read = (read_question(answer.question, index.language, index.names) for answer in reversed(earlier))
    return next((question for question in read if question.terms), None)
