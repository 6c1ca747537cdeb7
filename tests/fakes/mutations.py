"""Payloads with one field wrong: what a platform's changed API, or a broken proxy, makes of a good payload."""

import copy
from collections.abc import Iterator, MutableMapping, MutableSequence

Json = dict[str, object]
Path = tuple[str | int, ...]

WRONG: tuple[object, ...] = (None, True, -1, 10**400, "", "\ud800<!channel>", "9" * 5000, [], [None], {}, {"id": None})
"""What stands in a field's place; besides, the field may be missing."""


def mutations(payload: Json) -> Iterator[tuple[str, Json]]:
    """Yield copies of a payload, each with one field missing or of another type, with the field's path and fault."""
    for path in _paths(payload):
        name = ".".join(map(str, path))
        without = copy.deepcopy(payload)
        _delete(without, path)
        yield f"{name} missing", without
        for wrong in WRONG:
            other = copy.deepcopy(payload)
            _replace(other, path, copy.deepcopy(wrong))
            yield f"{name} = {str(wrong)[:20]}", other


def _paths(value: object) -> Iterator[Path]:
    """Yield the paths of all fields, at any depth."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (key,)
        yield from ((key, *path) for path in _paths(inner))


def _delete(value: object, path: Path) -> None:
    holder = _holder(value, path)
    del holder[path[-1]]


def _replace(value: object, path: Path, wrong: object) -> None:
    holder = _holder(value, path)
    holder[path[-1]] = wrong


def _holder(value: object, path: Path) -> MutableMapping[str | int, object]:
    for key in path[:-1]:
        assert isinstance(value, MutableMapping | MutableSequence)
        value = value[key]  # type: ignore[index] # the path was found in this very payload
    return value  # type: ignore[return-value] # a list takes its indices as a mapping its keys
