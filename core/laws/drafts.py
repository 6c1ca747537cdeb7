"""Drafts made sections that hold the laws."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from core.drafts import Draft
from core.laws.sections import contiguous, end_of, folded_title, lawful
from core.model import Section, Transcript
from core.topics.recurring import Recurring


def lawful_sections(
    transcript: Transcript, drafts: Sequence[Draft], first: int, last: int, titles: Sequence[str]
) -> tuple[Section, ...]:
    """Return sections made of drafts, together over the cues at two positions, both inside.

    Args:
        transcript: what the drafts were made from.
        drafts: what an engine proposes, whatever ranges they name.
        first: position of the first cue.
        last: position of the last cue.
        titles: the titles of the sections before.
    """
    taken = {folded_title(title) for title in titles}
    recurring = _recurring(transcript)
    return tuple(
        replace(
            lawful(draft, transcript, end_of(transcript, draft.last), taken),
            again=recurring.of(draft.first, draft.last),
        )
        for draft in contiguous(drafts, transcript.cues, first, last)
    )


@lru_cache(maxsize=2)
def _recurring(transcript: Transcript) -> Recurring:
    """Return the words of a transcript and when they are said; kept, as a summary's batches come one by one."""
    return Recurring(transcript)
