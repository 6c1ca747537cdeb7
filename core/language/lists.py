"""What is known of each language, read from the text file that it has in `data`."""

import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data"
_PUT = ("joiner", "topics", "speakers", "verb_second")
# Codes that name the same written language for our purposes.
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ms": "id", "sk": "cs", "sr": "hr", "bs": "hr", "yue": "zh"}


@dataclass(frozen=True, slots=True)
class Lists:
    """The words of a language that the writing has to know, lower-cased but for names.

    Attributes:
        joiner: what binds two things, as " and " does, with the spaces it takes.
        topics: how a list of topics is put, with {} for the list.
        speakers: how a list of speakers is put, with {} for the list.
        verb_second: whether a word at the beginning of a sentence draws the verb after it, as in German.
        stop_words: function words, light ones of speech, and fillers.
        fillers: sounds that mean nothing.
        asides: phrases that mean nothing where commas set them off.
        leads: words that tie a sentence to the one before it, and can be cut from its beginning.
        dangling: words that, where a sentence begins with them, point at the one before it.
        bound: words that begin a clause bound to the one before, as "because" does.
        verbs: finite verbs that no statement begins with, unless its subject was left out.
        asking: words that questions begin with, or after a hyphen endings that they have.
        clauses: words that begin a clause which another has to complete, as "if" does.
        openers: words that sentences of speech begin with.
        conjunctions: those leads and openers that stand inside sentences more often than at their beginning.
        enders: endings that sentences of speech have.
        wholes: words, of up to four characters, that contain a function word or an ender and are one word all the same.
        greetings: phrases of greeting, thanks and goodbye.
        procedure: phrases by which meetings are run, and calls kept going.
        sponsors: phrases of advertisements.
        vague: words with meaning that make no title by themselves.
        doing: endings of words that name no thing.
        inner: function words that may stand inside a title.
        determiners: articles and what stands in their place.
        articles: those that begin another phrase right after a word with meaning, as genitives don't.
        names: names as they are spelled, and abbreviations, that are hardly ever anything else.
    """

    joiner: str = ", "
    topics: str = "{}."
    speakers: str = "{}."
    verb_second: bool = False
    stop_words: frozenset[str] = frozenset()
    fillers: frozenset[str] = frozenset()
    asides: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    dangling: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    asking: frozenset[str] = frozenset()
    clauses: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()
    enders: frozenset[str] = frozenset()
    wholes: frozenset[str] = frozenset()
    greetings: frozenset[str] = frozenset()
    procedure: frozenset[str] = frozenset()
    sponsors: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    doing: frozenset[str] = frozenset()
    inner: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def primary(language: str) -> str:
    """Return the code under which a language's file lies: "en" of "en-GB", "zh" of "zh_Hant".

    Args:
        language: BCP 47; an underscore is taken for a hyphen.
    """
    code = language.replace("_", "-").split("-")[0].lower()
    return _SAME.get(code, code)


@cache
def known() -> tuple[str, ...]:
    """Return the codes of the languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


@lru_cache(maxsize=256)
def lists(language: str) -> Lists:
    """Return what is known of a language; empty lists of one without a file.

    Args:
        language: BCP 47.
    """
    code = primary(language)
    if code not in known():
        return Lists()
    read = tomllib.loads((_FOLDER / f"{code}.toml").read_text(encoding="utf-8"))
    joiner, topics, speakers, verb_second = (read.pop(name) for name in _PUT)
    stop_words = frozenset(read.pop("stop_words").split()) | _phrases(read["fillers"])
    listed = {name: _phrases(text) for name, text in read.items()}
    return Lists(joiner, topics, speakers, verb_second, stop_words, **listed)


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(",") if phrase.strip())


@cache
def plain(name: str) -> frozenset[str]:
    """Return a list that holds for all languages.

    Args:
        name: "abbreviations" that end in a point, or those that stand "before_numbers" as "fig." does.
    """
    return frozenset((_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split())
