"""Core's data as bytes and back. What can't be read any more counts as not there: it is computed again."""

import zlib
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")
_LONG = 4096
"""From how many bytes on compressing is worth the time: a transcript becomes a third."""
_adapters: dict[type[object], TypeAdapter[Any]] = {}


def _adapter(kind: type[object]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def encode(value: object) -> bytes:
    """Return `value`, one of core's dataclasses, as JSON bytes; compressed where it is long, as transcripts are."""
    data = _adapter(type(value)).dump_json(value)
    return zlib.compress(data, level=1) if len(data) > _LONG else data


def text_of(data: bytes) -> str:
    """Return a record as text, whatever its kind; "" where it is none."""
    try:
        return (data if data.startswith((b"{", b"[")) else zlib.decompress(data)).decode(errors="replace")
    except zlib.error:
        return ""


def decode(data: bytes | None, kind: type[T]) -> T | None:
    """Return what `encode` made of a `kind`, or None where there is nothing or another version wrote it."""
    if data is None:
        return None
    try:
        whole = data if data.startswith((b"{", b"[")) else zlib.decompress(data)
        return cast("T", _adapter(kind).validate_json(whole))
    except (ValidationError, zlib.error):
        return None
