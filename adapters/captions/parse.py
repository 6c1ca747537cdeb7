"""From a caption file to a transcript."""

import hashlib

from adapters.captions.blocks import read_blocks
from adapters.captions.decoding import decode
from adapters.captions.errors import CaptionTooLarge, NoCaptions
from adapters.captions.header import read_header
from adapters.captions.names import known_language, language_of, title_of
from adapters.captions.snippets import Captions, read_json
from core.model import Cue, Site, Transcript, TranscriptKind, Video, VideoRef
from core.transcript.clean import clean
from core.transcript.language import guess_language

LARGEST = 20 * 1024 * 1024  # bytes
_ID_LENGTH = 16  # hex digits


def parse(name: str, data: bytes) -> Transcript:
    """Return the transcript in a caption file: WebVTT, SubRip, or JSON as the terminal's `--json` readers know it.

    The language is the one that the file states, else the one in its name, else guessed from the words. Captions
    that can't be used are left out and counted in the notes.

    Args:
        name: the file's name; its folder is of no account.
        data: the file's content, in any usual encoding.

    Raises:
        CaptionTooLarge: more than 20 MB.
        BadCaptionJson: JSON that is none, or has fields of other types.
        NoCaptions: no caption has a time and words.
    """
    if len(data) > LARGEST:
        raise CaptionTooLarge
    captions = _read(name, decode(data).lstrip("\ufeff\n "))
    cleaned = clean(captions.cues)
    if not cleaned.cues:
        raise NoCaptions
    video = Video(
        VideoRef(Site.FILE, hashlib.sha256(data).hexdigest()[:_ID_LENGTH]),
        title=captions.title or title_of(name),
        channel=captions.channel,
        published=captions.published,
        duration=max(captions.duration, *(cue.end for cue in cleaned.cues)),
    )
    language = known_language(captions.language) or language_of(name) or guess_language(_words(cleaned.cues))
    return Transcript(video, language, TranscriptKind.FILE, cleaned.cues, _notes(cleaned.broken), cleaned.span)


def _read(name: str, text: str) -> Captions:
    """Return what a file says, whatever its name claims it is."""
    if name.lower().endswith(".json") or (text.startswith(("{", "[")) and "-->" not in text):
        return read_json(text)
    header = read_header(text)
    return Captions(tuple(read_blocks(text)), title=header.title, language=header.language)


def _words(cues: tuple[Cue, ...]) -> str:
    return " ".join(cue.text for cue in cues)


def _notes(broken: int) -> tuple[str, ...]:
    if not broken:
        return ()
    return (f"{broken} broken caption{' was' if broken == 1 else 's were'} left out",)
