"""The parts of a thread: what is said in each, and where its links go. A caption file has no links, only clocks."""

from collections.abc import Sequence

from core.errors import CuepointError
from core.links import moment_url, watch_url
from core.model import Answer, Citation, Related, Section, Summary, Takeaway, Usage, VideoRef
from core.progress import Found
from core.thread.content import Block, Line, Span, Style, block, line, one_line
from core.thread.words import words
from core.thread.words.failures import told
from core.thread.words.words import Words
from core.times import clock

BETWEEN = " · "
LONGEST_PASSAGE = 240
"""How many characters of a cited passage are shown."""
LONGEST_TITLE = 100
"""How many characters of the title of another video are shown; YouTube's titles have no more."""


def thread(found: Found, summary: Summary, language: str) -> tuple[Block, ...]:
    """Return the whole thread of a finished summary, part by part; `language` is the reader's (BCP 47)."""
    ref = summary.video.ref
    sections = (section(one, ref, language) for one in summary.sections)
    top = header(found, language, summary.guests)
    return (top, *sections, conclusion(summary, language), footer(summary, language))


def ending(found: Found, summary: Summary, language: str) -> Block:
    """Return a finished summary without its sections; `language` is the reader's (BCP 47)."""
    top = header(found, language, summary.guests)
    return (*top, *conclusion(summary, language), *footer(summary, language))


def header(found: Found, language: str, guests: tuple[str, ...] = ()) -> Block:
    """Return the video's title, and below it who made it, when, how long it is, and what captions it has.

    Args:
        found: the video and what is known of its transcript.
        language: the reader's (BCP 47).
        guests: who else speaks; known only once the conclusion is written.
    """
    say = words(language)
    video = found.video
    facts = (
        say.by.format(channel=video.channel) if video.channel else "",
        _guests(guests, say),
        say.day(video.published) if video.published else "",
        clock(video.duration) if video.duration else "",
        say.kinds[found.kind].format(language=found.language),
    )
    title = Span(one_line(video.title) or video.ref.id, watch_url(video.ref))
    return block(line(Style.TITLE, title), line(Style.SMALL, BETWEEN.join(filter(None, facts))))


def section(section: Section, ref: VideoRef, language: str) -> Block:
    """Return a section: its title and range, its paragraph, its quote, and where its topic is taken up again.

    Args:
        section: the section.
        ref: the video it is of.
        language: the reader's (BCP 47).
    """
    times = Span(f"[{clock(section.start)}-{clock(section.end)}]", moment_url(ref, section.start))
    quotes = (_quote(section.quote.text, section.quote.start, ref),) if section.quote else ()
    again = [_moment(start, ref) for start in section.again]
    more = (line(Style.SMALL, words(language).again, *again),) if again else ()
    return block(line(Style.HEADING, section.title, times), line(Style.TEXT, section.summary), *quotes, *more)


def guests(summary: Summary, language: str) -> Block:
    """Return who else speaks, for a thread whose header was posted before that was known; empty if nobody does."""
    return block(line(Style.SMALL, _guests(summary.guests, words(language))))


def conclusion(summary: Summary, language: str) -> Block:
    """Return the conclusion and the takeaways, each with the moment it comes from."""
    ref = summary.video.ref
    heading = line(Style.HEADING, words(language).conclusion)
    takeaways = (_takeaway(takeaway, ref) for takeaway in summary.conclusion.takeaways)
    return block(heading, line(Style.TEXT, summary.conclusion.text), *takeaways)


def footer(summary: Summary, language: str) -> Block:
    """Return what was checked, what it took and who wrote it, and the notes."""
    say = words(language)
    # The laws let no quote through that isn't the transcript's own, so that those there are were all verified.
    quotes = sum(one.quote is not None for one in summary.sections)
    facts = (
        say.verified.format(shown=quotes, total=quotes) if quotes else "",
        say.covers.format(percent=_percent(summary.coverage)),
        _usage(summary.usage, say),
        say.offline if summary.engine == "offline" else say.engine.format(engine=summary.engine),
    )
    return block(line(Style.SMALL, BETWEEN.join(filter(None, facts))), *_notes(summary.notes, say))


def more(related: Sequence[Related], language: str) -> Block:
    """Return links to earlier summaries on the same topic; empty where there are none."""
    links = [Span(_shortened(one_line(one.title), LONGEST_TITLE), one.url) for one in related]
    return (line(Style.SMALL, words(language).more, *links),) if links else ()


def answer(answer: Answer, ref: VideoRef, language: str) -> Block:
    """Return an answer and the passages it rests on, or, where the video does not say, the nearest moments; its notes.

    Args:
        answer: the answer.
        ref: the video it is about.
        language: the reader's (BCP 47).
    """
    paragraphs = [line(Style.TEXT, paragraph) for paragraph in answer.text.splitlines()]
    if answer.citations and not answer.supported:
        paragraphs.append(line(Style.TEXT, words(language).nearest))
    citations = (_citation(citation, answer.text, ref) for citation in answer.citations)
    return block(*paragraphs, *citations, *_notes(answer.notes, words(language)))


def failure(error: CuepointError, language: str) -> Block:
    """Return what happened and what to do; `language` is the reader's (BCP 47)."""
    return (line(Style.TEXT, told(error.failure, language)),)


def _notes(notes: tuple[str, ...], say: Words) -> tuple[Line, ...]:
    return tuple(line(Style.SMALL, say.note.format(note=say.told(note))) for note in notes)


def _guests(names: tuple[str, ...], say: Words) -> str:
    return say.guests.format(guests=", ".join(names)) if names else ""


def _quote(text: str, start: float, ref: VideoRef) -> Line:
    return line(Style.QUOTE, f'"{one_line(text)}"', _moment(start, ref))


def _takeaway(takeaway: Takeaway, ref: VideoRef) -> Line:
    return line(Style.ITEM, takeaway.text, _moment(takeaway.start, ref))


def _citation(citation: Citation, said: str, ref: VideoRef) -> Line:
    """Return a cited passage; its time alone where the answer already says it."""
    passage = one_line(citation.text)
    if passage in one_line(said):
        return line(Style.QUOTE, _moment(citation.start, ref))
    return _quote(_shortened(passage, LONGEST_PASSAGE), citation.start, ref)


def _shortened(text: str, most: int) -> str:
    """Return the beginning of a long text, up to a space where there is one, marked as cut."""
    if len(text) <= most:
        return text
    begun = text[:most]
    return f"{begun.rpartition(' ')[0] or begun} …"


def _moment(start: float, ref: VideoRef) -> Span:
    return Span(clock(start), moment_url(ref, start))


def _percent(share: float) -> int:
    """Return a share in whole percent, rounded down: what is not all is not 100%."""
    return int(share * 100 + 1e-6)


def _usage(usage: Usage, say: Words) -> str:
    tokens = usage.input_tokens + usage.output_tokens
    if not tokens:
        return ""
    counted = say.tokens.format(count=say.number(tokens))
    return counted if usage.cost is None else f"{counted}, {say.money(usage.cost)}"
