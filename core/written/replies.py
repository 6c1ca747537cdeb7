"""JSON out of whatever a model wrote: fenced, talked around, or cut off."""

import json
import re

_THOUGHT = re.compile(r"^.*</think(?:ing)?>", re.DOTALL)
_OPENING = re.compile(r"[{\[]")
_CLOSER = {"{": "}", "[": "]"}
_MOST_STARTS = 10


def parse_json(text: str) -> object | None:
    """Return the JSON object or array that a reply holds, or None where it holds none.

    A fence, words around it and a thinking model's thoughts are passed over. Of JSON that is cut off, what was
    complete is returned: everything up to the last object or array that was closed.
    """
    text = _THOUGHT.sub("", text)
    best: tuple[object, int] = (None, 0)
    position = 0
    for _ in range(_MOST_STARTS):
        match = _OPENING.search(text, position)
        if match is None:
            break
        rest = text[match.start() :]
        found = _decode(rest) or _decode(_closed(rest)) or (None, 1)
        position = match.start() + found[1]
        best = max(best, found, key=lambda one: one[1] if one[0] else 0)
    return best[0]


def _decode(text: str) -> tuple[object, int] | None:
    """Return the JSON value that `text` begins with, and how many characters it has."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return None


def _closed(text: str) -> str:
    """Return JSON that breaks off, cut after the last value that was closed, with what is still open closed too."""
    open_ones: list[str] = []
    kept = depth = 0
    in_string = escaped = False
    for position, char in enumerate(text):
        if in_string:
            in_string = escaped or char != '"'
            escaped = char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in _CLOSER:
            open_ones.append(_CLOSER[char])
        elif open_ones and char == open_ones[-1]:
            open_ones.pop()
            kept, depth = position + 1, len(open_ones)
    return text[:kept] + "".join(reversed(open_ones[:depth]))
