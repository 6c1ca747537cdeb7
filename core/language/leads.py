"""How a sentence begins: words that tie it to the one before, and words that point there."""

from collections.abc import Collection
from functools import lru_cache

from core.language.lists import Lists, lists
from core.language.scripts import UNSPACED

_EDGES = ",.;:…\"'¿¡“„«("
_LOOSE = " ,.…:;!?،"
_AT_MOST = 6
_LONGEST_PHRASE = 4
_SURE = 3
_LONGEST_OPENING = 3
# So many words are few for a sentence, and for one of two clauses.
_SHORT, _SHORT_CLAUSE = 6, 12


def without_leads(text: str, language: str) -> str:
    """Return a sentence without the "and", "so" or "well" at its beginning, where it stands without them.

    Args:
        text: a sentence.
        language: BCP 47.
    """
    known = lists(language)
    for _ in range(_AT_MOST):
        shorter = _cut(text, known)
        if not any(map(str.isalnum, shorter)) or shorter == text:
            break
        text = shorter
    return text


def dangles(text: str, language: str) -> bool:
    """Return whether a sentence begins by leaning on the one before it, as with "it", "that" or "because".

    Args:
        text: a sentence.
        language: BCP 47.
    """
    known = lists(language).dangling
    points = text.startswith(tuple(known)) if UNSPACED.match(text) else _word(text) in known
    return points or bound(text, language)


def bound(text: str, language: str) -> bool:
    """Return whether a sentence is a clause of the one before it, as with "because", or lacks its subject.

    Such a sentence dangles too.

    Args:
        text: a sentence.
        language: BCP 47.
    """
    known = lists(language).bound | lists(language).verbs
    return text.startswith(tuple(known)) if UNSPACED.match(text) else _word(text) in known


def asks(text: str, language: str) -> bool:
    """Return whether a sentence without marks is a question, by how it begins or ends.

    Args:
        text: a sentence.
        language: BCP 47.
    """
    known = lists(language).asking
    begins = text.startswith(tuple(known)) if UNSPACED.match(text) else _opens(text, known)
    return begins or text.rstrip(_LOOSE).endswith(_asking_ends(known))


def unfinished(text: str, language: str) -> bool:
    """Return whether a short sentence lacks what makes it one.

    That is: a verb, a pronoun or what else of light words makes a statement, or the clause that one with "if" needs.

    Args:
        text: a sentence.
        language: BCP 47.
    """
    known, words = lists(language), text.split()
    if not known.stop_words or UNSPACED.search(text):
        return False
    if len(words) <= _SHORT_CLAUSE and "," not in text and _opens(text, known.clauses):
        return True
    # Where verbs stand without a subject, or endings do what light words do, short sentences have none of these.
    subjects = bool(known.verbs) and len(words) <= _SHORT
    return subjects and not any(_word(word) in _stating(language) for word in words)


def broken(text: str, language: str) -> bool:
    """Return whether a sentence without marks begins in the middle of one, or ends there, by its first or last word.

    Args:
        text: a sentence.
        language: BCP 47.
    """
    known, words = lists(language), text.split()
    if not words or UNSPACED.search(text):
        return False
    first, last = _word(words[0]), _word(words[-1])
    begins = any(first in some for some in (known.leads, known.openers, known.dangling, known.determiners))
    return (first in known.stop_words and not begins) or last in leaning(language) or last in known.bound


def starts_anew(before: str, after: str, language: str) -> bool:
    """Return whether a sentence could begin between two texts, by the words there.

    Args:
        before: what is said before.
        after: what is said after.
        language: BCP 47.
    """
    known = lists(language)
    begins = (known.leads | known.openers | known.dangling) - known.conjunctions
    return _word(after) in begins and _word((before.rsplit(maxsplit=1) or [""])[-1]) not in leaning(language)


@lru_cache(maxsize=256)
def _asking_ends(asking: frozenset[str]) -> tuple[str, ...]:
    """Return the endings of questions among what they begin or end with."""
    return tuple(ending[1:] for ending in asking if ending.startswith("-"))


@lru_cache(maxsize=256)
def leaning(language: str) -> frozenset[str]:
    """Return the words of a language that a sentence hardly ends with, because they lean on what follows.

    Args:
        language: BCP 47.
    """
    known = lists(language)
    tied = frozenset(word for word in known.stop_words if "'" in word)
    return tied | (known.inner | known.openers | known.conjunctions | known.determiners) - known.dangling


@lru_cache(maxsize=256)
def _stating(language: str) -> frozenset[str]:
    """The light words that statements are made with: verbs and pronouns among others, not articles or prepositions."""
    known = lists(language)
    light = known.inner | known.determiners | known.conjunctions | known.leads | known.fillers
    return known.verbs | (known.stop_words - light)


def _opens(text: str, known: Collection[str]) -> bool:
    """Return whether a text begins with one of some words, or phrases of up to three."""
    words = [_word(word) for word in text.split(maxsplit=_LONGEST_OPENING)[:_LONGEST_OPENING]]
    return any(" ".join(words[:count]) in known for count in range(1, len(words) + 1))


def _cut(text: str, known: Lists) -> str:
    if UNSPACED.match(text):
        return _cut_unspaced(text, known)
    words = text.split(" ", maxsplit=_LONGEST_PHRASE)
    if _word(words[0]) not in _first_words(known):
        return text
    longer = False
    for count in range(min(_LONGEST_PHRASE, len(words) - 1), 0, -1):
        said = " ".join(words[:count])
        bare = said.lower().replace("’", "'").strip(_EDGES)
        if (bare in known.leads or bare in known.fillers) and "," not in said[:-1]:
            rest = " ".join(words[count:]).lstrip(_LOOSE)
            loose = said[-1] in _LOOSE or words[count][:1] in _LOOSE or bare == known.joiner.strip()
            loose = (loose or bare in known.fillers) and not longer
            if loose or _begins(rest, known, sure=bare not in known.asides):
                return rest
            longer = True
    return text


@lru_cache(maxsize=256)
def _first_words(known: Lists) -> frozenset[str]:
    return frozenset(lead.split()[0] for lead in known.leads | known.fillers)


def _begins(rest: str, known: Lists, *, sure: bool) -> bool:
    """Return whether a sentence could begin here, so that what stood before it was a mere lead.

    A word that is `sure` to be one may have any other word after it but a light one ("so far", "no one"); and not
    in the Germanic languages, which would put the verb after it.
    """
    word = _word(rest)
    if word in known.openers | known.dangling | known.leads | known.determiners:
        return True
    return sure and (rest[:1].isupper() or not (known.verb_second or word in known.stop_words))


def _cut_unspaced(text: str, known: Lists) -> str:
    for lead in sorted(known.leads, key=len, reverse=True):
        if text.startswith(lead):
            rest = text[len(lead) :]
            if rest[:1] in {"、", "，", ",", " ", "。"} or len(lead) >= _SURE:
                return rest.lstrip("、，, 。")
    return text


def _word(text: str) -> str:
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    return first.strip(_EDGES + "!?…").lower().replace("’", "'")
