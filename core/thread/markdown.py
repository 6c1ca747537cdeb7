"""A thread as Markdown (CommonMark, and GitHub's additions to it): for the Export button."""

import re
from collections.abc import Iterable
from itertools import zip_longest

from core.model import Summary
from core.thread.content import Block, Line, Span, Style

_BEFORE = {Style.TITLE: "# ", Style.HEADING: "## ", Style.QUOTE: "> ", Style.ITEM: "- "}
# What is markup anywhere in a line, mathematics and strikes included; https://github.github.com/gfm/
_MARKS = re.compile(r"[\\`*_{}\[\]<>#~|&$]|(?<=www)\.|:(?=//)", re.IGNORECASE)
# What is markup at the beginning of a line: lists, rules, underlines of headings.
_OPENERS = re.compile(r"^([-+=]|\d+(?=[.)]))")
_UNNAMEABLE = re.compile(r"[^\w-]+")
_LONGEST_NAME = 60


def markdown(blocks: Iterable[Block]) -> str:
    """Return the blocks as Markdown; the only links in it are those of the spans."""
    lines = [line for block in blocks for line in block]
    return "".join(_line(line, after) for line, after in zip_longest(lines, lines[1:])).rstrip() + "\n"


def file_name(summary: Summary) -> str:
    """Return the name of the file that a summary is exported to: its title, in what every system takes."""
    return f"{_UNNAMEABLE.sub('-', summary.video.title)[:_LONGEST_NAME].strip('-') or summary.video.ref.id}.md"


def _line(line: Line, after: Line | None) -> str:
    """Return a line and the space below it: items of a list stand together."""
    together = after is not None and line.style is after.style is Style.ITEM
    return _BEFORE.get(line.style, "") + "  ".join(map(_span, line.spans)) + ("\n" if together else "\n\n")


def _span(span: Span) -> str:
    text = _escaped(span.text)
    return f"[{text}]({span.url})" if span.url else text


def _escaped(text: str) -> str:
    marked = _MARKS.sub(r"\\\g<0>", text)
    return _OPENERS.sub(_opened, marked)


def _opened(match: re.Match[str]) -> str:
    return match[0] + "\\" if match[0].isdigit() else "\\" + match[0]
