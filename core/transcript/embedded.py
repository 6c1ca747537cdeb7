"""Captions that hold a piece of a SubRip file in their text: counters, time lines, and the captions under them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from core.transcript.raw import RawCue

_CLOCK = r"(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_CLOCK} ?--?> ?{_CLOCK}\s*")


def split_embedded(caption: RawCue) -> Iterator[RawCue]:
    """Yield a caption, or the captions that its text is made of, each at its own time.

    Args:
        caption: as its source gives it.
    """
    if "->" not in caption.text:
        yield caption
        return
    lines: list[str] = []
    current = caption
    for line in caption.text.split("\n"):
        found = _TIMES.fullmatch(line)
        if found:
            yield from _closed(current, lines, before_times=True)
            start, end = _seconds(found.groups("0")[:4]), _seconds(found.groups("0")[4:])
            current, lines = replace(caption, start=start, duration=end - start), []
        else:
            lines.append(line)
    yield from _closed(current, lines, before_times=False)


def _closed(caption: RawCue, lines: list[str], *, before_times: bool) -> Iterator[RawCue]:
    """Yield a caption with some lines, without the counter of the next one."""
    kept = [line for line in lines if line.strip()]
    if before_times and kept and kept[-1].strip().isdecimal():
        kept.pop()
    if kept:
        yield replace(caption, text="\n".join(kept))


def _seconds(parts: tuple[str, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    return int(hours) * 3600 + int(minutes) * 60 + float(f"{seconds}.{fraction}")
