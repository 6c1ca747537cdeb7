"""The offline engine where the model's words can't be used: whole stretches, or just a quote."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.compute import ComputePool
from core.drafts import Draft, Engine
from core.language.scripts import unspaced
from core.laws.quotes import find_quote
from core.laws.sections import contiguous
from core.model import Cue, Transcript
from core.times import clock

_FEWEST_WORDS = 4


async def drafts_instead(engine: Engine, transcript: Transcript, language: str, first: int, last: int) -> list[Draft]:
    """Return drafts by `engine` that together cover the cues at two positions, both inside.

    Args:
        engine: who stands in.
        transcript: the whole transcript.
        language: what was to be written in, BCP 47.
        first: position of the first cue.
        last: position of the last cue.
    """
    video = replace(transcript.video, chapters=())
    part = replace(transcript, video=video, cues=transcript.cues[first : last + 1])
    drafts = [draft async for batch in engine.write(part, language) for draft in batch.drafts]
    moved = [replace(draft, first=draft.first + first, last=draft.last + first) for draft in drafts]
    return contiguous(moved, transcript.cues, first, last)


async def quoted(
    engine: Engine, transcript: Transcript, language: str, drafts: Sequence[Draft], pool: ComputePool
) -> list[Draft]:
    """Return drafts, each as it is if its quote is there and more than a few words, else with one of `engine`'s.

    Args:
        engine: who chooses another quote.
        transcript: the whole transcript.
        language: what was to be written in, BCP 47.
        drafts: what a model wrote, lawful in their ranges.
        pool: where the quotes are looked for.
    """
    stand = await pool.run(_stand, transcript.cues, tuple(drafts))
    return [
        draft if stands else await _quoted_anew(engine, transcript, language, draft)
        for draft, stands in zip(drafts, stand, strict=True)
    ]


def _stand(cues: Sequence[Cue], drafts: Sequence[Draft]) -> list[bool]:
    """Return of each draft whether its quote is there, and more than a few words."""
    found = [find_quote(draft.quote, cues, draft.first, draft.last) for draft in drafts]
    return [bool(one and (len(one.text.split()) >= _FEWEST_WORDS or unspaced(one.text))) for one in found]


async def _quoted_anew(engine: Engine, transcript: Transcript, language: str, draft: Draft) -> Draft:
    others = await drafts_instead(engine, transcript, language, draft.first, draft.last)
    return replace(draft, quote=max((other.quote for other in others), key=len) or draft.quote)


@dataclass(slots=True)
class OfflineStretches:
    """The stretches that were written offline, and why, for people to read: neighbours of one cause are one."""

    stretches: list[tuple[float, float, str]] = field(default_factory=list)

    def add(self, start: float, end: float, reason: str) -> None:
        """Add a stretch, in seconds, that begins where the last one ended or later."""
        if self.stretches and self.stretches[-1][1:] == (start, reason):
            start = self.stretches.pop()[0]
        self.stretches.append((start, end, reason))

    def notes(self) -> tuple[str, ...]:
        """Return a sentence for each stretch."""
        return tuple(
            f"{clock(start)}-{clock(end)} was written offline: {reason.rstrip('.')}."
            for start, end, reason in self.stretches
        )
