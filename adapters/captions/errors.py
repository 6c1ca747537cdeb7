"""Why a caption file can't be used. What is wrong with a file stays wrong, so that all of these last."""

from core.errors import TranscriptError
from core.times import DAY

_LASTING = 30 * DAY


class CaptionTooLarge(TranscriptError):
    """More bytes than any captions need."""

    code = "caption_too_large"
    lasting = _LASTING
    sentence = "That caption file is larger than 20 MB. Give one that holds the captions of one video alone."


class NoCaptions(TranscriptError):
    """A file without a single cue that has a time and words."""

    code = "caption_empty"
    lasting = _LASTING
    sentence = (
        "There is no usable caption in that file: none has a readable time and words. "
        "Give a WebVTT (.vtt), SubRip (.srt) or JSON (.json) file with the captions of a video."
    )


class BadCaptionJson(TranscriptError):
    """JSON that can't be read, or whose fields have other types than they should."""

    code = "caption_json"
    lasting = _LASTING
    sentence = (
        "That JSON file can't be read as captions: {detail}. "
        "It needs “snippets”, a list of objects with “start” and “duration” in seconds and “text”."
    )
