"""Blocks as Slack's messages: rich text, in which links and mentions are made by code alone, and plain text beside it.

Limits: https://docs.slack.dev/reference/block-kit/blocks says 3,000 characters a text and 50 blocks a message; about
4,000 characters of text really work, and about 13,200 characters of all blocks as JSON (slackapi/bolt-js, issue 2509).
"""

import functools
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from adapters.slack.cutting import parted, shortened
from adapters.slack.escaping import escaped, size
from core.thread.content import Block, Line, Span, Style

Json = dict[str, Any]

LONGEST = 2900
"""Units of a message's words, escaped: so its plain text and any text in its blocks hold their limits."""
LARGEST = 9000
"""Characters of a message's rich text as JSON; buttons come beside."""
LONGEST_LABEL = 300
"""Units of a link's text, which is never parted."""
BETWEEN = "  "

_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\\|]+")
_BEFORE = {Style.QUOTE: "> ", Style.ITEM: "• "}
_BOLD = {Style.TITLE, Style.HEADING}
_LEAST_CUT = 20
# By how many units each sign may grow when it is escaped.
_DEARER = {"&": 4, "<": 3, ">": 3, **dict.fromkeys(".:@*_~`", 2)}


@dataclass(frozen=True, slots=True)
class Post:
    """A message as it is sent: its blocks, and its text for notifications and screen readers."""

    text: str
    blocks: tuple[Json, ...]

    def with_buttons(self, *buttons: Json) -> "Post":
        """Return the message with a row of buttons below it."""
        row = ({"type": "actions", "elements": list(buttons)},) if buttons else ()
        return Post(self.text, (*self.blocks, *row))


@dataclass(slots=True)
class _Draft:
    """A message that is being filled, line by line."""

    lines: list[Line] = field(default_factory=list)
    used: int = 0
    large: int = 0

    def takes(self, line: Line) -> bool:
        return self.used + _weight(line) <= LONGEST and self.large + _bulk(line) <= LARGEST

    def add(self, line: Line) -> None:
        self.lines.append(line)
        self.used += _weight(line)
        self.large += _bulk(line)


def posts(block: Block) -> list[Post]:
    """Return the messages that a block takes, each within Slack's limits.

    A line that doesn't fit goes into the next message as a whole if it can; one longer than a message is parted at
    the end of a sentence, else between words, and never inside a link. A heading stays with what follows it.
    """
    drafts = [_Draft()]
    for line in block:
        heads = bool(drafts[-1].lines) and all(each.style in _BOLD for each in drafts[-1].lines)
        for piece in _fitted(line, drafts[-1], follows_heading=heads):
            if not drafts[-1].takes(piece) and drafts[-1].lines:
                drafts.append(_Draft())
            drafts[-1].add(piece)
    return [Post(_plain(each.lines), tuple(_blocks(each.lines))) for each in drafts if each.lines]


def one_post(block: Block) -> Post:
    """Return a block as one message; where it is longer, its longest line is shortened, marked where it is cut."""
    made = posts(block)
    while len(made) > 1:
        longest = max(block, key=_weight)
        over = sum(size(each.text) for each in made[1:]) + len(made)
        kept = max(1, _weight(longest) - max(over, _LEAST_CUT))
        short = Line(longest.style, (Span(shortened(longest.text, kept, _cost)),))
        block = tuple(short if line is longest else line for line in block)
        made = posts(block)
    return made[0]


def said(text: str) -> Post:
    """Return a text of our own as a message, a paragraph a line."""
    return posts(tuple(Line(Style.TEXT, (Span(row),)) for row in text.splitlines() if row))[0]


def _fitted(line: Line, draft: _Draft, *, follows_heading: bool) -> Iterator[Line]:
    """Yield a line whole where it fits into a message, else in parts of which the first fits into the draft."""
    line = Line(line.style, tuple(_labelled(span) for span in line.spans))
    if draft.takes(line) or (_Draft().takes(line) and not (follows_heading and line.style is Style.TEXT)):
        yield line
        return
    spans: list[Span] = []
    used, room = 0, LONGEST - draft.used - len(BETWEEN)
    for span in line.spans:
        units = (span,) if _leads(span) else map(Span, parted(span.text, room - used, LONGEST - 4, _cost))
        for number, unit in enumerate(units):
            cost = _cost(unit.text) + len(BETWEEN)
            if spans and (number or used + cost > room):
                yield Line(line.style, tuple(spans))
                spans, used, room = [], 0, LONGEST
            if unit.text:
                spans.append(unit)
                used += cost
            else:
                room = LONGEST
    if spans:
        yield Line(line.style, tuple(spans))


def _labelled(span: Span) -> Span:
    return Span(shortened(span.text, LONGEST_LABEL, _cost), span.url) if _leads(span) else Span(span.text)


def _leads(span: Span) -> bool:
    return span.url is not None and _ADDRESS.fullmatch(span.url) is not None


@functools.lru_cache(4096)
def _cost(text: str) -> int:
    """Return what a text takes at the most once it is escaped; of two texts together, the sum."""
    return size(text) + sum(text.count(sign) * more for sign, more in _DEARER.items())


def _weight(line: Line) -> int:
    """Return what a line takes of a message's text, with the sign before it and the line's end."""
    return _cost(line.text) + 3


def _bulk(line: Line) -> int:
    # An item brings a list of its own at the most, a small line a block.
    return len(json.dumps(_inline(line), ensure_ascii=False)) + 200


def _plain(lines: Sequence[Line]) -> str:
    return "\n".join(_BEFORE.get(line.style, "") + escaped(line.text) for line in lines)


def _blocks(lines: Sequence[Line]) -> Iterator[Json]:
    """Yield the blocks of a message: rich text, and small lines between."""
    rich: list[Json] = []
    for line in lines:
        if line.style is Style.SMALL and not any(span.url for span in line.spans):
            if rich:
                yield {"type": "rich_text", "elements": rich}
                rich = []
            text = {"type": "plain_text", "text": line.text, "emoji": False}
            yield {"type": "context", "elements": [text]}
        else:
            _add(rich, line)
    if rich:
        yield {"type": "rich_text", "elements": rich}


def _add(rich: list[Json], line: Line) -> None:
    """Add a line to rich text; https://docs.slack.dev/reference/block-kit/blocks/rich-text-block."""
    section: Json = {"type": "rich_text_section", "elements": _inline(line)}
    if line.style is Style.QUOTE:
        rich.append({"type": "rich_text_quote", "elements": section["elements"]})
    elif line.style is not Style.ITEM:
        rich.append(section)
    elif rich and rich[-1]["type"] == "rich_text_list":
        rich[-1]["elements"].append(section)
    else:
        rich.append({"type": "rich_text_list", "style": "bullet", "elements": [section]})


def _inline(line: Line) -> list[Json]:
    style = {"bold": True} if line.style in _BOLD else {"italic": True} if line.style is Style.SMALL else None
    made: list[Json] = []
    for span in line.spans:
        if made:
            made.append({"type": "text", "text": BETWEEN})
        if _leads(span):
            made.append({"type": "link", "url": span.url, "text": span.text})
        else:
            made.append({"type": "text", "text": span.text})
        if style:
            made[-1]["style"] = style
    return made
