"""Careful reading of JSON that somebody else may change at any time."""

import json
import math
import re
from functools import cache
from typing import TypeAlias

Json: TypeAlias = object
_DECODER = json.JSONDecoder()


def dig(data: Json, *path: str | int) -> Json:
    """Return what lies at the end of `path` (keys of objects, positions in lists), or None where it leads nowhere."""
    for step in path:
        if isinstance(step, str) and isinstance(data, dict):
            data = data.get(step)
        elif isinstance(step, int) and isinstance(data, list) and 0 <= step < len(data):
            data = data[step]
        else:
            return None
    return data


def items(data: Json, *path: str | int) -> list[Json]:
    """Return the list at the end of `path`, or an empty one."""
    found = dig(data, *path)
    return found if isinstance(found, list) else []


def words(data: Json, *path: str | int) -> str:
    """Return the text at the end of `path`, "" where there is none.

    YouTube writes texts as a string, as `{"simpleText": ...}`, or as `{"runs": [{"text": ...}]}`; all of them are
    in the recorded pages.
    """
    found = dig(data, *path)
    if isinstance(found, dict):
        runs = "".join(words(run, "text") for run in items(found, "runs"))
        found = found.get("simpleText") or runs
    return found if isinstance(found, str) else ""


def number(data: Json, *path: str | int) -> float | None:
    """Return the finite number at the end of `path`, written as a number or as digits, or None."""
    found = dig(data, *path)
    if isinstance(found, bool) or not isinstance(found, int | float | str):
        return None
    try:
        value = float(found)
    except (ValueError, OverflowError):
        return None
    return value if math.isfinite(value) else None


def parsed(text: str) -> Json:
    """Return the JSON that `text` is, or None."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None


def assigned(page: str, name: str) -> Json:
    """Return the object that a script in `page` assigns to the variable `name`, or None.

    It is decoded from its first brace, and where it ends is left to the decoder: about 6 ms for a page of 1 MB.
    """
    for match in _assignment(name).finditer(page):
        try:
            return _DECODER.raw_decode(page, match.end())[0]
        except (ValueError, RecursionError):
            continue
    return None


@cache
def _assignment(name: str) -> re.Pattern[str]:
    return re.compile(rf"{re.escape(name)}(?:[\"']\])?\s*=\s*(?=\{{)")
