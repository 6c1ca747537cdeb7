"""What training learned, from the text files that it wrote."""

from functools import cache
from pathlib import Path


@cache
def coefficients(path: Path) -> dict[str, float]:
    """Return what each kind of evidence weighs.

    Args:
        path: of a file with a name and a number on each line, but for those that begin with "#".
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    pairs = (line.split() for line in lines if line and not line.startswith("#"))
    return {name: float(value) for name, value in pairs}
