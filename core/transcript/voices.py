"""Who speaks, as captions say it: "Ann Lee: Hello", "PERSON A: ", "- Good, thanks".

A colon, a bar or a dash alone says nothing; whether it marks a speaker is judged over the whole transcript.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from core.transcript.asides import ASIDES
from core.transcript.labels import TIME, Label, bare, has_affiliation, is_numbered, looks_like_a_name, split_label

UNNAMED = ">>"  # somebody starts to speak, and nobody says who

_WORD = re.compile(r"\w+")
_DASH = re.compile(r"[-–—‐](?:\s+|(?=[^\W\d_]|[\"'“«¿¡…]))(?=(?P<next>\S))")
_NEXT_DASH = re.compile(r"(?<=[.!?…,。！？\"'”’)])\s++(?=[-–—‐]\s*+[^\W\d_])")
_SENTENCE = re.compile(r"(?<=[.!?…。！？\"”])\s+(?=[^\s:：]{1,40}(?:\s[^\s:：]{1,40}){0,5}\s?[:：])")
_STAMP = re.compile(rf"[(\[]?{TIME}[)\]]?(?:\s*[-–—]\s+|\s+|$)")

_LOOK_AT = 200  # characters: no label is longer
_SURE = 3  # so many times is no chance
_LEAST = 2  # one label, or one dash, is no habit
_OPENING = 3  # lines in which a transcript that names speakers names the first
_SHARE = 0.1  # of the lines: labels that frequent are how the transcript is written
_NEARLY_ALL = 0.9  # of the lines


@dataclass(frozen=True, slots=True)
class Voices:
    """How one transcript marks its speakers: by which labels, whether with times after them, and whether by dashes."""

    labels: frozenset[str]
    dashes: bool
    stamped: bool = False
    recurring: frozenset[str] = frozenset()

    def turns(self, line: str) -> list[tuple[str, str]]:
        """Return who starts to speak ("" where nobody does) and the words, for each turn in a line."""
        if self.dashes and _is_dashed(line):
            return [self._turn(part) for part in _NEXT_DASH.split(line)]
        return [self._turn(part) for part in self._parts(line)]

    def _parts(self, line: str) -> list[str]:
        """Return a line cut where, after a sentence, another speaker's label stands in it."""
        if not self.recurring or line.count(":") + line.count("：") == 0:
            return [line]
        cuts = [
            found.end()
            for found in _SENTENCE.finditer(line)
            if (label := split_label(line[found.end() : found.end() + _LOOK_AT])) and label.name in self.recurring
        ]
        return [line[start:end].strip() for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True)]

    def _turn(self, part: str) -> tuple[str, str]:
        if self.labels and (label := split_label(part)) and label.name in self.labels:
            return label.name, _STAMP.sub("", label.words, count=1) if self.stamped else label.words
        if self.dashes and _is_dashed(part) and (dash := _DASH.match(part)):
            return UNNAMED, part[dash.end() :]
        return "", part


def find_voices(lines: Sequence[str]) -> Voices:
    """Return how a transcript marks its speakers.

    Args:
        lines: all its lines in order, white space folded, without sound marks.
    """
    dashes = [line for line in lines if _DASH.match(line)]
    marking = sum(map(_is_dashed, dashes))
    at = {number: label for number, line in enumerate(lines) if (label := split_label(line))}
    labels, recurring = _labels(lines, {number: label.name for number, label in at.items()})
    return Voices(
        labels, marking >= _LEAST and 2 * marking >= len(dashes), _are_stamped(labels, at.values()), recurring
    )


def _are_stamped(labels: frozenset[str], found: Collection[Label]) -> bool:
    """Return whether a time of the video stands after nearly every label."""
    words = [label.words for label in found if label.name in labels]
    stamped = sum(_STAMP.match(said) is not None for said in words)
    return stamped >= _SURE and stamped >= _NEARLY_ALL * len(words)


def _is_dashed(line: str) -> bool:
    """Return whether a line begins with a dash and a new sentence."""
    dash = _DASH.match(line)
    return dash is not None and not dash["next"].islower()


def _labels(lines: Sequence[str], at: dict[int, str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the labels that name speakers, and those of them that do so several times."""
    if not at:
        return frozenset(), frozenset()
    evidence = _Evidence.of(lines, at)
    if not evidence.names_speakers():
        return frozenset(), frozenset()
    if len(at) >= _NEARLY_ALL * len(lines):
        return frozenset(at.values()), evidence.sure
    named = {label for number, label in at.items() if evidence.is_new_voice(number)}
    return evidence.sure | named, evidence.sure


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What speaks for labels being speakers.

    Attributes:
        lines: the transcript.
        at: the possible labels, by the number of the line that each begins.
        small: how often each word is said in small letters.
        named: the labels that look like names.
        sure: the labels that recur.
    """

    lines: Sequence[str]
    at: dict[int, str]
    small: Counter[str]
    named: frozenset[str]
    sure: frozenset[str]

    @classmethod
    def of(cls, lines: Sequence[str], at: dict[int, str]) -> "_Evidence":
        words = [word for line in lines for word in _WORD.findall(line)]
        small = Counter(word for word in words if word.islower())
        shouted = sum(map(str.isupper, words)) > small.total()
        labels = frozenset(at.values())
        named = frozenset() if shouted else frozenset(filter(looks_like_a_name, labels))
        counts = Counter(map(bare, at.values()))
        recurring = {bare(label) for label in labels if _recurs(label, label in named, counts, small)}
        return cls(lines, at, small, named, frozenset(label for label in labels if bare(label) in recurring))

    def names_speakers(self) -> bool:
        """Return whether the transcript is one that names its speakers at all."""
        often = sum(label in self.sure for label in self.at.values())
        seldom = sum(label in self.named for label in self.at.values())
        loud = sum(label in self.named and label.isupper() for label in self.at.values())
        several = len(set(map(bare, self.sure))) > 1
        opens = any(self.at.get(number) in self.sure | self.named for number in range(_OPENING))
        return (
            (often >= _LEAST and (opens or several or often >= _SHARE * len(self.lines)))
            or (seldom >= _LEAST and 2 * seldom >= len(self.lines))
            or loud >= _LEAST
        )

    def is_new_voice(self, number: int) -> bool:
        """Return whether a label that stands once is a name, after a sentence's end, of words that aren't said."""
        label = self.at[number]
        if is_numbered(label) or has_affiliation(label):
            return True
        before = self.lines[number - 1] if number else ""
        ended = not before or not (before[-1].isalnum() or before[-1] in ",-–—")
        said = any(self.small[word] for word in bare(label).split())
        return label in self.named and label.lower() != label and ended and not said and "," not in bare(label)


def _recurs(label: str, named: bool, counts: Counter[str], small: Counter[str]) -> bool:  # noqa: FBT001 - one of a kind
    """Return whether a label comes often enough, and oftener than its rarest word is said in small letters."""
    count, words = counts[bare(label)], bare(label).split()
    if len(label) == 1 and label.isupper():  # "A:", which the article "a" says nothing of
        return count >= _LEAST
    if "," in bare(label):  # "Lee, Ann:", not "Well, Ann:"
        surname = bare(label).partition(",")[0].split()
        return count >= _LEAST and all(word not in ASIDES and small[word] < count for word in surname)
    if named:
        return count >= _LEAST and (len(words) > 1 or count > small[words[0]])
    return count >= _SURE and 2 * count > min(small[word] for word in words)
