"""Core's data as bytes and back. What can't be read any more counts as not there: it is computed again."""

from functools import cache
from typing import Annotated, Any, TypeVar

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type or a union of types, which no annotation can say
    return TypeAdapter(kind)


def encode(value: object, kind: Any) -> bytes:  # noqa: ANN401 - see _adapter
    """Return `value`, one of core's dataclasses, as JSON bytes. `kind` is its type or a union that holds it."""
    return _adapter(kind).dump_json(value)


def decode(data: bytes | None, kind: type[T]) -> T | None:
    """Return what `encode` made of a `kind`, or None where there is nothing or another version wrote it."""
    if data is None:
        return None
    try:
        value: T = _adapter(kind).validate_json(data)
    except ValidationError:
        return None
    return value
