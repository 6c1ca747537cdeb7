"""A question, taken apart: what it is about, whose words it wants, and whether it leans on an earlier one."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache
from itertools import islice

from core.answers.lexicon import Lexicon, lexicon
from core.language.lists import primary
from core.language.scripts import UNSPACED
from core.language.words import stop_words, terms, tokens
from core.transcript.language import UNKNOWN, guess_language

LONGEST = 2000
"""So many characters of a question are looked at: no message on Discord is longer, and no question needs more."""
_MARGIN = 2
_MOST_TERMS = 40
_HAN = {"ja", "zh"}
_LATIN = re.compile(r"[a-zA-Z]")
# Scripts in which a word is found within a longer run: those without spaces, and Korean with its endings.
_TIED = re.compile(rf"{UNSPACED.pattern}|[\uac00-\ud7a3]")


class Turn(Enum):
    """How a question stands to the one before it."""

    NEW = auto()
    WHOLE = auto()
    MORE = auto()
    LATER = auto()
    BEFORE = auto()


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a question is about: the term to look up, the word it was, and its share of all content words."""

    term: str
    word: str
    share: float


@dataclass(frozen=True, slots=True)
class Question:
    """What a question asks for.

    `terms` is what it is about, `asking` what it asks with ("discuss"); `pointing` says whether it has a word such as
    "she" or "that".
    """

    language: str
    terms: tuple[Term, ...]
    asking: tuple[Term, ...]
    speakers: tuple[str, ...]
    turn: Turn
    pointing: bool


def read_question(text: str, spoken: str, speakers: Collection[str] = ()) -> Question:
    """Return a question taken apart.

    Args:
        text: as it was asked; beyond `LONGEST` characters it isn't looked at.
        spoken: the transcript's language, BCP 47.
        speakers: who speaks in the transcript, by the names its captions give them.
    """
    text = text[:LONGEST]
    language = asked_in(text, spoken)
    ways = lexicon(language)
    words = tokens(text, language)
    named, rest = _without_speakers(words, speakers)
    about, asking = _wanted(rest, language, spoken)
    turn = Turn.NEW if about else _turn(text.lower(), ways)
    return Question(language, about, asking, named, turn, _says(text.lower(), ways.pointing))


def about_speakers(question: Question, spoken: str) -> Question:
    """Return a question that only names speakers as one about them: "Who is Simon?"."""
    names = [word for speaker in question.speakers for word in tokens(speaker, "")]
    return replace(question, terms=_wanted(names, question.language, spoken)[0])


def asked_in(text: str, spoken: str) -> str:
    """Return the language of a question: the transcript's unless its script or its words are clearly of another."""
    found, expected = guess_language(text), primary(spoken)
    if found in (UNKNOWN, expected) or {found, expected} == _HAN:
        return expected
    if UNSPACED.search(text) or not _LATIN.search(text):
        return found
    words = {word.lower() for word in tokens(text, expected)}
    clearly = len(words & stop_words(found)) >= len(words & stop_words(expected)) + _MARGIN
    return found if clearly else expected


def _without_speakers(words: Sequence[str], speakers: Collection[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the speakers that are named, whole or by a capitalised part of the name, and the other words."""
    named: dict[str, None] = {}
    rest = list(words)
    lowered = [word.lower() for word in words]
    parts = {speaker: tokens(speaker, "") for speaker in sorted(speakers, key=len, reverse=True)}
    by_part: defaultdict[str, set[str]] = defaultdict(set)
    for speaker, name in parts.items():
        for part in name:
            by_part[part].add(speaker)
        whole = [part.lower() for part in name]
        for at in _places(whole, lowered):
            named[speaker] = None
            rest[at : at + len(whole)] = lowered[at : at + len(whole)] = [""] * len(whole)
    for at, word in enumerate(rest):
        if at and word[:1].isupper() and len(by_part.get(word, ())) == 1:
            named.update(dict.fromkeys(by_part[word]))
            rest[at] = ""
    return tuple(named), [word for word in rest if word]


def _places(name: list[str], words: list[str]) -> Iterator[int]:
    """Yield where words stand in a row among others; nothing is looked for where the first of them is missing."""
    if name and name[0] in words:
        yield from (at for at in range(len(words) - len(name) + 1) if words[at : at + len(name)] == name)


def _wanted(words: Sequence[str], language: str, spoken: str) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return what the words are about, and what they ask with, looked up in the transcript's language."""
    ways, said = lexicon(language), lexicon(spoken)
    about: dict[str, Term] = {}
    asking: dict[str, Term] = {}
    parts = [part for word in words for part in _apart(word, ways.phrases)]
    for word in parts:
        for own in terms(word, language):
            for term in terms(word, spoken) if language != primary(spoken) else (own,):
                share = max(ways.common.get(own, 0.0), said.common.get(term, 0.0), _number(own))
                chosen = asking if own in ways.asking else about
                chosen.setdefault(term, Term(term, word.lower(), share))
    return tuple(islice(about.values(), _MOST_TERMS)), tuple(islice(asking.values(), _MOST_TERMS))


def _apart(word: str, phrases: Sequence[str]) -> list[str]:
    """Return a run of a script without spaces parted at the phrases that ask, which are parts of it too."""
    if not phrases or not UNSPACED.search(word):
        return [word]
    return [part for part in _parting(tuple(phrases)).split(word) if part]


@cache
def _parting(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"({'|'.join(map(re.escape, phrases))})")


def _turn(text: str, ways: Lexicon) -> Turn:
    for turn, words in ((Turn.LATER, ways.later), (Turn.BEFORE, ways.before), (Turn.WHOLE, ways.whole)):
        if _says(text, words):
            return turn
    return Turn.MORE


def _says(text: str, words: Collection[str]) -> bool:
    """Return whether a text has one of the words: as words, where its script has spaces and its nouns no endings."""
    found = set(tokens(text, ""))
    return any(word in found or (_TIED.search(word) and word in text) for word in words)


def _number(term: str) -> float:
    """Return the share of a number by Benford's law of first digits and Zipf's: small ones are in every talk."""
    return 10.0 ** -(2 + len(term)) if term.isdigit() else 0.0
