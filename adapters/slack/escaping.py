"""Somebody else's text in Slack's own markup, mrkdwn: nothing of it links, mentions or formats (law 6).

Only the plain text beside the blocks is mrkdwn; blocks are rich text, in which text is text (docs/decisions).
https://docs.slack.dev/messaging/formatting-message-text#escaping
"""

import html
import re

from core.thread.content import one_line

_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKS = re.compile("[&<>]")
# Slack makes links of addresses and of bare names such as README.md: a sign without width parts them.
_LIVE = re.compile(r"(?<=\w)\.(?=[^\W\d_])|(?<=:)(?=/)|(?<![^\W_])@(?=\w)|(?<=tel:)|(?<=mailto:)", re.IGNORECASE)
_APART = "\u2060"
_EMPHASIS = re.compile(r"[*_~`](?=\S)|(?<=\S)[*_~`]|(?<!\d):(?=[\w+-]+:)")


def escaped(text: str) -> str:
    """Return a text that Slack shows as it is, on one line, whatever it reads it as."""
    parted = _LIVE.sub(lambda found: found[0] + _APART, one_line(text))
    parted = _EMPHASIS.sub(lambda found: _APART + found[0] + _APART, parted)
    return _MARKS.sub(lambda found: _ESCAPES[found[0]], parted)


def unescaped(text: str) -> str:
    """Return a text that `escaped` made, as it was."""
    return html.unescape(text).replace(_APART, "")


def size(text: str) -> int:
    """Return a text's length as the strictest counter sees it: in UTF-16 units, as Slack's clients count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
