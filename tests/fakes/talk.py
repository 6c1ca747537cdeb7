"""Made-up talks as transcripts."""

from dataclasses import replace

from core.model import Chapter, Cue, Site, Transcript, TranscriptKind, Video, VideoRef
from tests.fakes.youtube.talk import make_video


def talk(
    minutes: float,
    topics: int = 0,
    *,
    chapters: bool = False,
    speakers: tuple[str, ...] = (),
    language: str = "en",
    description: str = "",
) -> Transcript:
    """Return a talk's transcript: about 170 tokens a minute, a token for four characters.

    Args:
        minutes: its length.
        topics: how many topics follow each other; 0 for one every five minutes.
        chapters: whether the creator made chapters of the topics.
        speakers: who speak in turns of ten cues; nobody is named where there are none.
        language: what the transcript is said to be in; it is English all the same.
        description: the video's.
    """
    made = make_video("talk", minutes, topics or max(1, round(minutes / 5)), chapters=chapters, language=language)
    cues = tuple(
        Cue(cue.start, cue.duration, cue.text, speakers[at // 10 % len(speakers)] if speakers and at % 10 == 0 else "")
        for at, cue in enumerate(made.tracks[0].cues)
    )
    video = Video(VideoRef(Site.FILE, "talk"), "Old crafts, new hands, with Ada Quill", duration=made.duration)
    marks = tuple(Chapter(chapter.start, chapter.title) for chapter in made.chapters)
    return Transcript(replace(video, chapters=marks, description=description), language, TranscriptKind.FILE, cues)


def tokens(transcript: Transcript) -> float:
    """Return the tokens of a transcript as captions have it, who speaks included, a token for four characters."""
    return len(" ".join(f"{cue.speaker}: {cue.text}" if cue.speaker else cue.text for cue in transcript.cues)) / 4
