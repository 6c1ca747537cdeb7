"""The figures as Markdown."""

import re
from collections.abc import Iterable, Mapping, Sequence

from evaluation.scoring import Row, Scores

COLUMNS = {
    "f1@15": "f1@15",
    "f1@30": "f1@30",
    "over_even": "over_even",
    "ratio": "ratio",
    "title_r1": "title_r1",
    "concl_gain": "concl_gain",
    "hit@1": "hit@1",
    "hit@3": "hit@3",
    "precision": "precision",
    "supported": "supported",
    "strange_supported": "strange",
    "kin_supported": "kin",
}
"""The scorer's figures, and the heads of their columns; FORMAT.md's table has the same ones in the same order."""
SECTIONS = ("f1@15", "f1@30", "over_even", "ratio")
ANSWERS = ("hit@1", "hit@3", "precision", "supported", "strange_supported", "kin_supported")
_LAWS = ("verbatim", "timed", "coverage", "sound", "titles_ok")
_TARGET = ("≥ .45", "≥ .58", "≥ .25", "0.7-1.4", "≥ .18", "≥ .14", "≥ .62", "≥ .82", "≥ .50", "≥ .90", "≤ .05", "≤ .20")
_INTRODUCTION = """\
# How good it is

Written by `make eval`, which runs the scorer on the open transcripts that lie beside the project, and on every method
in the table, on the same inputs in the same run. What the figures mean says the scorer's FORMAT.md.
Version: `{version}`.

"""
_METHODS = """
*Cited*: the floor is FORMAT.md's (TextTiling on term counts, BM25 over twelve cues), not run here; the target is the
one set for this project. *Run*, and but for sumy written small in `evaluation/baselines`, with Cuepoint's own parser,
sentences, stop words and stems:

- **TextTiling** (Hearst 1997) and **C99** (Choi 2000), each once with the number of sections that it finds itself, and
  once with as many as videos of that length usually have (minutes^0.7).
- **Tree**: splits as TreeSeg (Gklezakos et al. 2024) does, as often as that, over TF-IDF in place of its embeddings.
- **Equal length**: as many sections as that.
- **TextRank** (Mihalcea & Tarau 2004): for titles of Cuepoint's own sections its two best keywords, for conclusions
  {sumy}
- **BM25** over passages of twelve cues; it always answers.

Learned are nine coefficients of topics and thirteen of titles, and where sentences of speech end, as raw captions
need it: of English and German by their words, of any language by its lists (`python -m training.speech --measure`
leaves out each talk in turn). The figures above come from the files that are shipped, learned from videos that are
among the fourteen; leaving out each video in turn, topics and titles have (titles of sections that the shipped
coefficients of topics found):

"""
_SUMY = "sumy's summarizer. **LexRank** (Erkan & Radev 2004): sumy's. Both choose four sentences."
_NO_SUMY = "sumy, which could not be installed for this run, nor its LexRank."


def row(name: str, total: Row, only: Iterable[str] = COLUMNS) -> str:
    """Return a row of the table; figures that a method has no say in stay empty."""
    shown = set(only)
    return f"| {name} | " + " | ".join(_figure(total.get(one)) if one in shown else "" for one in COLUMNS) + " |\n"


def table(rows: Iterable[str]) -> str:
    """Return rows under the head of the table."""
    return f"| | {' | '.join(COLUMNS.values())} |\n|---{'|---:' * len(COLUMNS)}|\n" + "".join(rows)


def floor(format_text: str) -> str:
    """Return the row of FORMAT.md's floor on these transcripts, "" where it isn't found."""
    found = re.search(r"^\| floor, these [^|]*\|([^\n]*)\|$", format_text, re.MULTILINE)
    return f"| floor (cited) |{found[1]}|\n" if found else ""


def target() -> str:
    """Return the row of the targets."""
    return f"| target | {' | '.join(_TARGET)} |\n"


def laws(total: Row) -> str:
    """Return a sentence on what has to hold without exception, "" where no summaries were scored."""
    if "quotes" not in total:
        return ""
    figures = ", ".join(f"{name} {total[name]:.3f}" for name in _LAWS)
    return f"\nOf {total['quotes']:.0f} quotes in {total['sections']:.0f} sections: {figures}.\n"


def each(scores: Scores) -> str:
    """Return a table of the transcripts one by one."""
    shown = ("f1@15", "f1@30", "over_even", "ratio", "title_r1", "concl_gain")
    head = f"\n| | sections | {' | '.join(shown)} |\n|---|---:{'|---:' * len(shown)}|\n"
    return head + "".join(
        f"| {one['id']} | {one['sections']} | {' | '.join(_figure(one.get(name)) for name in shown)} |\n"
        for one in scores.rows
    )


def crossed(means: Mapping[str, Sequence[float]]) -> str:
    """Return the table of figures learned without the video itself, by variant of the transcripts."""
    shown = (*SECTIONS, "title_r1")
    head = f"| transcripts | {' | '.join(shown)} |\n|---{'|---:' * len(shown)}|\n"
    return head + "".join(f"| {name} | {' | '.join(map(_figure, mean))} |\n" for name, mean in means.items())


def page(version: str, ours: Scores, rows: Sequence[str], means: Mapping[str, Sequence[float]], *, sumy: bool) -> str:
    """Return docs/quality.md.

    Args:
        version: of the program.
        ours: Cuepoint's scores.
        rows: of the table.
        means: what `crossed` shows.
        sumy: whether sumy was there.
    """
    parts = (
        _INTRODUCTION.format(version=version),
        table(rows),
        laws(ours.total),
        _METHODS.format(sumy=_SUMY if sumy else _NO_SUMY),
        crossed(means),
        "\n## One by one\n",
        each(ours),
    )
    return "".join(parts)


def model_report(model: str, total: Row, asked: int, kept: int) -> str:
    """Return the figures of a model, and how many calls went to it and how many replies were kept from before."""
    return table([row(model, total), target()]) + laws(total) + f"\n{asked} calls, {kept} replies kept from before.\n"


def _figure(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float | int) else ""
