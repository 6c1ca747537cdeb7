"""Texts that drive a regular expression to its worst, derived from the expression itself.

A backtracking matcher takes more than linear time where a repeated part can begin at many places and what follows it
fails. So each text repeats something that the expression can match, and ends with something that it can't.
"""
# ruff: noqa: ANN401 - the parser's trees are nested tuples, and have no type

import re
import re._constants as sre  # type: ignore[import-not-found]  # it ships no types
import re._parser as parser  # type: ignore[import-not-found]  # it ships no types
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any

_TAILS = ("", "\x00", "x")
_MOST_SIGNS, _MOST_SAMPLES = 5, 3
# One sign of each kind, for what an expression says by exclusion or by category.
_KINDS = "a1 _.,-\n('中"


def adversaries(pattern: re.Pattern[str]) -> Iterator[tuple[str, str, str]]:
    """Yield what stands first, what is repeated, and what stands last, for each text that may be hard on a pattern."""
    seen = set()
    for head, pump in _pumps(pattern):
        for tail in _TAILS:
            if pump and (head, pump, tail) not in seen:
                seen.add((head, pump, tail))
                yield head, pump, tail


def _pumps(pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    signs = list(dict.fromkeys(_signs(tree)))
    step = max(1, len(signs) // _MOST_SIGNS)
    signs = list(dict.fromkeys([*signs[:3], *signs[::step]]))[: _MOST_SIGNS + 3]
    yield from (("", sign) for sign in signs)
    yield from ((first, sign) for first, sign in product(signs, signs) if first != sign)
    yield from (("", one + other) for one, other in pairwise([*signs, *signs[:1]]) if one != other)
    begun = [_sample(tree[:end]) for end in range(1, len(tree) + 1)]
    yield from (("", text) for text in begun)
    yield from _repeated(tree, "")


def _repeated(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield the samples of each part that an expression repeats, after a sample of what stands before it."""
    for at, (kind, value) in enumerate(tree):
        head = before + _sample(tree[:at])
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            body = value[2]
            samples = [_sample(body), *(sign for sign in list(_signs(body))[:_MOST_SAMPLES])]
            for sample in dict.fromkeys(samples):
                yield from ((head, sample), ("", head + sample), ("", _sample(tree[: at + 1]) + sample))
            yield from _repeated(body, head)
        else:
            for inner in _inner(kind, value):
                yield from _repeated(inner, head)


def _inner(kind: Any, value: Any) -> list[Any]:
    if kind is sre.SUBPATTERN:
        return [value[3]]
    if kind is sre.BRANCH:
        return list(value[1])
    if kind is sre.ATOMIC_GROUP:
        return [value]
    return [value[1]] if kind in (sre.ASSERT, sre.ASSERT_NOT) else []


def _sample(tree: Any) -> str:
    """Return a short text that a sequence of an expression's parts matches, as far as it can be told."""
    return "".join(_sampled(kind, value) for kind, value in tree)


def _sampled(kind: Any, value: Any) -> str:
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        repeated: str = _sample(value[2]) * max(1, min(value[0], 3))
        return repeated
    if kind in (sre.ASSERT, sre.ASSERT_NOT):
        return ""
    inner = _inner(kind, value)
    return _sample(inner[0]) if inner else "".join(list(_members(kind, value))[:1])


def _signs(tree: Any) -> Iterator[str]:
    """Yield the single characters that an expression names, and one of each kind that it matches."""
    for kind, value in tree:
        if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield from _signs(value[2])
        elif inner := _inner(kind, value):
            for part in inner:
                yield from _signs(part)
        else:
            yield from _members(kind, value)


def _members(kind: Any, value: Any) -> Iterator[str]:
    if kind is sre.LITERAL:
        yield chr(value)
    elif kind is sre.NOT_LITERAL:
        yield from (sign for sign in _KINDS if ord(sign) != value)
    elif kind is sre.IN and value[0][0] is not sre.NEGATE:
        for inner in value:
            yield from _members(*inner)
    elif kind is sre.RANGE:
        yield chr(value[0])
    elif kind in (sre.ANY, sre.CATEGORY, sre.IN):
        one = re.compile(f"[{_category(value)}]") if kind is sre.CATEGORY else None
        yield from (sign for sign in _KINDS if (one.match(sign) if one else not _listed(sign, value)))


def _category(value: Any) -> str:
    letter = {"DIGIT": "d", "SPACE": "s", "WORD": "w"}[str(value).rsplit("_", 1)[-1]]
    return f"\\{letter.upper() if '_NOT_' in str(value) else letter}"


def _listed(sign: str, value: Any) -> bool:
    """Return whether a class that excludes its members lists a character."""
    return value is not None and any(
        (kind is sre.LITERAL and ord(sign) == inner)
        or (kind is sre.RANGE and inner[0] <= ord(sign) <= inner[1])
        or (kind is sre.CATEGORY and re.match(f"[{_category(inner)}]", sign))
        for kind, inner in value
    )
