"""TTML and its older name DFXP (.ttml, .dfxp, .xml).

Times: https://www.w3.org/TR/ttml2/, sections 10 (time containment) and 12 (time expressions).
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from adapters.captions.captions import Captions
from adapters.captions.xml_tree import Element
from core.transcript.raw import RawCue

_CLOCK = re.compile(r"(\d{1,6}):(\d{1,3}):(\d{1,3})(?:[.,](\d{1,12})|:(\d{1,4})(?:\.(\d{1,3}))?)?")
_SHORT_CLOCK = re.compile(r"(\d{1,6}):(\d{1,3})(?:[.,](\d{1,12}))?")
_OFFSET = re.compile(r"(\d{1,15}(?:[.,]\d{1,12})?)(h|ms|m|s|f|t|)")
_NUMBER = re.compile(r"\d{1,9}")
_SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001, "": 1.0}
_LONGEST_TIME = 40  # characters
_FRAMES = 30.0  # a second, if nothing is said
_NO_WORDS = {"metadata", "head", "styling", "layout", "agent", "desc", "title", "copyright"}
_TIMED = {"begin", "end", "dur"}


@dataclass(frozen=True, slots=True)
class _Clock:
    """What a file's times are counted in: frames, parts of a frame, and ticks a second."""

    frames: float
    parts: float
    ticks: float

    @classmethod
    def of(cls, attributes: Mapping[str, str]) -> "_Clock":
        """Return what the root says of its clock."""
        multiplier = [float(number) for number in _NUMBER.findall(attributes.get("frameRateMultiplier", "")[:40])]
        rate = _number(attributes.get("frameRate")) or _FRAMES
        frames = rate * multiplier[0] / multiplier[1] if len(multiplier) > 1 and all(multiplier) else rate
        parts = _number(attributes.get("subFrameRate")) or 1.0
        stated = _number(attributes.get("tickRate"))
        return cls(frames, parts, stated or (frames * parts if "frameRate" in attributes else 1.0))

    def seconds(self, text: str | None) -> float:
        """Return a time expression in seconds; NaN for none."""
        text = (text or "").strip()[:_LONGEST_TIME]
        if clock := _CLOCK.fullmatch(text):
            hours, minutes, seconds, fraction, frames, parts = clock.groups()
            whole = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
            frame = (int(frames or 0) + int(parts or 0) / self.parts) / self.frames
            return float(f"{whole}.{fraction or 0}") + frame
        if clock := _SHORT_CLOCK.fullmatch(text):
            return float(f"{int(clock[1]) * 60 + int(clock[2])}.{clock[3] or 0}")
        offset = _OFFSET.fullmatch(text)
        if not offset:
            return math.nan
        number = float(offset[1].replace(",", "."))
        units = _SECONDS | {"f": 1 / self.frames, "t": 1 / self.ticks}
        return number * units[offset[2]]


def read_ttml(root: Element) -> Captions:
    """Return the captions of a TTML file; a paragraph whose start can't be read becomes one without times.

    Args:
        root: the `tt` element.
    """
    title = next((_text(each) for each in root.walk() if each.name == "title"), "")
    agents = {each.attributes.get("id", ""): _agent(each) for each in root.walk() if each.name == "agent"}
    body = next((each for each in root.children() if each.name == "body"), root)
    cues = _cues(body, _Clock.of(root.attributes), agents, _Span(0.0, math.inf))
    return Captions(tuple(cues), " ".join(title.split()), language=_language(root, body))


@dataclass(frozen=True, slots=True)
class _Span:
    """When an element stands, in seconds, and who is said to speak in it."""

    start: float
    end: float
    speaker: str = ""
    timed: bool = False


def _cues(element: Element, clock: _Clock, agents: Mapping[str, str], within: _Span) -> Iterator[RawCue]:
    """Yield the captions in an element. Times inside are counted from the start of what holds them."""
    span = _span(element, clock, agents, within)
    if element.name == "p" or (element.name == "span" and span.timed):
        yield from _paragraph(element, clock, agents, span)
        return
    sequential = element.attributes.get("timeContainer") == "seq"
    before = span.start
    for child in element.children():
        if child.name in _NO_WORDS:
            continue
        inside = replace(span, start=before, end=math.inf) if sequential else span
        for cue in _cues(child, clock, agents, inside):
            before = max(before, cue.end if math.isfinite(cue.end) else cue.start)
            yield cue


def _span(element: Element, clock: _Clock, agents: Mapping[str, str], within: _Span) -> _Span:
    stated = {name: clock.seconds(element.attributes[name]) for name in _TIMED & element.attributes.keys()}
    start = within.start + stated.get("begin", 0.0)
    ends = [within.start + stated["end"]] if "end" in stated else []
    ends += [start + stated["dur"]] if "dur" in stated else []
    end = min(ends, default=within.end)
    agent = element.attributes.get("agent", "")
    return _Span(start, end, agents.get(agent, "") or within.speaker, within.timed or bool(stated))


def _paragraph(element: Element, clock: _Clock, agents: Mapping[str, str], span: _Span) -> Iterator[RawCue]:
    """Yield a paragraph as one caption, or as those of its parts that have times of their own."""
    timed = any(_TIMED & each.attributes.keys() for each in element.walk() if each is not element)
    if not timed or not math.isfinite(span.start):
        yield RawCue(span.start, _duration(span.start, span.end), _text(element), span.speaker)
        return
    loose = ""
    for each in element.content:
        if isinstance(each, Element) and any(_TIMED & part.attributes.keys() for part in each.walk()):
            inner = _span(each, clock, agents, span)
            for cue in _paragraph(each, clock, agents, inner):
                yield RawCue(cue.start, cue.duration, loose + cue.text, cue.speaker)
                loose = ""
        else:
            loose += each if isinstance(each, str) else _text(each, inside=True)
    if loose.strip():
        yield RawCue(span.start, _duration(span.start, span.end), loose, span.speaker)


def _duration(start: float, end: float) -> float:
    return round(end - start, 3) if math.isfinite(end) else math.nan


def _text(element: Element, *, inside: bool = False) -> str:
    if element.name == "br":
        return "\n"
    if element.name in _NO_WORDS and (inside or element.name != "title"):
        return ""
    parts = [each if isinstance(each, str) else _text(each, inside=True) for each in element.content]
    # Between a word and its reading there may be line ends of the file.
    is_ruby = element.attributes.get("ruby", "").lower().endswith("container")
    return "".join(part for part in parts if part.strip() or not is_ruby)


def _agent(element: Element) -> str:
    names = [_plain(each) for each in element.children() if each.name == "name"]
    return " ".join(names[0].split()) if names else ""


def _plain(element: Element) -> str:
    return "".join(each for each in element.content if isinstance(each, str))


def _language(root: Element, body: Element) -> str:
    inner = [each.attributes["lang"] for each in body.walk() if each.attributes.get("lang")]
    return inner[0] if len(set(inner)) == 1 else root.attributes.get("lang", "")


def _number(text: str | None) -> float:
    try:
        return max(0.0, float(text or 0))
    except ValueError:
        return 0.0
