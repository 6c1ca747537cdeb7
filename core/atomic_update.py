"""Changes of a kept record that several processes make at once: none of them is lost."""

from collections.abc import Callable
from typing import TypeVar

from core.codec import decode, encode
from core.ports import SwapStore

T = TypeVar("T")


async def update(
    store: SwapStore, key: str, kind: type[T], change: Callable[[T | None], T | None], lifetime: float
) -> T | None:
    """Change the record under a key, by compare-and-swap: read and changed again whenever somebody else was faster.

    Args:
        store: where it is kept.
        key: under which key.
        kind: the record's type.
        change: returns the new record, given the one that is kept (None where there is none, or none that can be
            read); or None to leave it as it is. It can be called several times.
        lifetime: for how many seconds the new record is kept.

    Returns:
        The new record, or None where `change` left the kept one as it is, or the key is closed.
    """
    while True:
        kept = await store.get(key)
        changed = change(decode(kept, kind))
        if changed is None:
            return None
        swapped = await store.swap(key, kept, encode(changed), lifetime)
        if swapped is not False:
            return changed if swapped else None
