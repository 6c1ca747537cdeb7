"""Law 6 for words that an engine wrote: no link, no mention, nothing invisible. Code alone writes those it needs."""

import re
import unicodedata

TITLE_LIMIT = 100
SUMMARY_LIMIT = 1200
TAKEAWAY_LIMIT = 300
CONCLUSION_LIMIT = 2000

_JOINERS = "\u200c\u200d"  # Persian, Indic scripts and emoji need them
_LABELLED_LINK = re.compile(r"!?\[([^\[\]]*+)\]\s?\([^()]*+\)")
_LABELLED_ANGLE = re.compile(r"<[^<>|]*\|([^<>|]*)>")
_BARE_ANGLE = re.compile(r"<(?:[@#!:/]|[a-z]+:|a:|t:)[^<>]*>", re.IGNORECASE)
_SCHEME = re.compile(r"(?<![a-z0-9+.-])([0-9+.-]*+)[a-z][a-z0-9+.-]*+://\S*", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:www\.|mailto:|javascript:|data:)\S*", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++")
_MENTION = re.compile(r"(?<!<)<+(?=[@#!])|[@＠]+(?=\S)")
_PATH = re.compile(r"(?<=\w)(\.[^\W\d_]{2,})/(?=\S)")
_MARKS = re.compile(r"`+|\*{2,}|_{2,}|\|{2,}|~{2,}")
_TITLE_LEAD = re.compile(r"^(?:[#>*•–—-]++\s*+|\d{1,3}[.)]\s++)+")
# Markup within markup is taken out layer by layer; where there are more layers than this, all its signs go at once.
_MOST_PASSES = 10
_NESTING = dict.fromkeys(map(ord, "<>[]()@＠`*_|~:/\\"))
_QUOTATION = "\"'“”„«»‘’「」『』"


def plain(text: str) -> str:
    """Return `text` as one line that can link to nothing, ping nobody and hide nothing.

    The labels of links stay, their addresses go. A bare host with a path ("b.tc/x") is set apart so that no chat makes
    a link of it. `plain(plain(text)) == plain(text)`.
    """
    text = _visible(text[: 4 * CONCLUSION_LIMIT])
    for _ in range(_MOST_PASSES):
        cleaned = _once(text)
        if cleaned == text:
            return text
        text = cleaned
    return plain(text.translate(_NESTING))


def _visible(text: str) -> str:
    """Return `text` composed, without control, direction and other invisible characters, but with its white space."""
    text = unicodedata.normalize("NFC", text)
    return "".join(char for char in text if char.isspace() or char in _JOINERS or unicodedata.category(char)[0] != "C")


def _once(text: str) -> str:
    text = _LABELLED_LINK.sub(r"\1", text)
    text = _LABELLED_ANGLE.sub(r"\1", text)
    text = _SCHEME.sub(r"\1", text)
    for unwanted in (_BARE_ANGLE, _ADDRESS, _MAIL, _MENTION, _MARKS):
        text = unwanted.sub("", text)
    text = _PATH.sub(r"\1 / ", text)
    return " ".join(text.split())


def clip(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters, cut after a sentence or else a word, the cut shown by "…"."""
    if len(text) <= limit:
        return text
    room = text[: limit - 2]
    end = max(room.rfind(mark) for mark in (". ", "! ", "? ", "。", "！", "？"))
    if end >= limit // 2:
        return room[: end + 1] + " …"
    return (room.rsplit(" ", 1)[0] if " " in room[limit // 2 :] else room).rstrip(" ,;:") + "…"


def plain_title(text: str) -> str:
    """Return a title as one plain line without numbering, heading marks, quotation marks around it or a full stop.

    A title without a letter or a digit is none: "".
    """
    title = _TITLE_LEAD.sub("", plain(text))
    if not any(map(str.isalnum, title)):
        return ""
    if title[:1] in _QUOTATION and title[-1:] in _QUOTATION:
        title = title.strip(_QUOTATION)
    return clip(plain(title).strip(" .,:;。、-–—"), TITLE_LIMIT)
