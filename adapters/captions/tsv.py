"""Tables of start, end and text: Whisper's .tsv in milliseconds, and the labels of audio editors in seconds."""

import math

from adapters.captions.captions import Captions
from adapters.captions.timing import in_seconds, parse_time
from core.transcript.raw import RawCue

_COLUMNS = 3


def is_tsv(text: str) -> bool:
    """Return whether most of the first lines are two times and a text, parted by tabs."""
    lines = [line for line in text[:4000].split("\n") if line.strip()][:6]
    rows = [line for line in lines if not math.isnan(_cue(line).start)]
    return bool(rows) and 2 * len(rows) >= len(lines)


def read_tsv(text: str) -> Captions:
    """Return the captions of a table; a line without readable times becomes one without times.

    Args:
        text: the whole file, lines ending in a line feed.
    """
    first, *others = (line for line in text.split("\n") if line.strip())
    has_header = first.lower().startswith("start\t")
    cues = [_cue(line) for line in (others if has_header else (first, *others))]
    return Captions(tuple(in_seconds(cues, milliseconds=has_header)))


def _cue(line: str) -> RawCue:
    start, *others = line.split("\t", _COLUMNS - 1)
    if len(others) < _COLUMNS - 1:
        return RawCue(math.nan, math.nan, "")
    begins, ends = parse_time(start), parse_time(others[0])
    if math.isnan(ends):
        return RawCue(math.nan, math.nan, "")
    return RawCue(begins, round(ends - begins, 6), others[1].replace("\t", " "))
