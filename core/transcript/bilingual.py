"""Captions in two languages at the same times: one caption each in turn, or one above the other in each caption."""

from dataclasses import replace
from itertools import pairwise

from core.language.scripts import unspaced
from core.transcript.language import languages_of
from core.transcript.raw import RawCue

_FEWEST = 6  # pairs: fewer are chance
_SHARE = 0.7  # of all captions
_SAME_TIME = 0.05  # seconds
_FEWEST_WORDS = 20  # different ones: with fewer, lines may be names
_TWO = 2

Halves = tuple[list[RawCue], list[RawCue]]


def one_language(captions: list[RawCue], wanted: str = "") -> tuple[list[RawCue], tuple[str, str] | None]:
    """Return captions in one language, and which of two languages was kept and which left out, None if there is one.

    Args:
        captions: in order of start.
        wanted: the language to keep (BCP 47) if it is one of the two; else the first is kept.
    """
    for halves in (_in_turn(captions), _in_lines(captions)):
        if halves is None:
            continue
        both = set(map(id, halves[0])) & set(map(id, halves[1]))
        texts = [" ".join(caption.text for caption in half if id(caption) not in both) for half in halves]
        languages = languages_of(*texts) if all(map(_says_enough, texts)) else None
        if languages:
            keep = 1 if wanted.split("-", maxsplit=1)[0].lower() == languages[1] else 0
            return halves[keep], (languages[keep], languages[1 - keep])
    return captions, None


def _in_turn(captions: list[RawCue]) -> Halves | None:
    """Return the captions without the second, and without the first, of each two at the same time; None if few are so.

    What stands alone is in both.
    """
    second = [False]
    for before, after in pairwise(captions):
        second.append(after.start - before.start <= _SAME_TIME and not second[-1])
    if not _enough(sum(second), len(captions) / _TWO):
        return None
    first = [*second[1:], False]
    without_second = [caption for caption, left_out in zip(captions, second, strict=True) if not left_out]
    without_first = [caption for caption, left_out in zip(captions, first, strict=True) if not left_out]
    return without_second, without_first


def _in_lines(captions: list[RawCue]) -> Halves | None:
    """Return the captions with their first, and with their second line alone; None if few have just two."""
    lines = [[line for line in caption.text.split("\n") if line.strip()] for caption in captions]
    if not _enough(sum(len(each) == _TWO for each in lines), sum(map(bool, lines))):
        return None
    first, second = (
        [replace(one, text=each[at]) if len(each) == _TWO else one for one, each in zip(captions, lines, strict=True)]
        for at in range(_TWO)
    )
    return first, second


def _says_enough(text: str) -> bool:
    return unspaced(text) or len(set(text.split())) >= _FEWEST_WORDS


def _enough(found: int, of: float) -> bool:
    return found >= _FEWEST and found >= _SHARE * of
