"""How people ask in a language, and how common its everyday words are: one text file a language beside this one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path
from typing import Any

from core.language.lists import lists, primary
from core.language.scripts import UNSPACED
from core.language.words import terms

_FOLDER = Path(__file__).parent / "words"
_MILLION = 1e6
_VAGUE = 0.001
_UNKNOWN_SHARE = 5e-5


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of a language.

    `asking` holds the terms that ask and are not asked about ("discuss"), and `phrases` the same as they are written in
    scripts without spaces; `whole` the words for the video itself; `later`, `before` and `pointing` the words by which
    a question leans on the one before it. `common` says how large a share of all content words a term is in speech.
    """

    not_in_video: str
    asking: frozenset[str]
    phrases: tuple[str, ...]
    whole: frozenset[str]
    later: frozenset[str]
    before: frozenset[str]
    pointing: frozenset[str]
    common: Mapping[str, float]


@cache
def lexicon(language: str) -> Lexicon:
    """Return what is known of a language (BCP 47); of one without a file, nothing but English sentences."""
    code = primary(language)
    written = _read(code) if code.isalpha() else {}
    asking = " ".join(written.get(kind, "") for kind in ("asking", "whole", "later", "before"))
    return Lexicon(
        not_in_video=written.get("not_in_video") or lexicon("en").not_in_video,
        asking=frozenset(terms(asking, code)),
        phrases=tuple(sorted((word for word in asking.split() if UNSPACED.search(word)), key=len, reverse=True)),
        whole=frozenset(written.get("whole", "").split()),
        later=frozenset(written.get("later", "").split()),
        before=frozenset(written.get("before", "").split()),
        pointing=frozenset(written.get("pointing", "").split()),
        common=_common(code, written.get("common", {})),
    )


def lift(said: float, words: float, share: float) -> float:
    """Return how much more often something is said than in general speech: the logarithm of how many times, or 0.

    Args:
        said: how often.
        words: among how many content words.
        share: what it makes up of all content words in general speech, 0 where that isn't known.
    """
    return log(max(1.0, said / words / (share + _UNKNOWN_SHARE)))


def _read(name: str) -> dict[str, Any]:
    path = _FOLDER / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _common(code: str, written: Mapping[str, str]) -> dict[str, float]:
    """Return the shares that are learned or written by hand, whichever is larger, and one for vague words."""
    vague = dict.fromkeys(terms(" ".join(lists(code).vague), code), _VAGUE)
    by_hand = {term: int(count) / _MILLION for count, words in written.items() for term in terms(words, code)}
    learned = {
        term: int(count) / _MILLION for count, words in _read("learned").get(code, {}).items() for term in words.split()
    }
    common = vague | by_hand
    return common | {term: max(share, common.get(term, 0.0)) for term, share in learned.items()}
