"""A method as a program that the scorer can run: `python -m evaluation.baselines METHOD summarize SOURCE --json`."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from adapters.captions.parse import parse
from core.model import Transcript
from core.topics.shifts import section_starts
from evaluation.baselines.bm25 import Passages
from evaluation.baselines.ranks import keywords
from evaluation.baselines.segmenters import c99, even, texttiling, tree
from evaluation.baselines.texts import usual_count

SEGMENTERS: dict[str, Callable[[Transcript], Sequence[int]]] = {
    "texttiling": texttiling,
    "texttiling-usual": lambda transcript: texttiling(transcript, usual_count(transcript)),
    "c99": c99,
    "c99-usual": lambda transcript: c99(transcript, usual_count(transcript)),
    "tree": tree,
    "even": even,
}
"""The methods that divide. Those that only choose sentences or words get Cuepoint's own sections."""
RANKERS = ("textrank", "lexrank")


def summary(transcript: Transcript, method: str) -> dict[str, object]:
    """Return what a method makes of a transcript, as far as the scorer reads it."""
    starts = list(SEGMENTERS.get(method, section_starts)(transcript))
    ends = [*starts[1:], len(transcript.cues)]
    sections = [
        {
            "title": _title(transcript, first, end, number, method),
            "start": transcript.cues[first].start,
            "end": transcript.cues[end].start if end < len(transcript.cues) else transcript.end,
            "summary": "",
            "quote": None,
        }
        for number, (first, end) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
    return {"sections": sections, "conclusion": _conclusion(transcript, method)}


def _conclusion(transcript: Transcript, method: str) -> str:
    if method not in RANKERS:
        return ""
    from evaluation.baselines.sumy import conclusion  # noqa: PLC0415 - only there where sumy was installed

    return conclusion(transcript, method)


def _title(transcript: Transcript, first: int, end: int, number: int, method: str) -> str:
    return keywords(transcript, first, end) if method == "textrank" else f"§{number}"


def answer(passages: Passages, question: str) -> dict[str, object]:
    """Return the best passages for a question; this method always has an answer."""
    cited = [{"start": start, "end": end, "text": text} for start, end, text in passages.best(question)]
    return {"question": question, "answer": cited[0]["text"], "supported": True, "citations": cited}


def main() -> None:
    """Read the command line and print JSON."""
    method, command, source = sys.argv[1:4]
    path = Path(source)
    transcript = parse(path.name, path.read_bytes())
    if command == "summarize":
        sys.stdout.write(json.dumps(summary(transcript, method)) + "\n")
        return
    passages = Passages(transcript)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(answer(passages, line.strip())) + "\n")


if __name__ == "__main__":
    main()
