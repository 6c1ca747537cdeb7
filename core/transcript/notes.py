"""What is wrong with the captions of a transcript, as notes for its readers."""

from collections.abc import Iterator, Sequence

from core.model import Cue
from core.notes import Note
from core.times import clock

_LONGEST_PERIOD = 4  # cues: a recogniser that got stuck says one to four of them over and over
_FEWEST_AGAIN = 6  # times
_STRETCH = 15  # cues in a row that come again are no refrain
_MUCH = 400  # words in one cue
_ONE_TIME = 0.8  # of the cues


def transcript_notes(cues: Sequence[Cue], left_out: int, languages: tuple[str, str] | None) -> tuple[str, ...]:
    """Return the notes on a cleaned transcript.

    Args:
        cues: in order of start.
        left_out: how many captions had no usable time.
        languages: the language that was kept and the one that was left out, if there were two.
    """
    return tuple(_notes(cues, left_out, languages))


def _notes(cues: Sequence[Cue], left_out: int, languages: tuple[str, str] | None) -> Iterator[str]:
    if left_out:
        yield Note.LEFT_OUT.of(left_out)
    if languages:
        yield Note.TWO_LANGUAGES.of(*languages)
    if _times_are_useless(cues):
        yield Note.TIMES_USELESS.of()
    if stretch := repeated_stretch(cues):
        first, last = stretch
        yield Note.REPEATED.of(clock(cues[first].start), clock(cues[last].end))


def _times_are_useless(cues: Sequence[Cue]) -> bool:
    """Return whether nearly all that is said has one and the same time."""
    words = [len(cue.text.split()) or 1 for cue in cues]
    at: dict[float, int] = {}
    for cue, count in zip(cues, words, strict=True):
        at[cue.start] = at.get(cue.start, 0) + count
    most = max(at.values(), default=0)
    return (most >= _MUCH and most >= _ONE_TIME * sum(words)) or (len(cues) >= _STRETCH and len(at) == 1)


def repeated_stretch(cues: Sequence[Cue]) -> tuple[int, int] | None:
    """Return the first stretch of cues that says again what was said before, as positions, both inside; else None.

    That is: one to four cues over and over, as a recogniser writes that got stuck; or a long run of cues that stands
    in the captions twice, as where pieces of them were put together wrongly.
    """
    said = [" ".join(cue.text.casefold().split()) for cue in cues]
    return _loop(said) or _second_time(said)


def _loop(said: Sequence[str]) -> tuple[int, int] | None:
    for period in range(1, _LONGEST_PERIOD + 1):
        run = 0
        for at in range(period, len(said)):
            run = run + 1 if said[at] == said[at - period] else 0
            if run >= _FEWEST_AGAIN * period:
                return _whole_loop(said, at, run, period)
    return None


def _whole_loop(said: Sequence[str], at: int, run: int, period: int) -> tuple[int, int]:
    last = at
    while last + 1 < len(said) and said[last + 1] == said[last + 1 - period]:
        last += 1
    return at - run + 1, last


def _second_time(said: Sequence[str]) -> tuple[int, int] | None:
    seen: dict[tuple[str, ...], int] = {}
    for at in range(len(said) - _STRETCH + 1):
        window = tuple(said[at : at + _STRETCH])
        before = seen.setdefault(window, at)
        if at - before >= _STRETCH:
            last = at + _STRETCH - 1
            while last + 1 < len(said) and said[last + 1] == said[last + 1 - (at - before)]:
                last += 1
            return at, last
    return None
