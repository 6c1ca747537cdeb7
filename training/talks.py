"""The transcripts that may be learned from: those under the MIT licence that have their creators' chapters."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from adapters.captions.parse import parse
from core.model import Cue, Transcript, TranscriptKind

FOLDER = Path(__file__).parents[1] / ".." / "shared" / "data" / "transcripts"
_WORDS_A_CAPTION = 7


@dataclass(frozen=True, slots=True)
class Talk:
    """A transcript, when people say that its chapters start, how these are called, and how long it is, in seconds."""

    name: str
    transcript: Transcript
    chapters: tuple[float, ...]
    titles: tuple[str, ...]
    duration: float


def talks(folder: Path = FOLDER) -> list[Talk]:
    """Return the talks in a folder; spans that people marked for another purpose, with an end, are no chapters."""
    found = []
    for file in sorted(folder.glob("*.json")):
        document = json.loads(file.read_text(encoding="utf-8"))
        chapters = document["chapters"] or []
        if document["license"].startswith("MIT") and chapters and not any("end" in chapter for chapter in chapters):
            starts = tuple(float(chapter["start"]) for chapter in chapters)
            titles = tuple(str(chapter["title"]) for chapter in chapters)
            transcript = parse(file.name, file.read_bytes())
            found.append(Talk(file.stem, transcript, starts, titles, float(document["duration_s"])))
    return found


def as_it_is(transcript: Transcript) -> Transcript:
    """Return the transcript."""
    return transcript


def without_speakers(transcript: Transcript) -> Transcript:
    """Return a transcript in which nobody is named."""
    return replace(transcript, cues=tuple(replace(cue, speaker="") for cue in transcript.cues))


def as_raw_captions(transcript: Transcript) -> Transcript:
    """Return a transcript as automatic captions would have it: seven lower-case words each, unmarked, overlapping."""
    words = [
        (cue.start + cue.duration * at / len(said), word)
        for cue in transcript.cues
        for said in [re.findall(r"[\w'’-]+", cue.text.lower())]
        for at, word in enumerate(said)
    ]
    lines = [words[at : at + _WORDS_A_CAPTION] for at in range(0, len(words), _WORDS_A_CAPTION)]
    cues = tuple(
        Cue(line[0][0], max(0.5, after[-1][0] - line[0][0]), " ".join(word for _, word in line))
        for line, after in pairwise([*lines, lines[-1]])
    )
    return replace(transcript, kind=TranscriptKind.AUTOMATIC, cues=cues)


VARIANTS: dict[str, Callable[[Transcript], Transcript]] = {
    "as it is": as_it_is,
    "no speakers": without_speakers,
    "raw captions": as_raw_captions,
}
