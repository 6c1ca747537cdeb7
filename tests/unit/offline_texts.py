"""Talks written for the tests: how bread is made, then how it is baked."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from core.model import Chapter, Cue, Site, Transcript, TranscriptKind, Video, VideoRef

DOUGH = (
    "Today we bake sourdough bread. Sourdough bread needs flour, water and salt. The starter is a mixture of flour and "
    "water that is fed every day. A lively starter doubles in four hours. We mix the starter with cold water first. "
    "Then the flour goes in, and the dough rests for an hour. Salt slows the fermentation down."
)
OVEN = (
    "The oven must be very hot before the loaf goes in. A baking stone stores the heat of the oven. Steam in the oven "
    "keeps the crust soft for the first minutes. Pour boiling water on a tray below the baking stone. After twenty "
    "minutes the steam is let out. The crust turns brown and the loaf sounds hollow when it is done."
)
BREADS = {
    language: (talk["dough"], talk["oven"])
    for language, talk in tomllib.loads(Path(__file__).with_name("breads.toml").read_text(encoding="utf-8")).items()
}


def said(*texts: str) -> list[str]:
    """Return the sentences of texts, a caption each."""
    marked = "".join(texts).replace("。", "。\n").replace("।", "।\n").replace(". ", ".\n").replace(".", ".\n")
    return [line.strip() for line in marked.splitlines() if line.strip()]


def transcript(
    captions: Sequence[str | tuple[str, str]],
    language: str = "en",
    title: str = "A talk",
    description: str = "",
    chapters: tuple[Chapter, ...] = (),
) -> Transcript:
    """Return a transcript of captions five seconds long; a pair is a speaker and what they begin to say."""
    pairs = [("", caption) if isinstance(caption, str) else caption for caption in captions]
    cues = tuple(Cue(5.0 * at, 5.0, text, speaker) for at, (speaker, text) in enumerate(pairs))
    video = Video(VideoRef(Site.FILE, "x"), title, duration=5.0 * len(cues), description=description, chapters=chapters)
    return Transcript(video, language, TranscriptKind.FILE, cues)
