"""WebVTT, SubRip and YouTube's SBV: lines of times and the words under them.

Read by own code, since each library tried loses something silently: webvtt-py 0.6.0 captions with a comma for a point
or minutes beyond 59, and it takes ",5" for 5 ms; pysubs2 1.8.1 and srt 3.5.3 add a broken caption's text, its number
and WebVTT's comments to the caption before. What differs between the formats differs between files of each as well,
so that one reader takes all.

WebVTT: https://www.w3.org/TR/webvtt1/ (section 6, parsing). SubRip has no specification.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from adapters.captions.captions import Captions
from adapters.captions.markup import voices
from adapters.captions.segments import Segment, join_segments, read_timestamp_map
from adapters.captions.time_lines import UNREADABLE, TimeLine, is_counter, read_time_line, split_at_times
from adapters.captions.vtt_header import HEADER_LINES, read_header
from core.notes import Note
from core.transcript.limits import split_long
from core.transcript.raw import RawCue

_LOOK_AT = 20_000  # characters that show what a file is
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_LONGEST_PAYLOAD = 4000  # characters of a caption; a longer one becomes several at the same time


@dataclass(frozen=True, slots=True)
class _Style:
    """How a file is written: as WebVTT, and with a number above each line of times."""

    named: bool
    numbered: bool


def is_vtt_srt(text: str) -> bool:
    """Return whether a text has WebVTT's header, or a line of times among the first."""
    if text.startswith("WEBVTT"):
        return True
    lines = [part for line in text[:_LOOK_AT].split("\n") for part in split_at_times(line)]
    return any(stamp and stamp is not UNREADABLE for stamp in (read_time_line(lines, at) for at in range(len(lines))))


def read_vtt_srt(text: str) -> Captions:
    """Return the captions of a WebVTT, SubRip or SBV file.

    A caption whose start can't be read has NaN for a start; one whose end can't be read, NaN for a duration.

    Args:
        text: the whole file, lines ending in a line feed.
    """
    header = read_header(text)
    lines = [part for line in text.split("\n") for part in split_at_times(line)]
    named = text.startswith("WEBVTT")
    lines = list(_without_comments(lines)) if named else lines
    stamps = {at: stamp for at, line in enumerate(lines) if (stamp := read_time_line(lines, at))}
    cuts = _cuts(lines, stamps)
    style = _Style(named, _is_numbered(lines, stamps))
    segments = [Segment([], _offset(lines, cut)) for cut in (0, *cuts)]
    for at, following in pairwise([*sorted({*stamps, *cuts}), len(lines)]):
        if at in stamps:
            body = lines[at + 1 : following]
            if following < len(lines) and following in stamps:
                body = _without_identifier(body, style)
            segments[bisect_right(cuts, at)].cues.extend(_cues(stamps[at], body))
    cues, estimated = join_segments(segments)
    return Captions(
        tuple(cues), header.title, language=header.language, notes=(Note.TIMES_ESTIMATED.of(),) if estimated else ()
    )


def _cues(stamp: TimeLine, body: Sequence[str]) -> Iterator[RawCue]:
    for payload in _payloads(body) or [stamp.words]:
        for speaker, said in voices(payload):
            yield RawCue(stamp.start, stamp.duration, said, speaker)


def _payloads(body: Sequence[str]) -> list[str]:
    """Return a caption's lines as one text, or as several where it is longer than any caption."""
    payloads: list[str] = []
    for line in filter(_has_words, body):
        for part in split_long(line, _LONGEST_PAYLOAD):
            if payloads and len(payloads[-1]) + len(part) < _LONGEST_PAYLOAD:
                payloads[-1] += "\n" + part
            else:
                payloads.append(part)
    return payloads


def _has_words(line: str) -> bool:
    """Return whether a line is neither blank nor an arrow that has lost its times."""
    return bool(line) and not line.isspace() and ("-->" not in line or any(map(str.isalnum, line)))


def _is_numbered(lines: Sequence[str], stamps: Mapping[int, TimeLine]) -> bool:
    """Return whether most times stand under a number, as SubRip wants it."""
    above = [next((line for line in reversed(lines[max(0, at - 2) : at]) if line.strip()), "") for at in stamps]
    return 2 * sum(map(is_counter, above)) > len(above)


def _cuts(lines: Sequence[str], stamps: Mapping[int, TimeLine]) -> list[int]:
    """Return the lines at which another file begins: a header, or number one again with an earlier time."""
    named = lines[0].startswith("WEBVTT")
    headers = [
        at
        for at, line in enumerate(lines)
        if at and line.startswith("WEBVTT") and (line.strip() == "WEBVTT" or (named and not lines[at - 1].strip()))
    ]
    numbers = {at: lines[at - 1].strip() for at in stamps}
    first = numbers[min(stamps)] if stamps else ""
    again = [
        at
        for before, at in pairwise(stamps)
        if first in {"0", "1"} and numbers[at] == first and stamps[at].start < stamps[before].start
    ]
    return sorted({*headers, *again})


def _offset(lines: Sequence[str], cut: int) -> float | None:
    """Return what the header that begins at a line adds to the times under it, in seconds."""
    for line in lines[cut : cut + HEADER_LINES]:
        if (offset := read_timestamp_map(line)) is not None:
            return offset
        if "-->" in line:
            break
    return None


def _without_identifier(body: list[str], style: _Style) -> list[str]:
    """Return what stands between two time lines without the second one's name or number."""
    last = len(body) - 1
    while last >= 0 and not body[last].strip():
        last -= 1
    if last < 0:
        return []
    alone = last > 0 and not body[last - 1].strip()
    touches = last == len(body) - 1
    is_name = style.named and alone and touches
    is_number = style.numbered and is_counter(body[last]) and (alone or touches)
    return body[:last] if is_name or is_number else body


def _without_comments(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines, empty ones in place of WebVTT's comments and styles, which end at a blank line or times."""
    comment, blank = False, True
    for line in lines:
        if not line or line.isspace():
            comment, blank = False, True
        else:
            comment = "-->" not in line and (comment or (blank and _COMMENT.match(line) is not None))
            blank = False
        yield "" if comment else line
