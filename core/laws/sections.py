"""Law 2: sections that are in order, apart, inside the video, and together cover all of it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from core.drafts import Draft
from core.laws.quotes import find_quote
from core.laws.text import SUMMARY_LIMIT, clip, plain, plain_title
from core.model import Cue, Quote, Section, Transcript
from core.times import clock

QuoteChooser = Callable[[Transcript, int, int], str]
"""Proposes words to quote from the cues at two positions, both inside."""

_LEAST = 0.5
_TITLE_WORDS = 8


def may_begin(cues: Sequence[Cue], position: int) -> bool:
    """Return whether a section may begin at a cue: only later than the cue before, so that no range is empty."""
    return position == 0 or cues[position].start > cues[position - 1].start


def end_of_video(transcript: Transcript) -> float:
    """Return where the last section ends, in seconds: with the last caption, inside the video, after the last start."""
    last = transcript.cues[-1].start
    end, duration = transcript.end, transcript.video.duration
    if last < duration < end:
        end = duration
    return end if end > last else last + _LEAST


def start_of(transcript: Transcript, first: int) -> float:
    """Return where a section starts whose first cue is at `first`: with that cue, the first with the first caption."""
    return transcript.cues[first].start if first else transcript.start


def end_of(transcript: Transcript, last: int) -> float:
    """Return where a section ends whose last cue is at `last`: where the next cue starts, or the video's words end."""
    return transcript.cues[last + 1].start if last + 1 < len(transcript.cues) else end_of_video(transcript)


def contiguous(drafts: Iterable[Draft], cues: Sequence[Cue], first: int, last: int) -> list[Draft]:
    """Return drafts that together cover cues[first..last], each cue once, in order.

    Whatever ranges come in: turned ones are turned back, ones beyond the cues cut or dropped; of overlaps the later
    start wins; a hole goes to the draft before it; the first reaches back to `first`. Of drafts that begin at the same
    cue the first is kept. No drafts give one without words.
    """
    starts: dict[int, Draft] = {}
    for draft in sorted(_inside(drafts, first, last), key=lambda draft: draft.first):
        starts.setdefault(_snapped(cues, draft.first, first), draft)
    if not starts:
        return [Draft(first, last, "", "", "")]
    begins = [first, *list(starts)[1:]]
    ends = [*(begin - 1 for begin in begins[1:]), last]
    return [
        replace(draft, first=begin, last=end) for draft, begin, end in zip(starts.values(), begins, ends, strict=True)
    ]


def lawful(
    draft: Draft, transcript: Transcript, end: float, taken: set[str], choose: QuoteChooser | None = None
) -> Section:
    """Return the section of a draft whose range is one of `contiguous`.

    Args:
        draft: what the engine proposes.
        transcript: what it was made from.
        end: where the section ends, in seconds: `end_of(transcript, draft.last)`.
        taken: the titles the video has already, folded; this one's is added.
        choose: asked for a quote where the draft's can't be found.
    """
    cues = transcript.cues
    return Section(
        title=_title(draft, cues, taken),
        start=start_of(transcript, draft.first),
        end=end,
        summary=clip(plain(draft.summary), SUMMARY_LIMIT),
        quote=_quote(draft, transcript, choose),
        first=draft.first,
        last=draft.last,
    )


def folded_title(title: str) -> str:
    """Return what two titles have in common if readers would take them for the same."""
    return " ".join(title.casefold().split())


def _inside(drafts: Iterable[Draft], first: int, last: int) -> Iterable[Draft]:
    for draft in drafts:
        begin, end = sorted((draft.first, draft.last))
        if begin <= last and end >= first:
            yield replace(draft, first=max(begin, first), last=min(end, last))


def _snapped(cues: Sequence[Cue], position: int, first: int) -> int:
    """Return the nearest cue at or before `position` at which a section may begin."""
    while position > first and not may_begin(cues, position):
        position -= 1
    return position


def _quote(draft: Draft, transcript: Transcript, choose: QuoteChooser | None) -> Quote | None:
    found = find_quote(draft.quote, transcript.cues, draft.first, draft.last)
    if found or choose is None:
        return found
    return find_quote(choose(transcript, draft.first, draft.last), transcript.cues, draft.first, draft.last)


def _title(draft: Draft, cues: Sequence[Cue], taken: set[str]) -> str:
    """Return a title that says something and is the video's only one of that wording."""
    base = plain_title(draft.title) or _first_words(draft.summary) or _first_words(cues[draft.first].text)
    base = base or clock(cues[draft.first].start)
    title, number = base, 1
    while folded_title(title) in taken:
        number += 1
        title = f"{base} ({number})"
    taken.add(folded_title(title))
    return title


def _first_words(text: str) -> str:
    return plain_title(" ".join(plain(text).split()[:_TITLE_WORDS]))
