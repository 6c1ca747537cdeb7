"""YouTube's timed text in XML (.srv1, .srv2, .srv3). It has no specification; yt-dlp downloads it by these names."""

import math

from adapters.captions.captions import Captions
from adapters.captions.markup import plain
from adapters.captions.timing import parse_time
from adapters.captions.xml_tree import Element
from core.transcript.raw import RawCue


def read_youtube_xml(root: Element) -> Captions:
    """Return the captions of a `transcript` (srv1) or `timedtext` (srv2, srv3) element.

    srv1 counts `start` and `dur` in seconds; the others count `t` and `d` in milliseconds.
    """
    cues = [_cue(each) for each in root.walk() if each.name == "text" or (each.name == "p" and each is not root)]
    language = root.attributes.get("lang", "")
    return Captions(tuple(cues), language=language)


def _cue(element: Element) -> RawCue:
    attributes = element.attributes
    if "t" in attributes:
        start, duration = parse_time(attributes["t"]) / 1000, parse_time(attributes.get("d", "")) / 1000
    else:
        start, duration = parse_time(attributes.get("start", "")), parse_time(attributes.get("dur", ""))
    # A caption that only ends the line above it has no words, and may have no duration.
    words = plain(_text(element))
    return RawCue(start, duration if words.strip() or not math.isnan(duration) else 0.0, words)


def _text(element: Element) -> str:
    if element.name == "br":
        return "\n"
    return "".join(each if isinstance(each, str) else _text(each) for each in element.content)
