"""Law 1: a quote is a contiguous run of the transcript's own words, at the time of the cue in which it begins."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain

from core.language.measure import length
from core.language.scripts import UNSPACED
from core.laws.aligning import FEWEST, NEAR, nearest_run
from core.model import Cue, Quote

LONGEST = 60
"""So many words of a quote are looked at, as `core.language.measure` counts them."""
_MOST_PIECES = 4 * LONGEST

_ALONE = UNSPACED.pattern
_WORD = re.compile(rf"{_ALONE}|[^\s—–…\-{_ALONE[1:-1]}]+")
_ELLIPSIS = re.compile(r"[\[(]?(?:\.{3,}|…)[\])]?")
_OPENING = "\"'“”„«»‘’「」『』()[]{}<>,;:.!?、，；：。！？·•*_~`|"
_CLOSING = "\"'“”„«»‘’「」『』()[]{}<>,;:、，；：·•*_~`|"


@dataclass(frozen=True, slots=True)
class _Run:
    """The words of one speaker's run of cues from `start` on, folded for comparing; how many come before each cue."""

    start: int
    folded: list[str]
    before: list[int]

    def cue(self, word: int) -> int:
        """Return how many cues of the run come before the one with a word."""
        return bisect_right(self.before, word) - 1


def find_quote(wanted: str, cues: Sequence[Cue], first: int, last: int) -> Quote | None:
    """Return the words of cues[first..last] that `wanted` says, or None where it says none of them.

    Case, punctuation, white space and typographic marks don't matter. A quote that is nearly there (words misheard,
    changed or dropped, parts joined by an ellipsis) is aligned to the words that are. It never crosses from one
    speaker to another.
    """
    runs = [_run(cues, start, end) for start, end in speaker_runs(cues, first, last)]
    for words in _attempts(wanted):
        found = _exact(words, runs) or _near(words, runs)
        if found:
            return _cut(*found, cues)
    return None


def speaker_runs(cues: Sequence[Cue], first: int, last: int) -> list[tuple[int, int]]:
    """Return the stretches of cues[first..last] in which one speaker speaks and no caption is missing.

    They are positions, both inside.
    """
    starts = [first]
    speaker = cues[first].speaker
    for position in range(first + 1, last + 1):
        new = cues[position].speaker
        if cues[position].after_gap or (new and (new != speaker or new == ">>")):
            starts.append(position)
        speaker = new or speaker
    return list(zip(starts, [start - 1 for start in starts[1:]] + [last], strict=True))


def stands(quote: Quote, cues: Sequence[Cue], first: int, last: int) -> bool:
    """Return whether `quote` is whole words of one speaker in cues[first..last] and begins in a cue of its start."""
    return any(
        _begins_in(quote.text, cues, position, end)
        for start, end in speaker_runs(cues, first, last)
        for position in range(start, end + 1)
        if cues[position].start == quote.start
    )


def _begins_in(wanted: str, cues: Sequence[Cue], position: int, end: int) -> bool:
    here = _squeeze(cues[position].text)
    text = _squeeze(" ".join(cue.text for cue in cues[position : end + 1]))
    found = text.find(wanted) if wanted.strip() else -1
    while 0 <= found < len(here):
        if not _splits(text, found) and not _splits(text, found + len(wanted)):
            return True
        found = text.find(wanted, found + 1)
    return False


def _splits(text: str, at: int) -> bool:
    """Return whether a cut at `at` would go through a word of a script with spaces."""
    if not 0 < at < len(text):
        return False
    pair = text[at - 1 : at + 1]
    return pair.isalnum() and not UNSPACED.search(pair)


def _attempts(wanted: str) -> list[list[str]]:
    """Return the words to look for: the whole, then the parts that an ellipsis joined, longest first."""
    whole = _beginning(wanted)
    parts = [_beginning(part) for part in _ELLIPSIS.split(wanted)]
    long_enough = [part for part in parts if len(part) > FEWEST and part != whole]
    return [words for words in (whole, *sorted(long_enough, key=len, reverse=True)) if words]


def _beginning(text: str) -> list[str]:
    """Return the words of a text, the first `LONGEST` of a long one; in scripts without spaces, its characters."""
    folded = _folded(text)
    pieces = LONGEST * len(folded) // max(1, length(text))
    return folded[: min(max(LONGEST, pieces), _MOST_PIECES)]


def _squeeze(text: str) -> str:
    return " ".join(text.split())


@lru_cache(maxsize=1 << 14)
def _fold(word: str) -> str:
    if word.isascii() and word.isalnum():
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold()
    return "".join(char for char in folded if char.isalnum() or unicodedata.category(char)[0] == "M")


def _folded(text: str) -> list[str]:
    return [folded for word in _WORD.findall(text) if (folded := _fold(word))]


def _run(cues: Sequence[Cue], start: int, end: int) -> _Run:
    said = [_folded(cue.text) for cue in cues[start : end + 1]]
    return _Run(start, list(chain.from_iterable(said)), list(accumulate(map(len, said[:-1]), initial=0)))


def _exact(wanted: list[str], runs: list[_Run]) -> tuple[_Run, int, int] | None:
    needle = f" {' '.join(wanted)} "
    for run in runs:
        hay = f" {' '.join(run.folded)} "
        at = hay.find(needle)
        if at >= 0:
            first = hay.count(" ", 0, at)
            return run, first, first + len(wanted) - 1
    return None


def _near(wanted: list[str], runs: list[_Run]) -> tuple[_Run, int, int] | None:
    if len(wanted) < FEWEST:
        return None
    found = [(*nearest_run(wanted, run.folded), run) for run in runs if len(run.folded) >= FEWEST]
    likeness, first, last, run = max(found, key=lambda one: one[0], default=(0.0, 0, 0, None))
    return (run, first, last) if run and likeness >= NEAR else None


def _cut(run: _Run, first: int, last: int, cues: Sequence[Cue]) -> Quote:
    """Return the words from `first` to `last` as they stand, without the marks that only their neighbours need."""
    begin, stop = run.cue(first), run.cue(last)
    there = cues[run.start + begin : run.start + stop + 1]
    text = _squeeze(" ".join(cue.text for cue in there))
    spans = [match.span() for match in _WORD.finditer(text) if _fold(match[0])]
    start, end = spans[first - run.before[begin]][0], spans[last - run.before[begin]][1]
    while end < len(text) and (text[end] in ".!?。！？" or unicodedata.category(text[end])[0] == "M"):
        end += 1
    return Quote(text[start:end].rstrip(_CLOSING).lstrip(_OPENING), there[0].start)
