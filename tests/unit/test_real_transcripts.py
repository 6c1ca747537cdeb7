"""The laws of cleaning, on real transcripts where they are at hand."""

import importlib.util
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, cast

import pytest

from adapters.captions.parse import parse
from core.model import Cue
from tests.unit.runs import runs

SHARED = Path(__file__).parents[2] / ".." / "shared"
FILES = sorted((SHARED / "data" / "transcripts").glob("*.json"))
REMOVED = re.compile(r"(?:[-–]|[-–]?\s?[^:]{1,100}:)?")

pytestmark = pytest.mark.skipif(not FILES, reason="needs the transcripts in ../shared")


class Scorer(Protocol):
    """The part of score.py that reads captions."""

    FORMS: Sequence[Callable[[str], str]]

    def join(self, document: object, form: Callable[[str], str]) -> tuple[str, list[float]]: ...


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    spec = importlib.util.spec_from_file_location("score", SHARED / "eval" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast("Scorer", module)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_speaker_says_is_found_word_for_word_at_its_time(file: Path, scorer: Scorer) -> None:
    cues = parse(file.name, file.read_bytes()).cues
    joined = [scorer.join(json.loads(file.read_text()), form) for form in scorer.FORMS]
    starts = [cue.start for number, cue in enumerate(cues) if cue.speaker or not number]
    for run, start in zip(runs(cues), starts, strict=True):
        assert any(start in _starts_of(run, text, times) for text, times in joined), run


def _starts_of(run: str, text: str, times: list[float]) -> set[float]:
    return {times[found.start()] for found in re.finditer(re.escape(run), text)}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_only_labels_and_dashes_are_taken_out(file: Path, scorer: Scorer) -> None:
    document = json.loads(file.read_text())
    transcript = parse(file.name, file.read_bytes())
    cues = list(transcript.cues)
    for snippet in sorted(document["snippets"], key=lambda snippet: snippet["start"]):
        rest = " ".join(scorer.FORMS[1](snippet["text"]).split())
        while rest and cues and (at := _at(cues[0], snippet["start"], rest)) >= 0:
            rest = rest[at + len(cues.pop(0).text) :].strip()
        assert not rest or rest.endswith(":")
    assert not cues
    assert not transcript.notes
    assert transcript.language == document["language"]


def _at(cue: Cue, start: float, text: str) -> int:
    """Return where in a caption a cue's words begin, if what stands before them is a label or a dash, else -1."""
    found = [match.start() for match in re.finditer(re.escape(cue.text), text)] if cue.start == start else []
    return max((at for at in found if REMOVED.fullmatch(text[:at].strip())), default=-1)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_speakers_label_is_left_in(file: Path) -> None:
    cues = parse(file.name, file.read_bytes()).cues
    labels = tuple(f"{cue.speaker}: " for cue in cues if cue.speaker)
    assert not [cue.text for cue in cues if cue.text.startswith(labels)]
