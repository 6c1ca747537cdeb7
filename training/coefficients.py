"""Writes what was learned of evidence, as `core.topics.coefficients` reads it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

_HEADER = """\
# What each kind of evidence for {what} weighs, in log-odds.
# Learned by {script} from the MIT-licensed transcripts with chapters in ../shared/data/transcripts alone:
# {names}.
"""


def write(path: Path, what: str, script: str, names: Iterable[str], weights: Mapping[str, float]) -> None:
    """Write what each kind of evidence weighs.

    Args:
        path: of the file.
        what: what the evidence is for.
        script: what learned it.
        names: the talks that it was learned from, which may come several times.
        weights: by the kind of evidence.
    """
    header = _HEADER.format(what=what, script=script, names=", ".join(dict.fromkeys(names)))
    lines = (f"{name} {weight}\n" for name, weight in weights.items())
    path.write_text(header + "".join(lines), encoding="utf-8")
