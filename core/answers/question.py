"""A question, taken apart: what it is about, whose words it wants, and whether it leans on an earlier one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from core.answers.lexicon import Lexicon, lexicon
from core.language.lists import known, primary
from core.language.words import stop_words, terms, tokens

_MARGIN = 2


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
        text: as it was asked.
        spoken: the transcript's language, BCP 47.
        speakers: who speaks in the transcript, by the names its captions give them.
    """
    language = asked_in(text, spoken)
    ways = lexicon(language)
    words = tokens(text, language)
    named, rest = _without_speakers(words, speakers)
    about, asking = _wanted(rest, language, spoken)
    lowered = {word.lower() for word in words}
    turn = Turn.NEW if about else _turn(lowered, ways)
    return Question(language, about, asking, named, turn, bool(lowered & ways.pointing))


def asked_in(text: str, spoken: str) -> str:
    """Return the language of a question: the transcript's unless its function words clearly belong to another."""
    words = {word.lower() for word in tokens(text, spoken)}
    count = {language: len(words & stop_words(language)) for language in known()}
    best = max(count, key=lambda language: count[language])
    return best if count[best] >= count.get(primary(spoken), 0) + _MARGIN else spoken


def _without_speakers(words: Sequence[str], speakers: Collection[str]) -> tuple[tuple[str, ...], list[str]]:
    """Return the speakers that are named, whole or by a capitalised part of the name, and the other words."""
    named: dict[str, None] = {}
    rest = list(words)
    lowered = [word.lower() for word in words]
    for speaker in sorted(speakers, key=len, reverse=True):
        name = [part.lower() for part in tokens(speaker, "")]
        for at in range(len(lowered) - len(name) + 1 if name else 0):
            if lowered[at : at + len(name)] == name:
                named[speaker] = None
                rest[at : at + len(name)] = lowered[at : at + len(name)] = [""] * len(name)
    for at, word in enumerate(rest):
        by_part = [speaker for speaker in speakers if at and word[:1].isupper() and word in tokens(speaker, "")]
        if len(by_part) == 1:
            named[by_part[0]] = None
            rest[at] = ""
    return tuple(named), [word for word in rest if word]


def _wanted(words: Sequence[str], language: str, spoken: str) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """Return what the words are about, and what they ask with, looked up in the transcript's language."""
    ways, said = lexicon(language), lexicon(spoken)
    about: dict[str, Term] = {}
    asking: dict[str, Term] = {}
    for word in words:
        for own in terms(word, language):
            for term in terms(word, spoken) if language != spoken else (own,):
                share = max(ways.common.get(own, 0.0), said.common.get(term, 0.0), _number(own))
                chosen = asking if own in ways.asking else about
                chosen.setdefault(term, Term(term, word.lower(), share))
    return tuple(about.values()), tuple(asking.values())


def _turn(lowered: set[str], ways: Lexicon) -> Turn:
    for turn, said in ((Turn.LATER, ways.later), (Turn.BEFORE, ways.before), (Turn.WHOLE, ways.whole)):
        if said & lowered:
            return turn
    return Turn.MORE


def _number(term: str) -> float:
    """Return the share of a number by Benford's law of first digits and Zipf's: small ones are in every talk."""
    return 10.0 ** -(2 + len(term)) if term.isdigit() else 0.0
