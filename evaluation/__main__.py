"""Writes docs/quality.md: `python -m evaluation`."""

import asyncio
import statistics
import subprocess
import sys

from core.offline.engine import OfflineEngine
from evaluation.report import ANSWERS, COLUMNS, SECTIONS, floor, page, row, target
from evaluation.scoring import FORMAT, MISSING, ROOT, scores, there
from training.divisions import divisions
from training.talks import VARIANTS
from training.titles import means
from training.topics import examples, left_out

_PAGE = ROOT / "docs" / "quality.md"
_SUMY = ROOT / ".eval" / "sumy"
_SUMY_VERSION = "sumy==0.13.0"
_METHODS = {
    "texttiling": ("TextTiling", SECTIONS),
    "texttiling-usual": ("TextTiling, usual number", SECTIONS),
    "c99": ("C99", SECTIONS),
    "c99-usual": ("C99, usual number", SECTIONS),
    "tree": ("tree", SECTIONS),
    "even": ("equal length", SECTIONS),
    "textrank": ("TextRank", ("title_r1", "concl_gain")),
    "lexrank": ("LexRank", ("concl_gain",)),
    "bm25": ("BM25", ANSWERS),
}
_OF_SUMY = ("textrank", "lexrank")


def version() -> str:
    """Return which version of the program this is: the commit it rests on, and the offline engine's own hash."""
    command = ["git", "describe", "--always", "--exclude=*"]
    commit = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
    return f"{commit}, {OfflineEngine().fingerprint}"


def sumy_there() -> bool:
    """Return whether sumy is there, in a folder of its own; it is installed if it can be."""
    if _SUMY.is_dir():
        return True
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(_SUMY), _SUMY_VERSION]
    return not subprocess.run(command, check=False, capture_output=True).returncode  # noqa: S603


def cross_validated() -> dict[str, list[float]]:
    """Return the means of topics' scores and of titles', by variant: each video by what was learned from the others."""
    results, titles = list(left_out(list(examples()))), means(list(divisions()))
    return {
        variant: [
            statistics.mean(figures)
            for figures in zip(
                *((s.at_15, s.at_30, s.over_even, s.ratio) for one, s in results if one.variant == variant), strict=True
            )
        ]
        + [titles[variant, "topics"]]
        for variant in VARIANTS
    }


async def evaluate() -> str:
    """Run everything, one after another, and return the page."""
    sumy = sumy_there()
    ours = await scores(["bot"])
    rows = [row("**Cuepoint, offline**", ours.total), target(), floor(FORMAT.read_text(encoding="utf-8"))]
    for method, (name, columns) in _METHODS.items():
        if method in _OF_SUMY and not sumy:
            continue
        only = "answers" if method == "bm25" else "summaries"
        found = await scores(["evaluation.baselines", method], "--only", only, path=[_SUMY])
        rows.append(row(name, found.total, [one for one in COLUMNS if one in columns]))
    return page(version(), ours, rows, cross_validated(), sumy=sumy)


def main() -> None:
    """Write the page, or say that there is nothing to evaluate on."""
    if not there():
        sys.stdout.write(MISSING)
        return
    _PAGE.write_text(asyncio.run(evaluate()), encoding="utf-8")


if __name__ == "__main__":
    main()
