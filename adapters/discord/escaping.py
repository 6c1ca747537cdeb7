"""Somebody else's text as Discord shows it: as it is written, and nothing more (law 6).

Discord's markdown takes a backslash before any sign that is neither a letter, a digit nor a space for that sign itself
(https://support.discord.com/hc/en-us/articles/210298617; simple-markdown's rule `escape`, which Discord's clients use).
A message also notifies nobody, by its allowed mentions; that isn't trusted alone.
"""

import re

# Emphasis, code, spoilers, links, mentions, headings, quotes; a slash makes addresses and invitations, a colon emoji.
# What opens a list or a small line is escaped before any word: a text may begin a line wherever it is parted.
# The sign comes first, what lies about it after that: so most of a text is passed over at once.
_MARKS = r"\\*_~`|\[\]<>@#"
_MARKUP = re.compile(
    rf"""
    [{_MARKS}/:\-+\d]
    (?: (?<=[{_MARKS}])
      | (?<=[:./]/) | (?<=[^\W\d]/)
      | (?<=:) (?=\S) (?! (?<=\d:)\d\d(?!\d) )
      | (?<=[-+]) (?<!\S.)
      | (?<=\d) (?<!\S.) (?P<item>\d*) (?= [.)](?:\s|$) )
    )
    """,
    re.VERBOSE,
)
MAY_BE_ESCAPED = frozenset("\\*_~`|[]<>@#/:-+0123456789")
"""What a backslash may come before, or after."""
# Signs that nobody sees, and that would hide one mark from another.
_BLANKS = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufeff]")


def escaped(text: str) -> str:
    """Return a line of text that Discord shows as it is: no markup, mention, link or emoji comes of it.

    Args:
        text: one line, as `core.thread.content.one_line` makes it; a Span's is.
    """
    return _MARKUP.sub(_marked, text if text.isascii() else _BLANKS.sub("", text))


def _marked(match: re.Match[str]) -> str:
    return "\\" + match[0] if match["item"] is None else match[0] + "\\"


def size(text: str) -> int:
    """Return a text's length as the strictest of Discord's counters sees it: in UTF-16 units, as its clients count.

    Its servers count code points (observed), which are never more.
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2
