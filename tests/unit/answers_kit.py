"""What the tests of answers stand on: the two talks written for this project, and small ones made here."""

from pathlib import Path

from adapters.captions.parse import parse
from core.model import Cue, Site, Transcript, TranscriptKind, Video, VideoRef

SAMPLES = Path(__file__).parents[2] / "samples"


def sample(name: str) -> Transcript:
    return parse(name, (SAMPLES / name).read_bytes())


def talk(*texts: str, language: str = "en", seconds: float = 6.0) -> Transcript:
    """Return a transcript of one cue a text, one after another; "Ada: ..." has Ada begin to speak."""
    cues = []
    for at, text in enumerate(texts):
        speaker, _, words = text.rpartition(": ")
        cues.append(Cue(at * seconds, seconds, words, speaker))
    video = Video(VideoRef(Site.FILE, "made"), "A made-up talk", duration=len(texts) * seconds)
    return Transcript(video, language, TranscriptKind.FILE, tuple(cues))


def squeezed(text: str) -> str:
    return "".join(text.split())


def lawful(citation_text: str, transcript: Transcript) -> bool:
    """Whether a text is a contiguous run of the transcript's words."""
    return squeezed(citation_text) in squeezed(" ".join(cue.text for cue in transcript.cues))
