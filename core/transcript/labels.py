"""What may be a speaker's label: the words before a line's colon, looked at by themselves."""

import re

from core.transcript.asides import ASIDES, PARTICLES

LABEL = re.compile(r"(?:[-–—‐]\s*)?(?P<name>[^\s:：][^:：]{0,79}?)\s*(?::(?=\s|$)|：)\s*")

_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")
_NO_NAME = re.compile(r"[!?…;,\"“”„«»<>。、，！？]|\w{6,}\.|\.\.")
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"\d+")
_LONGEST = 40  # characters, without what stands in brackets
_MOST_WORDS = 5


def label_of(line: str) -> str:
    """Return what stands before a line's colon if that could name a speaker, else ""."""
    found = LABEL.match(line) if has_colon(line) else None
    return found["name"] if found and _could_be_a_name(found["name"]) else ""


def has_colon(line: str) -> bool:
    """Return whether there is a colon, of either width."""
    return ":" in line or "：" in line


def bare(label: str) -> str:
    """Return a label in small letters, without what stands in brackets and with "#" for numbers: one for all alike."""
    return _DIGITS.sub("#", (_IN_BRACKETS.sub("", label) or label.strip("()（）")).casefold())


def looks_like_a_name(label: str) -> bool:
    """Return whether every word has a capital, or the script has none; "van", "of" and the like may be small."""
    words = [word for word in _IN_BRACKETS.sub("", label).split() if _LETTER.match(word)]
    large = [word for word in words if not word[0].islower()]
    return bool(large) and all(word in large or word in PARTICLES for word in words)


def _could_be_a_name(label: str) -> bool:
    kept = bare(label)
    words = kept.split()
    return (
        (label[0] not in "(（" or label[-1] in ")）")
        and len(kept) <= _LONGEST
        and len(words) <= _MOST_WORDS
        and _LETTER.search(kept) is not None
        and _NO_NAME.search(kept) is None
        and not all(word in ASIDES or not _LETTER.search(word) for word in words)
    )
