"""Blocks as Discord's messages: markdown in plain content, parted where it is too long (docs/decisions)."""

import re
from collections.abc import Iterator

from wcwidth import iter_graphemes

from adapters.discord.escaping import MAY_BE_ESCAPED, escaped, size
from core.thread.content import Block, Line, Span, Style, one_line

LONGEST = 2000
"""Characters of a message (https://discord.com/developers/docs/resources/message#create-message)."""
LONGEST_NAME = 100
"""Characters of a thread's name (https://discord.com/developers/docs/resources/channel)."""
LONGEST_LABEL = 300
"""Characters of a link's text, which is never parted."""
BETWEEN = "  "

_BEFORE = {Style.TITLE: "## ", Style.HEADING: "### ", Style.QUOTE: "> ", Style.ITEM: "- ", Style.SMALL: "-# "}
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\\]+")
# After the marks that end a sentence, with what closes after them; ideographic ones need no space.
_SENTENCE_END = re.compile(r"[.!?…。！？।؟۔][\"'”’)\]»」』]*(?=\s)|[。！？][」』”]*")
_LEAST_CUT = 20
_EARLY = 0.4
"""No sentence ends a message that would be shorter than this share of what fits."""


def pieces(block: Block) -> list[str]:
    """Return the messages that a block takes, each within Discord's limit.

    A line that doesn't fit goes into the next message as a whole if it can; one longer than a message is parted at
    the end of a sentence, else between words, else between graphemes, and never inside a link. A heading stays with
    what follows it.
    """
    packed = [""]
    alone = False
    for line in block:
        room = LONGEST - size(packed[-1]) - 1 if packed[-1] else LONGEST
        for number, text in enumerate(_fitted(line, room, follows_heading=alone)):
            if number or size(text) > room:
                packed.append("")
            packed[-1] += f"\n{text}" if packed[-1] else text
        alone = line.style in {Style.HEADING, Style.TITLE}
    return [piece for piece in packed if piece]


def one_piece(block: Block) -> str:
    """Return a block as one message; where it is longer, its longest line is shortened, marked where it is cut."""
    made = pieces(block)
    while len(made) > 1:
        longest = max(block, key=lambda line: size(line.text))
        over = sum(map(size, made[1:])) + len(made)
        kept = max(1, size(longest.text) - max(over, _LEAST_CUT))
        short = Line(longest.style, (Span(_shortened(longest.text, kept)),))
        block = tuple(short if line is longest else line for line in block)
        made = pieces(block)
    return made[0]


def thread_name(title: str, otherwise: str) -> str:
    """Return what a thread is called after a title; `otherwise` where that says nothing."""
    return _shortened(one_line(title) or otherwise, LONGEST_NAME)


def _fitted(line: Line, room: int, *, follows_heading: bool) -> list[str]:
    """Return a line as one text where it fits into a message, else in parts of which the first fits into `room`."""
    whole = _BEFORE.get(line.style, "") + BETWEEN.join(map(_whole, line.spans))
    if size(whole) <= room or (size(whole) <= LONGEST and not (follows_heading and line.style is Style.TEXT)):
        return [whole]
    return list(_parted(line, room))


def _parted(line: Line, room: int) -> Iterator[str]:
    before = text = _BEFORE.get(line.style, "")
    for span in line.spans:
        for unit in _units(span, room - size(text) - len(BETWEEN), LONGEST - size(before)):
            joined = text + (BETWEEN if text != before else "") + unit
            if size(joined) > room:
                if text != before:
                    yield text
                room, joined = LONGEST, before + unit
            text = joined
    if text != before:
        yield text


def _units(span: Span, room: int, most: int) -> Iterator[str]:
    """Yield a span in parts that may stand in messages of their own; the first fits into `room` where it can."""
    if span.url and _ADDRESS.fullmatch(span.url):
        yield _whole(span)
        return
    rest = span.text
    while rest:
        if size(escaped(rest)) <= room:
            yield escaped(rest)
            return
        here = _cut(rest, room) if room > most * _EARLY else 0
        # Half as many characters always fit, in case a single grapheme, marked over and over, does not.
        here = here or _cut(rest, most) or most // 2
        yield escaped(rest[:here])
        rest = rest[here:].lstrip()
        room = most


def _cut(text: str, most: int) -> int:
    """Return how many characters of a text go into `most`: up to a sentence's end, a space, or a grapheme's end."""
    end = _reach(text, most)
    if end == len(text):
        return end
    sentences = [match.end() for match in _SENTENCE_END.finditer(text, 0, end + 1) if match.end() <= end]
    if sentences and sentences[-1] > end * _EARLY:
        return sentences[-1]
    space = text.rfind(" ", 0, end + 1)
    return space if space > 0 else end


def _reach(text: str, most: int) -> int:
    """Return the end of the last grapheme up to which a text, escaped, fits into `most`."""
    end = used = 0
    for grapheme in iter_graphemes(text):
        used += size(grapheme) + (grapheme in MAY_BE_ESCAPED)
        if used > most:
            break
        end += len(grapheme)
    return end


def _whole(span: Span) -> str:
    if span.url and _ADDRESS.fullmatch(span.url):
        # In angle brackets, so that no preview comes of it even where previews are on.
        return f"[{escaped(_shortened(span.text, LONGEST_LABEL))}](<{span.url}>)"
    return escaped(span.text)


def _shortened(text: str, most: int) -> str:
    """Return a text in at most so many characters, marked where it is cut."""
    if size(text) <= most:
        return text
    kept, used = [], 1
    for grapheme in iter_graphemes(text):
        used += size(grapheme)
        if used > most:
            break
        kept.append(grapheme)
    return "".join(kept).rstrip() + "…"
