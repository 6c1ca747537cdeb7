"""A thread as plain text: for pipes, notifications and screen readers."""

from collections.abc import Iterable

from core.thread.content import Block, Line, Style

_BEFORE = {Style.QUOTE: "> ", Style.ITEM: "- "}


def plain(blocks: Iterable[Block]) -> str:
    """Return the blocks as plain text, a paragraph a line, and an empty line between blocks.

    The video's address stands below its title; moments are clocks without addresses.
    """
    return "\n\n".join("\n".join(map(_line, block)) for block in blocks if block)


def _line(line: Line) -> str:
    address = next((span.url for span in line.spans if span.url), None) if line.style is Style.TITLE else None
    return "\n".join(filter(None, (_BEFORE.get(line.style, "") + line.text, address)))
