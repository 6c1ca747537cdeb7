"""Who speaks, as captions say it: "Ann Lee: Hello", "PERSON A: ", "- Good, thanks".

A colon or a dash alone says nothing; whether it marks a speaker is judged over the whole transcript.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from core.transcript.asides import ASIDES, PARTICLES

UNNAMED = ">>"  # somebody starts to speak, and nobody says who

_LABEL = re.compile(r"\s*(?:[-–—‐]\s*)?(?P<name>[^\s:：][^:：]{0,79}?)\s*(?::(?=\s|$)|：)\s*")
_IN_BRACKETS = re.compile(r"\s*[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")
_NO_NAME = re.compile(r"[!?…;,\"“”„«»<>。、，！？]|\w{6,}\.|\.\.")
_WORD = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")
_DASH = re.compile(r"\s*[-–—‐](?:\s+|(?=[^\W\d_]|[\"'“«¿¡…]))(?=(?P<next>\S))")
_NEXT_DASH = re.compile(r"(?<=[.!?…,。！？\"'”’)])\s+(?=[-–—‐]\s*[^\W\d_])")

_LONGEST_NAME = 40  # characters, without what stands in brackets
_MOST_WORDS = 5
_SURE = 3  # so many times is no chance
_OPENING = 3  # lines in which a transcript that names speakers names the first
_SHARE = 0.1  # of the lines: labels that frequent are how the transcript is written
_NEARLY_ALL = 0.9  # of the lines
_LEAST = 2  # one label, or one dash, is no habit


@dataclass(frozen=True, slots=True)
class Voices:
    """How one transcript marks its speakers: by which names, and whether by dashes."""

    names: frozenset[str]
    dashes: bool

    def turns(self, line: str) -> list[tuple[str, str]]:
        """Return who starts to speak ("" where nobody does) and the words, for each turn in a line."""
        if self.dashes and _is_dashed(line):
            return [self._turn(part) for part in _NEXT_DASH.split(line)]
        return [self._turn(line)]

    def _turn(self, part: str) -> tuple[str, str]:
        if self.names and _has_colon(part) and (label := _LABEL.match(part)) and label["name"] in self.names:
            return label["name"], part[label.end() :]
        if self.dashes and _is_dashed(part) and (dash := _DASH.match(part)):
            return UNNAMED, part[dash.end() :]
        return "", part


def find_voices(lines: Sequence[str]) -> Voices:
    """Return how a transcript marks its speakers.

    Args:
        lines: all its lines in order, without sound marks.
    """
    dashes = [line for line in lines if _DASH.match(line)]
    marking = sum(map(_is_dashed, dashes))
    return Voices(_names(lines), marking >= _LEAST and 2 * marking >= len(dashes))


def _is_dashed(line: str) -> bool:
    """Return whether a line begins with a dash and a new sentence."""
    dash = _DASH.match(line)
    return dash is not None and not dash["next"].islower()


def _names(lines: Sequence[str]) -> frozenset[str]:
    labelled = {at: name for at, line in enumerate(lines) if (name := _label(line))}
    labels = frozenset(labelled.values())
    counts = Counter(map(_bare, labelled.values()))
    small = _small_words(lines) if labels else Counter()
    recurring = {_bare(name) for name in labels if _recurs(name, counts[_bare(name)], small)}
    sure = {name for name in labels if _bare(name) in recurring}
    named = {name for name in labels if _looks_like_a_name(name)}
    if not _names_speakers(labelled, sure, named, len(lines)):
        return frozenset()
    if len(labelled) >= _NEARLY_ALL * len(lines):
        return labels
    return frozenset(sure | {name for at, name in labelled.items() if name in named and _may_begin(lines, at)})


def _label(line: str) -> str:
    """Return what stands before a line's colon if it could be a speaker, else ""."""
    label = _LABEL.match(line) if _has_colon(line) else None
    return label["name"] if label and _could_be_a_name(label["name"]) else ""


def _has_colon(line: str) -> bool:
    return ":" in line or "：" in line


def _could_be_a_name(label: str) -> bool:
    bare = _bare(label)
    words = bare.split()
    return (
        len(bare) <= _LONGEST_NAME
        and len(words) <= _MOST_WORDS
        and _LETTER.search(bare) is not None
        and _NO_NAME.search(bare) is None
        and not all(word in ASIDES or word.isdigit() for word in words)
    )


def _bare(label: str) -> str:
    """Return a label without what stands in brackets, in small letters: the same for the same speaker."""
    return (_IN_BRACKETS.sub("", label) or label.strip("()（）")).casefold()


def _looks_like_a_name(label: str) -> bool:
    """Return whether every word has a capital, or the script has none; "van", "of" and the like may be small."""
    words = [word for word in _IN_BRACKETS.sub("", label).split() if _LETTER.match(word)]
    large = [word for word in words if not word[0].islower()]
    return bool(large) and all(word in large or word in PARTICLES for word in words)


def _small_words(lines: Sequence[str]) -> Counter[str]:
    return Counter(word for line in lines for word in _WORD.findall(line) if word.islower())


def _recurs(name: str, count: int, small: Counter[str]) -> bool:
    """Return whether a label comes often enough, and oftener than its rarest word is said in small letters."""
    words = _bare(name).split()
    if _looks_like_a_name(name):
        return count >= _LEAST and (len(words) > 1 or count > small[words[0]])
    return count >= _SURE and 2 * count > min(small[word] for word in words)


def _names_speakers(labelled: dict[int, str], sure: set[str], named: set[str], total: int) -> bool:
    """Return whether the transcript is one that names its speakers."""
    often = sum(name in sure for name in labelled.values())
    seldom = sum(name in named for name in labelled.values())
    opens = any(labelled.get(at) in sure | named for at in range(_OPENING))
    loud = sum(name.isupper() for name in labelled.values())
    return (
        (often >= _LEAST and (opens or often >= _SHARE * total or len(sure) > 1))
        or (seldom >= _LEAST and 2 * seldom >= total)
        or loud >= _LEAST
    )


def _may_begin(lines: Sequence[str], at: int) -> bool:
    """Return whether the line before has come to its end, so that somebody else may speak."""
    before = lines[at - 1].rstrip() if at else ""
    return not before or not (before[-1].isalnum() or before[-1] in ",-–—")
