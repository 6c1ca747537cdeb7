"""What the offline engine's results depend on: the code and lists that make them."""

import hashlib
from functools import cache
from pathlib import Path

_CORE = Path(__file__).parents[1]
_PARTS = ("language", "offline", "topics")
_KINDS = frozenset({".py", ".toml", ".txt"})


@cache
def version() -> str:
    """Return a hash of all files that the writing is made of, so that no change of them needs a number beside it."""
    files = sorted(path for part in _PARTS for path in (_CORE / part).rglob("*") if path.suffix in _KINDS)
    whole = hashlib.sha256()
    for path in files:
        whole.update(path.relative_to(_CORE).as_posix().encode() + path.read_bytes())
    return whole.hexdigest()[:16]
