"""Made-up talks of any length, as the caption files and transcripts that are measured."""

import json
from pathlib import Path

from adapters.captions.parse import parse
from core.model import Transcript
from tests.fakes.youtube.talk import make_video


def talk_json(minutes: float) -> bytes:
    """Return a talk of so many minutes, a topic every six, as the command line's JSON captions."""
    video = make_video(f"talk{minutes:07.0f}", minutes, topics=max(1, round(minutes / 6)))
    cues = [{"start": cue.start, "duration": cue.duration, "text": cue.text} for cue in video.tracks[0].cues]
    talk = {"title": video.title, "language": "en", "duration_s": video.duration, "snippets": cues}
    return json.dumps(talk).encode()


def talk_file(folder: Path, minutes: float) -> Path:
    """Return the path of such a talk, written in a folder."""
    path = folder / f"talk-{minutes:g}.json"
    path.write_bytes(talk_json(minutes))
    return path


def talk(minutes: float) -> Transcript:
    """Return such a talk as a transcript."""
    return parse("talk.json", talk_json(minutes))
