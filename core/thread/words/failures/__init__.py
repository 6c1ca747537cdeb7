"""Why something can't be had, in the reader's language: one text file each; where there is none, in English."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from core.errors import Failure
from core.language.lists import primary

_FOLDER = Path(__file__).parent


def told(failure: Failure, language: str) -> str:
    """Return what happened and what to do.

    Args:
        failure: of the error; one that an older version kept has no detail, and is told as it was kept.
        language: the reader's (BCP 47).
    """
    sentence = sentences(primary(language)).get(failure.code)
    if sentence is None or ("{detail}" in sentence and not failure.detail):
        return failure.sentence
    return sentence.format(detail=failure.detail)


@cache
def sentences(language: str) -> Mapping[str, str]:
    """Return the sentences of a language by the codes of the errors; none of a language without a file."""
    path = _FOLDER / f"{language}.toml"
    if not language.isalpha() or not path.is_file():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))
