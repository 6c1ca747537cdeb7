"""Lyrics with times (.lrc): "[00:12.00]words", https://en.wikipedia.org/wiki/LRC_(file_format)."""

import math
import re
from dataclasses import replace

from adapters.captions.captions import Captions
from adapters.captions.markup import plain
from adapters.captions.timing import seconds_of
from core.transcript.raw import RawCue

_STAMP = re.compile(r"\s{0,8}\[\s?(?:(\d{1,3})[:：])?(\d{1,4})[:：](\d{1,2})(?:[.:,．，](\d{1,3}))?\s?\]")
_TAG = re.compile(
    r"\s{0,8}\[(ti|ar|al|au|by|la|re|ve|length|offset|tool|id|lr|encoding|#)\s{0,2}:([^\]]{0,200})\]\s{0,8}",
    re.IGNORECASE,
)
_LOOK_AT, _FIRST_LINES = 4000, 6  # characters and lines that show what a file is
_MOST_STAMPS = 200  # before one line: a chorus, many times over


def is_lrc(text: str) -> bool:
    """Return whether most of the first lines are times or facts in brackets, with a fact or a fraction among them."""
    lines = [line for line in text[:_LOOK_AT].split("\n") if line.strip()][:_FIRST_LINES]
    stamps = [stamp for line in lines if (stamp := _STAMP.match(line))]
    facts = sum(_TAG.match(line) is not None for line in lines)
    return 2 * (len(stamps) + facts) > len(lines) and (facts > 0 or any(stamp[4] for stamp in stamps))


def read_lrc(text: str) -> Captions:
    """Return the lines of a lyrics file; each lasts until the next one. A line without a time goes on the one before.

    Args:
        text: the whole file, lines ending in a line feed.
    """
    facts: dict[str, str] = {}
    cues: list[RawCue] = []
    for line in text.split("\n"):
        if fact := _TAG.fullmatch(line[:300]):
            facts.setdefault(fact[1].lower(), fact[2].strip())
            continue
        starts, words = _starts(line)
        if starts:
            cues += [RawCue(start, math.nan, plain(words)) for start in starts]
        elif words.strip() and cues:
            cues[-1] = replace(cues[-1], text=f"{cues[-1].text}\n{plain(words)}")
    shift = _shift(facts.get("offset", ""))
    cues = sorted((replace(cue, start=max(0.0, cue.start - shift)) for cue in cues), key=lambda cue: cue.start)
    return Captions(tuple(cues), facts.get("ti", ""), facts.get("ar") or None, language=facts.get("la", ""))


def _starts(line: str) -> tuple[list[float], str]:
    starts: list[float] = []
    at = 0
    while len(starts) < _MOST_STAMPS and (stamp := _STAMP.match(line, at)):
        starts.append(seconds_of(*stamp.groups()))
        at = stamp.end()
    return starts, line[at:]


def _shift(text: str) -> float:
    """Return by how many seconds the words come sooner; `offset` is in milliseconds."""
    try:
        return max(-3600.0, min(3600.0, int(text) / 1000))
    except ValueError:
        return 0.0
