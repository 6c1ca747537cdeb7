"""A section written once more, in another way, for one thread: the summary that all share stays as it is (law 5)."""

from collections.abc import Sequence
from dataclasses import replace

from core.budgets.budgets import paid_by
from core.compute import ComputePool, ThreadPool
from core.drafts import Draft, Engine
from core.errors import BudgetSpent
from core.laws.sections import contiguous, end_of, folded_title, lawful
from core.model import Cue, Section, Summary, Transcript
from core.requests import Request, transcript_language
from core.summaries import Summaries
from core.transcripts import Transcripts
from core.writers import Writers

LEAST = 3
"""Of how many captions a section is made at least."""


class Redoing:
    """Writes sections anew, by the engine that wrote them."""

    def __init__(
        self, transcripts: Transcripts, summaries: Summaries, writers: Writers, pool: ComputePool | None = None
    ) -> None:
        """Make it; without a pool it computes in threads."""
        self._pool = pool or ThreadPool()
        self._transcripts = transcripts
        self._summaries = summaries
        self._writers = writers

    async def section(self, request: Request, index: int, shown: str) -> tuple[Section, Summary] | None:
        """Return a section anew, and the summary it is part of; None where there is no other way to put it.

        The engine gets the section's captions without those that are quoted now, so that it comes to another choice
        each time; what it writes is held to the laws over the whole section.

        Args:
            request: the video, and the language of its summary.
            index: which section, counted from 0.
            shown: what the section says now.

        Raises:
            BudgetSpent: a model wrote it, and can't be asked today.
            CuepointError: the transcript can't be had, or the engine fails.
        """
        engine = self._writers.of(request)
        summary = await self._summaries.kept(request)
        if summary is None or index >= len(summary.sections):
            return None
        _, transcript = await self._transcripts.get(request.ref, transcript_language(request, engine))
        old = summary.sections[index]
        kept = await self._pool.run(_without, transcript.cues, old, shown)
        if old.last >= len(transcript.cues) or len(kept) < LEAST:
            return None
        if not await self._writers.affords(request):
            raise BudgetSpent
        with paid_by(request.community):
            drafts = await _drafts(engine, transcript, summary.language, kept)
        titles = tuple(one.title for one in summary.sections if one is not old)
        new = await self._pool.run(_lawful, transcript, _one(drafts, old), old, titles)
        return (new, summary) if new.quote and not _says(shown, new.summary, new.quote.text) else None


async def _drafts(engine: Engine, transcript: Transcript, language: str, positions: Sequence[int]) -> list[Draft]:
    cues = tuple(transcript.cues[position] for position in positions)
    # The creator's chapters name whole sections: in a part of one there are none.
    part = replace(transcript, cues=cues, video=replace(transcript.video, chapters=()))
    drafts = [draft async for batch in engine.write(part, language) for draft in batch.drafts]
    return contiguous(drafts, cues, 0, len(cues) - 1)


def _lawful(transcript: Transcript, draft: Draft, old: Section, titles: Sequence[str]) -> Section:
    """Return the section of a draft in place of an old one; `titles` are those of the others."""
    others = {folded_title(title) for title in titles}
    return replace(lawful(draft, transcript, end_of(transcript, old.last), others), again=old.again)


def _without(cues: Sequence[Cue], section: Section, shown: str) -> list[int]:
    """Return the positions of a section's cues whose words are not all shown."""
    inside = range(section.first, min(section.last + 1, len(cues)))
    return [position for position in inside if not _says(shown, cues[position].text)]


def _says(shown: str, *texts: str) -> bool:
    """Return whether all of the texts are shown, whatever space is between their words."""
    said = " ".join(shown.split())
    return all(" ".join(text.split()) in said for text in texts)


def _one(drafts: Sequence[Draft], section: Section) -> Draft:
    """Return one draft over the whole section: the longest one's, in which the others' paragraphs have no place."""
    longest = max(drafts, key=lambda draft: draft.last - draft.first)
    return replace(longest, first=section.first, last=section.last)
