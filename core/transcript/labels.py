"""What may be a speaker's label at the beginning of a line, looked at by itself: "Ann Lee: ", "SPEAKER_01| "."""

import re
from functools import lru_cache
from typing import NamedTuple

from core.transcript.asides import ASIDES, PARTICLES

# A time that transcribers put beside a name: "Jane Doe (00:00):", "[00:00:05] Jane Doe:", "Jane Doe 0:05".
TIME = r"\d{1,2}(?::\d{2}){1,2}(?:[.,]\d{1,3})?"
_TIME_IN_BRACKETS = rf"[(\[]{TIME}[)\]]"
_COLON = re.compile(
    rf"(?:{_TIME_IN_BRACKETS}\s*)?(?:[-–—‐]\s*)?(?P<name>[^\s:：][^:：]{{0,99}}?)\s*(?:{_TIME_IN_BRACKETS}\s*)?(?::(?=\s|$)|：)\s*"
)
_BAR = re.compile(r"(?:[-–—‐]\s*)?(?P<name>[^\s:：|][^:：|]{0,79}?)\s*\|\s*")
# Names that programs give to voices they tell apart but don't know: "[SPEAKER_01]", "(speaker 0)", "SPEAKER_01|".
_NUMBERED = (
    r"(?:speaker|spk|spkr|sprecher(?:in)?|locuteur|intervenant|hablante|orador|voice|person)[\s_#-]*[\da-z]{1,3}"
)
_SURE = re.compile(
    r"(?P<before>(?:^|\n|>>)[ \t\u200b]*)(?:[-–—‐][ \t]*)?"
    rf"(?:[\[(<]\s*(?P<anonymous>{_NUMBERED})\s*[\])>]\s*[:：]?"
    rf"|(?P<barred>{_NUMBERED})\s?\|"
    r"|\[(?P<name>[^\[\]{}<>»♪♫]{1,80})\]\s*[:：])",
    re.IGNORECASE,
)
_NUMBERED_ALONE = re.compile(_NUMBERED, re.IGNORECASE)
SURE = "\0"
"""Stands around a label that is surely one, in a text whose labels were marked."""

_IN_BRACKETS = re.compile(r"(?<!\s)\s*[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")
_NO_NAME = re.compile(r"[!?…;\"“”„«»<>。、，！？]|\w{6}\.|\.\.|,(?!\s)|,[^,]*,|\S\|\S")
_LETTER = re.compile(r"[^\W\d_]")
_DIGITS = re.compile(r"\d+")
_LONGEST = 40  # characters, without what stands in brackets
_MOST_WORDS = 5
_LOOK_AT = 200  # characters: no label is longer, with a time and blanks beside it
_LONGEST_NAME, _MOST_NAME_WORDS = 80, 12  # of what looks like a name: "The Honourable Member for …"


class Label(NamedTuple):
    """A possible label and the words after it."""

    name: str
    words: str


def split_label(line: str) -> Label | None:
    """Return a line as a possible label and what is said, None where it begins with none."""
    for mark, shape in ((":", _COLON), ("：", _COLON), ("|", _BAR)):
        if mark in line and (found := shape.match(line, 0, _LOOK_AT)) and _could_be_a_name(found["name"]):
            return Label(found["name"], line[found.end() :])
    return None


def mark_sure_labels(text: str) -> str:
    """Return a caption with `SURE` around each label that is surely one and begins a line or follows ">>".

    These are names in brackets before a colon ("[Ann Lee]: "), and numbered voices ("(speaker 0) ", "SPEAKER_01|").
    """
    text = text.replace(SURE, "")
    return _SURE.sub(_marked, text) if any(sign in text for sign in "[(<|") else text


def _marked(found: re.Match[str]) -> str:
    name = found["anonymous"] or found["barred"] or found["name"]
    folded = " ".join(name.split())  # a label that is cut by a line's end would not be found again
    return f"{found['before']}{SURE}{folded}{SURE}" if _LETTER.search(name) else found.group()


@lru_cache(maxsize=4096)
def bare(label: str) -> str:
    """Return a label in small letters, without what stands in brackets and with "#" for numbers: one for all alike."""
    return _DIGITS.sub("#", (_IN_BRACKETS.sub("", label) or label.strip("()（）")).casefold())


def is_numbered(label: str) -> bool:
    """Return whether a label is one that programs give to voices they don't know: "Speaker 4"."""
    return _NUMBERED_ALONE.fullmatch(label) is not None


def has_affiliation(label: str) -> bool:
    """Return whether a label is a name of several words with more in brackets: "Ms. Ann Lee (Ealing, Lib.)"."""
    name, bracket, _ = label.partition("(")
    return bool(bracket) and label.endswith(")") and len(name.split()) > 1 and looks_like_a_name(label)


@lru_cache(maxsize=4096)
def looks_like_a_name(label: str) -> bool:
    """Return whether every word has a capital, or the script has none; "van", "of" and the like may be small."""
    words = [word for word in _IN_BRACKETS.sub("", label).split() if _LETTER.match(word)]
    large = [word for word in words if not word[0].islower()]
    return bool(large) and all(word in large or word in PARTICLES for word in words)


@lru_cache(maxsize=4096)
def _could_be_a_name(label: str) -> bool:
    kept = bare(label)
    words = kept.split()
    named = looks_like_a_name(label)
    return (
        (label[0] not in "(（" or label[-1] in ")）")
        and len(kept) <= (_LONGEST_NAME if named else _LONGEST)
        and len(words) <= (_MOST_NAME_WORDS if named else _MOST_WORDS)
        and _LETTER.search(kept) is not None
        and _NO_NAME.search(kept) is None
        and ("," not in kept or named)
        and not all(word.strip(",") in ASIDES or not _LETTER.search(word) for word in words)
    )
