"""The lines that a model is given to answer from: sentences of the passages found, in the video's order."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.answers.index import Index
from core.answers.ranking import Passage
from core.times import clock
from core.written.tokens import estimate

BUDGET = 3000
"""Of tokens, for all lines together."""

_NUMBER = 2.0


@dataclass(frozen=True, slots=True)
class Lines:
    """What the model reads, and which sentence each number in it stands for."""

    text: str
    sentences: dict[int, int]


def lines_of(index: Index, passages: Sequence[Passage], budget: int = BUDGET) -> Lines:
    """Return the sentences of passages as numbered lines, each passage headed by its time; all that is said if it fits.

    Args:
        index: the transcript.
        passages: the passages, best first; those that are over the budget are left out.
        budget: how many tokens the lines may have; the best passage is given whatever it has.
    """
    costs = [estimate(_line(index, at)) + _NUMBER for at in range(len(index))]
    if sum(costs) <= budget:
        return _numbered(index, range(len(index)))
    shown: set[int] = set()
    left = float(budget)
    for first, last in passages:
        new = set(range(first, last + 1)) - shown
        cost = sum(costs[at] for at in new)
        if shown and cost > left:
            break
        shown |= new
        left -= cost
    return _numbered(index, sorted(shown))


def _numbered(index: Index, shown: Sequence[int]) -> Lines:
    lines: list[str] = []
    sentences: dict[int, int] = {}
    for number, at in enumerate(shown, 1):
        if at - 1 not in shown:
            lines.append(f"[{clock(index.starts[at])}]")
        lines.append(f"{number} {_line(index, at)}")
        sentences[number] = at
    return Lines("\n".join(lines), sentences)


def _line(index: Index, at: int) -> str:
    speaker = index.speakers[at]
    new = speaker in index.names and (at == 0 or index.speakers[at - 1] != speaker)
    text = " ".join(index.sentences[at].text.split())
    return f"{speaker}: {text}" if new else text
