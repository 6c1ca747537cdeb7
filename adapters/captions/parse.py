"""From a caption file to a transcript."""

import hashlib
from collections.abc import Callable

from adapters.captions.ass import is_ass, read_ass
from adapters.captions.captions import Captions
from adapters.captions.encoding import decode
from adapters.captions.errors import CaptionTooLarge, NoCaptions, NoTimes
from adapters.captions.file_names import identify_language, known_language, languages_of, title_of
from adapters.captions.json_format import is_json, read_json
from adapters.captions.lrc import is_lrc, read_lrc
from adapters.captions.pasted import is_pasted, read_pasted
from adapters.captions.reader import LARGEST
from adapters.captions.sniffing import refuse_other_files, refuse_other_text
from adapters.captions.text import unwrap
from adapters.captions.timing import with_ends
from adapters.captions.tsv import is_tsv, read_tsv
from adapters.captions.vtt_srt import is_vtt_srt, read_vtt_srt
from adapters.captions.xml_format import is_xml, read_caption_xml
from core.errors import NothingSaid
from core.model import Site, Transcript, TranscriptKind, Video, VideoRef
from core.transcript.clean import clean

_ID_LENGTH = 16  # hex digits
_MOST_SHOWN = 2000  # cues that show the language

_READERS: tuple[tuple[Callable[[str], bool], Callable[[str], Captions]], ...] = (
    (is_json, read_json),
    (is_ass, read_ass),
    (is_vtt_srt, read_vtt_srt),
    (is_xml, read_caption_xml),
    (is_tsv, read_tsv),
    (is_lrc, read_lrc),
    (is_pasted, read_pasted),
)
"""What tells that a text is of a format, and what reads it; the first that fits is taken."""


def parse(name: str, data: bytes) -> Transcript:
    """Return the transcript in a caption file, of whatever format: the content says which, the name hardly matters.

    Read are WebVTT, SubRip, SBV, SubStation, TTML, LRC, YouTube's json3 and XML, the JSON and tables of Whisper and
    other recognisers, and pasted transcripts. Captions that can't be used are left out and counted in the notes.

    Args:
        name: the file's name; its folder is of no account.
        data: the file's content, in any usual encoding.

    Raises:
        CaptionTooLarge: more than 20 MB.
        OtherFile: it is a video, a picture or another thing.
        BadCaptionJson, BadCaptionXml: it is JSON or XML, and not of captions.
        TranscriptError: it holds no captions with times and words, or more than a video can have.
    """
    if len(data) > LARGEST:
        raise CaptionTooLarge
    refuse_other_files(data)
    captions = _read(name, unwrap(decode(data)).lstrip())
    stated = [known_language(captions.language), *languages_of(name)]
    cleaned = clean(with_ends(captions.cues), next(filter(None, stated), ""))
    if not cleaned.cues:
        raise NothingSaid if cleaned.silent else NoCaptions
    video = Video(
        VideoRef(Site.FILE, hashlib.sha256(data).hexdigest()[:_ID_LENGTH]),
        title=captions.title or title_of(name),
        channel=captions.channel,
        published=captions.published,
        duration=max(captions.duration, *(cue.end for cue in cleaned.cues)),
    )
    language = identify_language(captions.language, name, " ".join(cue.text for cue in cleaned.cues[:_MOST_SHOWN]))
    notes = (*cleaned.notes, *captions.notes)
    return Transcript(video, language, TranscriptKind.FILE, cleaned.cues, notes, cleaned.span)


def _read(name: str, text: str) -> Captions:
    """Return what a file says, whatever its name claims it is.

    Raises:
        TranscriptError: it says nothing that is captions.
    """
    refuse_other_text(text)
    for recognises, read in _READERS:
        if recognises(text):
            return read(text)
    if name.lower().endswith((".json", ".json3")):
        return read_json(text)
    raise NoTimes if _is_prose(text) else NoCaptions


def _is_prose(text: str) -> bool:
    """Return whether a text holds words, and not the bytes of something else."""
    return any(map(str.isalpha, text)) and "-->" not in text and 100 * text.count("\ufffd") < len(text)
