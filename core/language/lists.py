"""The word lists that lie beside this file, one text file a language."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
# Codes that name the same written language for our purposes.
_SAME = {"nb": "no", "nn": "no", "iw": "he", "in": "id", "ms": "id", "sk": "cs", "sr": "hr", "bs": "hr", "yue": "zh"}


def primary(language: str) -> str:
    """Return the code under which a language's lists lie: "en" of "en-GB", "zh" of "zh_Hant".

    Args:
        language: BCP 47; an underscore is taken for a hyphen.
    """
    code = language.replace("_", "-").split("-")[0].lower()
    return _SAME.get(code, code)


@cache
def entries(kind: str, code: str) -> tuple[str, ...]:
    """Return the lines of a list, none where there is no list for that language.

    Args:
        kind: the folder, "stop_words" or "fillers".
        code: a language as `primary` gives it.
    """
    path = _FOLDER / kind / f"{code}.txt"
    if not code.isalpha() or not path.is_file():
        return ()
    return tuple(line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def languages(kind: str = "stop_words") -> tuple[str, ...]:
    """Return the codes of the languages that have a list of that kind."""
    return tuple(sorted(path.stem for path in (_FOLDER / kind).glob("*.txt")))
