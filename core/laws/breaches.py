"""Which laws a summary breaks, for tests and for whoever changes the code that holds them."""

from collections.abc import Iterator
from itertools import pairwise

from core.laws.quotes import stands
from core.laws.sections import end_of, folded_title, start_of
from core.laws.text import plain
from core.model import Section, Summary, Transcript


def breaches(summary: Summary, transcript: Transcript) -> list[str]:
    """Return every breach of laws 1, 2 and 6 in a summary of a transcript, in words; none where it holds them."""
    return [
        *_ranges(summary, transcript),
        *_titles(summary),
        *_quotes(summary, transcript),
        *_agains(summary, transcript),
        *_texts(summary, transcript),
    ]


def _ranges(summary: Summary, transcript: Transcript) -> Iterator[str]:
    sections, cues = summary.sections, transcript.cues
    if not sections:
        yield "there is no section"
        return
    if (sections[0].first, sections[-1].last) != (0, len(cues) - 1):
        yield f"sections run from cue {sections[0].first} to {sections[-1].last} of 0 to {len(cues) - 1}"
    for before, after in pairwise(sections):
        if after.first != before.last + 1:
            yield f"{after.title!r} begins at cue {after.first}, the section before ends at {before.last}"
    for section in sections:
        yield from _times(section, transcript)
    if summary.coverage != 1.0:
        yield f"coverage is {summary.coverage}"


def _times(section: Section, transcript: Transcript) -> Iterator[str]:
    if not 0 <= section.first <= section.last < len(transcript.cues):
        yield f"{section.title!r} has cues {section.first} to {section.last}, which don't exist"
        return
    if section.start != start_of(transcript, section.first):
        yield f"{section.title!r} starts at {section.start}, its first cue doesn't"
    if section.end != end_of(transcript, section.last):
        yield f"{section.title!r} ends at {section.end}, what follows starts at {end_of(transcript, section.last)}"
    if not 0 <= section.start < section.end:
        yield f"{section.title!r} lasts from {section.start} to {section.end}"


def _titles(summary: Summary) -> Iterator[str]:
    seen: set[str] = set()
    for section in summary.sections:
        folded = folded_title(section.title)
        if not folded:
            yield f"the section at {section.start} has no title"
        if folded in seen:
            yield f"the title {section.title!r} is there twice"
        seen.add(folded)


def _quotes(summary: Summary, transcript: Transcript) -> Iterator[str]:
    for section in summary.sections:
        last = min(section.last, len(transcript.cues) - 1)
        if section.quote and not stands(section.quote, transcript.cues, section.first, last):
            yield f"{section.title!r} quotes what isn't said there: {section.quote.text!r} at {section.quote.start}"


def _agains(summary: Summary, transcript: Transcript) -> Iterator[str]:
    starts = {cue.start for cue in transcript.cues}
    for section in summary.sections:
        for moment in section.again:
            if moment not in starts or section.start <= moment < section.end:
                yield f"{section.title!r} is said to come back at {moment}, which is no cue outside of it"


def _texts(summary: Summary, transcript: Transcript) -> Iterator[str]:
    takeaways = summary.conclusion.takeaways
    written = [text for section in summary.sections for text in (section.title, section.summary)]
    written += [summary.conclusion.text, *(takeaway.text for takeaway in takeaways), *summary.guests]
    yield from (f"not plain: {text!r}" for text in written if plain(text) != text)
    starts = {cue.start for cue in transcript.cues}
    yield from (f"no cue starts at {one.start}: {one.text!r}" for one in takeaways if one.start not in starts)
