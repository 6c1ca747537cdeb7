"""A thread's blocks as rows of a screen. Texts become rich's `Text`, in which nothing is markup."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.style import Style as Pen
from rich.text import Text

from adapters.terminal.wrapping import breaks
from core.thread.content import Block, Line, Span, Style


@dataclass(frozen=True, slots=True)
class _Look:
    """How a line looks: its pen, and what stands before its first and its other rows, equally wide."""

    pen: Pen
    first: str = ""
    others: str = ""


_LOOKS = {
    Style.TITLE: _Look(Pen(bold=True)),
    Style.HEADING: _Look(Pen(bold=True)),
    Style.TEXT: _Look(Pen()),
    Style.QUOTE: _Look(Pen(italic=True), "│ ", "│ "),
    Style.ITEM: _Look(Pen(), "• ", "  "),
    Style.SMALL: _Look(Pen(dim=True)),
}
_LINKED = Pen(color="cyan", bold=False, italic=False)


def render(block: Block, width: int) -> Text:
    """Return a block as rows no wider than `width` cells, its links clickable (OSC 8) and not spelled out."""
    return Text("\n").join(row for line in block for row in _rows(line, width))


def _rows(line: Line, width: int) -> Iterator[Text]:
    look = _LOOKS[line.style]
    text = Text("  ").join(_drawn(span, look.pen) for span in line.spans)
    before = look.first
    for row in text.divide(breaks(text.plain, width - len(look.first))):
        row.rstrip()
        yield Text.assemble((before, Pen(dim=True)), row)
        before = look.others


def _drawn(span: Span, pen: Pen) -> Text:
    return Text(span.text, pen + _LINKED + Pen(link=span.url) if span.url else pen)
