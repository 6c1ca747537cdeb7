"""Phrases that announce a change of topic: "let's move on", "next question", "kommen wir zu"."""

import re
import tomllib
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path

import numpy as np

from core.language.lists import primary
from core.topics.timeline import Floats

_LISTS = Path(__file__).parent / "markers.toml"
_UNSPACED = frozenset({"ja", "zh"})
_END = re.compile(r"[.!?…][\"'”’»)]*\s+|[。！？؟।॥۔][」』）]*\s*")
_FAR = 120  # characters


def announced(texts: Sequence[str], language: str, kind: str, usual: float) -> Floats:
    """Return for each text how much the strongest marker says whose sentence begins in it, from 0 to 1.

    A phrase that comes more often than topics change can be right at most as often as they do, so it counts for
    that share only. It may go on in the next text. Without marks, or far into its sentence, it counts where it
    begins itself. In a language without a list, nothing is said.

    Args:
        texts: what the cues say, as `folded` gives it.
        language: BCP 47.
        kind: "shift" or "opening".
        usual: how many topics are to be expected.
    """
    weights = np.zeros(len(texts))
    pattern = _pattern(primary(language), kind)
    if pattern is None:
        return weights
    whole, begins = " ".join(texts), [0, *accumulate(len(text) + 1 for text in texts)]
    sentences = [-_FAR, *(match.end() for match in _END.finditer(whole))]
    found = [(match.start(), match.group()) for match in pattern.finditer(whole)]
    counts = Counter(phrase for _, phrase in found)
    for offset, phrase in found:
        sentence = sentences[bisect_right(sentences, offset) - 1]
        at = bisect_right(begins, sentence if offset - sentence < _FAR else offset) - 1
        weights[at] = max(weights[at], min(1.0, usual / counts[phrase]))
    return weights


def headed(texts: Sequence[str], language: str, kind: str) -> Floats:
    """Return 1 for each text that begins with a marker, else 0."""
    pattern = _pattern(primary(language), kind)
    return np.array([float(bool(pattern and pattern.match(text))) for text in texts])


def announces(text: str, language: str) -> bool:
    """Return whether a sentence says that something new begins.

    Args:
        text: as `folded` gives it.
        language: BCP 47.
    """
    pattern = _pattern(primary(language), "shift")
    return bool(pattern and pattern.search(text))


def announcers(language: str) -> frozenset[str]:
    """Return the words by which it is said that something new begins, as far as they are listed whole.

    Args:
        language: BCP 47.
    """
    return frozenset(word for phrase in _phrases(primary(language), "shift") for word in phrase.split())


def folded(text: str) -> str:
    """Return a text as markers are looked for in it: lower-cased, apostrophes straight, no marks before it."""
    return " ".join(text.lower().replace("’", "'").split()).lstrip(" -–—¿¡\"'“”„«»…،。、")


@cache
def _lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(_LISTS.read_text(encoding="utf-8"))


def _phrases(code: str, kind: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in _lists().get(code, {}).get(kind, "").split(",")) - {""}


@cache
def _pattern(code: str, kind: str) -> re.Pattern[str] | None:
    """The phrases of a language as one pattern, the longest first; None where there are none."""
    longest_first = sorted(sorted(_phrases(code, kind)), key=len, reverse=True)
    if not longest_first:
        return None
    either = "|".join(re.escape(phrase).replace(r"\*", r"\w*") for phrase in longest_first)
    return re.compile(either if code in _UNSPACED else rf"(?<!\w)(?:{either})(?!\w)")
