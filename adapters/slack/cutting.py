"""Long texts parted: at the end of a sentence, else between words, else between what readers see as one sign."""

import re
from collections.abc import Callable, Iterator

from wcwidth import iter_graphemes

# After the marks that end a sentence, with what closes after them; ideographic ones need no space.
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔][\"'”’)\]»」』]*(?=\s)|[。！？][」』”]*")
_EARLY = 0.4
"""No sentence ends a part that would be shorter than this share of what fits."""

Weigh = Callable[[str], int]
"""Says what a text takes; what two texts take together is at most the sum."""


def parted(text: str, first: int, most: int, weigh: Weigh) -> Iterator[str]:
    """Yield a text in parts, the first within `first` where that is enough for a sentence, the others within `most`."""
    room = first if first > most * _EARLY else 0
    if 0 < weigh(text) <= first:
        yield text
        return
    if not room:
        yield ""
    room = room or most
    while text:
        here = _cut(text, room, weigh)
        yield text[:here].rstrip()
        text = text[here:].lstrip()
        room = most


def shortened(text: str, most: int, weigh: Weigh) -> str:
    """Return a text within `most`, marked where it is cut."""
    if weigh(text) <= most:
        return text
    return text[: _reach(text, most - weigh("…"), weigh)].rstrip() + "…"


def _cut(text: str, most: int, weigh: Weigh) -> int:
    """Return how many characters of a text go into `most`; at least one."""
    end = _reach(text, most, weigh)
    if end == len(text):
        return end
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, 0, end + 1) if match.end() <= end]
    if sentences and sentences[-1] > end * _EARLY:
        return sentences[-1]
    space = text.rfind(" ", 0, end + 1)
    # A single grapheme, marked over and over, may not fit: a hundredth of the characters always do.
    return space if space > 0 else end or max(1, most // 100)


def _reach(text: str, most: int, weigh: Weigh) -> int:
    """Return the end of the last grapheme up to which a text fits into `most`."""
    end = used = 0
    for grapheme in iter_graphemes(text):
        used += weigh(grapheme)
        if used > most:
            break
        end += len(grapheme)
    return end
