"""Captions that are given several times: in layers for a shadow, or again for each frame or word of an animation.

People do repeat themselves, and their words stay: a caption is taken for the same one only where both are on the
screen at once, where invisible characters tell them apart, or where nobody could have spoken so fast.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from core.language.scripts import unspaced
from core.transcript.raw import RawCue

INVISIBLE = "\u200b\u2060\ufeff"
"""Zero-width characters that stand around captions so that a player takes equal ones for different."""

_AT_ONCE = 0.05  # seconds between times that are meant to be the same
_NEXT = 0.2  # seconds between two frames of an animation at the most
_FASTEST, _FASTEST_UNSPACED = 40.0, 20.0  # characters a second: faster than anybody speaks
_PHRASE = 12  # characters; what is shorter may be said twice, quickly
_OFTEN = 3


def without_repeats(captions: list[RawCue]) -> list[RawCue]:
    """Return captions in order of start, each once; where one is given several times it lasts as long as all of them.

    Args:
        captions: in order of start.
    """
    return list(_once(_without_layers(captions)))


def _without_layers(captions: list[RawCue]) -> list[RawCue]:
    """Return the captions without those that stand on the screen already, while they do."""
    kept: list[RawCue] = []
    shown: dict[str, int] = {}
    for caption in captions:
        words = _words(caption)
        at = shown.get(words)
        if words and at is not None and _at_once(kept[at], caption):
            kept[at] = _longer(kept[at], caption)
        else:
            shown[words] = len(kept)
            kept.append(caption)
    return kept


def _at_once(one: RawCue, other: RawCue) -> bool:
    """Return whether a caption begins with another, or comes and goes while that stands.

    Automatic captions overlap, too: each stays while the next one is spoken.
    """
    return other.start - one.start <= _AT_ONCE or (other.start < one.end and other.end <= one.end + _AT_ONCE)


def _once(captions: list[RawCue]) -> Iterator[RawCue]:
    """Yield the captions, each run of equal ones that are frames of an animation as one."""
    for run in _runs(captions):
        if len(run) > 1 and _is_animated(run):
            whole = run[0]
            for frame in run[1:]:
                whole = _longer(whole, frame)
            yield whole
        else:
            yield from run


def _runs(captions: list[RawCue]) -> Iterator[list[RawCue]]:
    """Yield the runs of equal captions that follow each other without a pause."""
    for _, equal in groupby(captions, _words):
        run: list[RawCue] = []
        for caption in equal:
            if run and caption.start - run[-1].end > _NEXT:
                yield run
                run = []
            run.append(caption)
        yield run


def _is_animated(run: list[RawCue]) -> bool:
    if any(mark in caption.text for caption in run for mark in INVISIBLE):
        return len({caption.text for caption in run}) > 1
    words = _words(run[0])
    if len(words) < _PHRASE and len(run) < _OFTEN:
        return False
    lasted = max(caption.end for caption in run) - run[0].start
    return len(words) * len(run) > lasted * (_FASTEST_UNSPACED if unspaced(words) else _FASTEST)


def _words(caption: RawCue) -> str:
    """Return what a reader sees of a caption and hears who says it, to compare by."""
    text = caption.text
    if not text.isascii():
        for mark in INVISIBLE:
            text = text.replace(mark, " ")
    return f"{caption.speaker} {' '.join(text.split())}".strip()


def _longer(one: RawCue, other: RawCue) -> RawCue:
    return replace(one, duration=max(one.end, other.end) - one.start)
