"""A thread's content without any platform's markup.

A renderer escapes every span's text, puts two spaces between spans, and makes links of `url` alone (law 6).
"""

from dataclasses import dataclass
from enum import StrEnum

from core.control_characters import remove_controls


def one_line(text: str) -> str:
    """Return somebody else's text as one line that can do nothing to what is around it.

    White space becomes single spaces; what no reader sees but a screen obeys is removed.
    """
    # Most texts are so already: what isn't printable is all that would be removed, and all white space but the space.
    if text.isprintable() and "  " not in text and text == text.strip(" "):
        return text
    return " ".join(remove_controls(text).split())


class Style(StrEnum):
    """What a line is for."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    QUOTE = "quote"
    ITEM = "item"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text, made one line, and the address it leads to if there is one."""

    text: str
    url: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", one_line(self.text))


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, a paragraph, a quote, an item of a list, or a remark; `spans` stand two spaces apart."""

    style: Style
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """Return the line's words without its links."""
        return "  ".join(span.text for span in self.spans)


Block = tuple[Line, ...]
"""Lines that belong together and are posted together."""


def block(*lines: Line) -> Block:
    """Return the lines that say something."""
    return tuple(line for line in lines if line.spans)


def line(style: Style, *spans: Span | str) -> Line:
    """Return a line of spans and plain texts, without the empty ones."""
    made = [span if isinstance(span, Span) else Span(span) for span in spans]
    return Line(style, tuple([span for span in made if span.text]))
