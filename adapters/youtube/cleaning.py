"""YouTube's captions made a transcript's cues, without what that takes until some are cleaned."""

from dataclasses import replace

from adapters.youtube.errors import EmptyCaptions
from core.errors import NothingSaid
from core.model import Transcript
from core.transcript.raw import RawCue


def with_cues(transcript: Transcript, cues: tuple[RawCue, ...]) -> Transcript:
    """Return a transcript with its cues, cleaned.

    Raises:
        NothingSaid: all captions name sounds alone.
        EmptyCaptions: no word is left.
        TooManyCaptions: they are more than any video has.
    """
    from core.transcript.clean import clean  # noqa: PLC0415 - it is called in a worker process

    cleaned = clean(cues, transcript.language)
    if not cleaned.cues:
        raise NothingSaid if cleaned.silent else EmptyCaptions
    notes = (*transcript.notes, *cleaned.notes)
    return replace(transcript, cues=cleaned.cues, captioned=cleaned.span, notes=notes)
