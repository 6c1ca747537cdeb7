"""Questions that lean on the ones before: "why?", "and what did she say after that?"."""

from collections.abc import Sequence
from dataclasses import replace

from core.answers.index import Index
from core.answers.passages import Passage
from core.answers.question import Question, Term, Turn, read_question
from core.answers.ranking import Ranker
from core.answers.vectors import Floats
from core.model import Answer

_CONTEXT = 0.5


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


def beside(ranker: Ranker, turn: Turn, speakers: Sequence[str], earlier: Sequence[Answer]) -> list[Passage]:
    """Return the passage right after or before the moment that was cited last, by a speaker if any are named."""
    index = ranker.index
    cited = next((answer.citations[0] for answer in reversed(earlier) if answer.citations), None)
    if cited is None:
        return []
    if turn is Turn.LATER:
        coming = [at for at in range(len(index)) if index.starts[at] >= cited.end - 0.01]
    else:
        hi = ranker.passages.hi
        coming = [at for at in range(len(index)) if index.ends[hi[at] - 1] <= cited.start + 0.01][::-1]
    theirs = [at for at in coming if not speakers or index.speakers[at] in speakers]
    return [(at, int(ranker.passages.hi[at]) - 1) for at in (theirs or coming)[:1]]


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
