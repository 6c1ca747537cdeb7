"""No regular expression takes more than time in proportion to the text, whatever the text is."""

import importlib
import re
import time
from collections.abc import Iterator

import pytest

from core.answers.lexicon import lexicon
from core.language.lists import lists
from tests.unit.adversaries import adversaries
from tests.unit.patterns import Named, compiled_in_functions, inline, module_level

_FEW, _SHORT, _LONG = 18, 250, 1_500
# A quadratic pattern takes longer over so many characters than that, in seconds; what is faster needs no second look.
_FLOOR = 0.0008
_MOST = 2.6
# Patterns that a whole text of at most so many characters has to match, and that need not be linear beyond.
_BOUNDED = {
    "adapters.captions.pasted._TRAILING": 120,
    "adapters.youtube.chapters._LINE": 200,
    "core.transcript.headings._HEADING": 200,
    "core.transcript.labels._BAR": 200,
    "core.transcript.labels._COLON": 200,
}


_LANGUAGES = ("ar", "de", "en", "ja", "zh")

# The functions that compile a pattern at run time, and with what the ones that are tested are made.
_MADE: dict[str, list[tuple[object, ...]]] = {
    "adapters.youtube.jsons._assignment": [("ytInitialData",)],
    "core.answers.question._parting": [(lexicon("ja").phrases,)],
    "core.language.fillers._asides": [(lists(code).asides,) for code in _LANGUAGES],
    "core.language.fillers._sounds": [(lists(code).fillers,) for code in _LANGUAGES],
    "core.language.speech._places": [(sorted(lists("zh").enders),)],
    "core.language.unspaced._pattern": [("han", lists("zh").stop_words, lists("zh").wholes)],
    "core.offline.addresses._pattern": [(["Mr. Chair", "Madam Speaker"],)],
    "core.offline.asides._pattern": [(lists(code).sponsors,) for code in ("en", "zh")],
    "core.topics.markers._pattern": [(code, "shift") for code in _LANGUAGES],
}


def _all() -> Iterator[Named]:
    yield from module_level()
    for name, calls in _MADE.items():
        module, _, function = name.rpartition(".")
        for arguments in calls:
            made = getattr(importlib.import_module(module), function)(*arguments)
            if isinstance(made, re.Pattern):
                yield Named(name, made, anchored=False)


_PATTERNS = sorted(_all(), key=lambda one: (one.name, one.pattern.pattern))


def seconds(one: Named, text: str) -> float:
    """Return the CPU time that it takes to use a pattern on a text all through."""
    begun = time.thread_time()
    if one.anchored:
        one.pattern.match(text)
        one.pattern.fullmatch(text)
    else:
        for _ in one.pattern.finditer(text):
            pass
    return time.thread_time() - begun


def growth(one: Named, head: str, pump: str, tail: str, size: int) -> tuple[float, float]:
    """Return how many seconds a pattern takes over a text, and how many times that over a text twice as long."""
    once, twice = (head + pump * (length // len(pump)) + tail for length in (size, 2 * size))
    first = min(seconds(one, once) for _ in range(5))  # a first figure that is too high would hide growth
    return first, min(seconds(one, twice) for _ in range(2)) / first


def worse_than_linear(one: Named) -> str:
    """Return a text on which a pattern takes more than linear time, as "'head' + 'pump' * n + 'tail'"; "" for none."""
    # Long alternatives take long for each character; only what takes longer than that is looked at closely.
    # So short a text is no measure of growth: a pattern may be slow on any text.
    usual = min(seconds(one, "ab, " * (_FEW // 4)) for _ in range(3)) / _FEW
    floor = max(_FLOOR, 4 * _LONG * usual)
    for head, pump, tail in adversaries(one.pattern):
        if min(seconds(one, head + pump * _FEW + tail) for _ in range(2)) > floor:
            return f"{head!r} + {pump!r} * {_FEW} + {tail!r} takes exponential time"
        for size in (_SHORT, _LONG):
            if seconds(one, head + pump * (size // len(pump)) + tail) > floor:
                took, grown = growth(one, head, pump, tail, size)
                if grown > _MOST and (grown := min(grown, growth(one, head, pump, tail, size)[1])) > _MOST:
                    return f"{head!r} + {pump!r} * n + {tail!r}: {grown:.1f} a doubling from {size}"
                floor = max(floor, 1.5 * took)  # a linear pattern may take this long
    return ""


@pytest.mark.parametrize("one", _PATTERNS, ids=lambda one: one.name)
def test_no_pattern_takes_more_than_time_in_proportion(one: Named) -> None:
    bound = _BOUNDED.get(one.name)
    if bound is None:
        assert not worse_than_linear(one)
    else:
        texts = [head + pump * (bound // len(pump)) + tail for head, pump, tail in adversaries(one.pattern)]
        whole = one._replace(anchored=True)
        assert max(min(seconds(whole, text[:bound]) for _ in range(2)) for text in texts) < 10 * _FLOOR


def test_every_pattern_is_found() -> None:
    # What isn't held by a module, or made by a function that the table above knows, would go untested.
    assert inline() == []
    assert compiled_in_functions() == set(_MADE)
    assert len(_PATTERNS) > len(_MADE)


@pytest.mark.parametrize(
    "pattern",
    [
        r"\s+$", r"(a+)+$", r"(?:\w\s*)+:", r"[.!?]+(?=\s)", r"<v[^>]*>.*</v>", r"\w[^?]*[?]", r"(?:-+)*x", r"a.*b.*c",
        r"x[\w ]*:", r"[a-z]+@[a-z]+", r"\[[^\]]*\]", r"\d+(?:[.,]\d+)*%",
    ],
)  # fmt: skip
def test_what_takes_more_is_recognised(pattern: str) -> None:
    assert worse_than_linear(Named("", re.compile(pattern), anchored=False))
