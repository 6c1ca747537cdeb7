"""One topic that two windows were cut through: its drafts made one again."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from core.drafts import Batch, Draft
from core.laws.sections import folded_title
from core.model import Cue

_SAME = 85.0
_LONGEST = 900.0


async def merging(
    batches: AsyncIterator[Batch], cues: Sequence[Cue], in_doubt: Collection[int]
) -> AsyncIterator[Batch]:
    """Yield the batches, drafts on one topic made one where it is in doubt that a topic begins.

    A draft before such a place is held back until the next batch is there.

    Args:
        batches: consecutive ones.
        cues: the transcript's cues.
        in_doubt: the positions of the first cues of the batches that may go on with the topic before.
    """
    held: Draft | None = None
    fell_back = False
    async for batch in batches:
        drafts = list(batch.drafts)
        if held and drafts and same_topic(held, drafts[0], cues):
            drafts[0] = merged(held, drafts[0])
        elif held:
            drafts.insert(0, held)
        if drafts and drafts[-1].last + 1 in in_doubt:
            held, fell_back = drafts.pop(), batch.fell_back
        else:
            held = None
        yield replace(batch, drafts=tuple(drafts))
    if held:
        yield Batch((held,), fell_back=fell_back)


def same_topic(one: Draft, other: Draft, cues: Sequence[Cue]) -> bool:
    """Return whether two neighbouring drafts have the same title, but for its words' order and spelling.

    Together they last a quarter of an hour at most.
    """
    if cues[other.last].start - cues[one.first].start > _LONGEST:
        return False
    return fuzz.token_sort_ratio(folded_title(one.title), folded_title(other.title)) >= _SAME


def merged(one: Draft, other: Draft) -> Draft:
    """Return two neighbouring drafts as one, by the first's title and quote."""
    return Draft(one.first, other.last, one.title, f"{one.summary} {other.summary}".strip(), one.quote or other.quote)
