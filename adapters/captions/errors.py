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
        "Give a file with the captions of a video, such as WebVTT (.vtt) or SubRip (.srt)."
    )


class NoTimes(TranscriptError):
    """Words without times: nothing in them can be linked to a moment."""

    code = "caption_untimed"
    lasting = _LASTING
    sentence = (
        "That text has no times, so that I can't say when something is said. "
        "Give captions with times, such as a .vtt or .srt file, or a transcript with a time before each part (0:04)."
    )


class BadCaptionJson(TranscriptError):
    """JSON that can't be read, or whose fields have other types than they should."""

    code = "caption_json"
    lasting = _LASTING
    sentence = (
        "That JSON file can't be read as captions: {detail}. "
        "It needs “snippets”, a list of objects with “start” and “duration” in seconds and “text”."
    )


class BadCaptionXml(TranscriptError):
    """XML that can't be read, that declares entities, or that holds something other than captions."""

    code = "caption_xml"
    lasting = _LASTING
    sentence = (
        "That XML file can't be read as captions. Give TTML, YouTube's timed text, or a .vtt or .srt file in its place."
    )


class OtherCaptions(TranscriptError):
    """Captions of a kind that isn't read. `detail` is the kind's name, the same in every language."""

    code = "caption_format"
    lasting = _LASTING
    sentence = (
        "Those are captions of a kind that I can't read ({detail}). "
        "Please convert them to .srt or .vtt, for example with Subtitle Edit, and give me that file."
    )


class OtherFile(TranscriptError):
    """A file that holds no captions. Its kinds say what it is."""

    code = "caption_other_file"
    lasting = _LASTING
    sentence = "That is no caption file. Give the captions of a video, for example as a .vtt or .srt file."


class VideoFile(OtherFile):
    """A video, which may have captions inside that aren't looked for."""

    code = "caption_is_video"
    sentence = "That is a video; I read its captions. Give them as a file of their own, for example .vtt or .srt."


class AudioFile(OtherFile):
    """A sound recording."""

    code = "caption_is_audio"
    sentence = "That is a sound recording; I read captions. Give a transcript with times, for example .vtt or .srt."


class ImageFile(OtherFile):
    """A picture."""

    code = "caption_is_image"
    sentence = "That is a picture; I read captions. Give them as a text file, for example .vtt or .srt."


class PdfFile(OtherFile):
    """A PDF document."""

    code = "caption_is_pdf"
    sentence = "That is a PDF; I read captions with times. Give them as a text file, for example .vtt or .srt."


class OfficeFile(OtherFile):
    """A document of Word or another office program."""

    code = "caption_is_document"
    sentence = (
        "That is an office document (such as Word); I read captions with times. "
        "Save it as plain text (.txt), or give a .vtt or .srt file."
    )


class ArchiveFile(OtherFile):
    """A zip file or another archive."""

    code = "caption_is_archive"
    sentence = "That is an archive (such as zip). Unpack it, and give me the caption file that is inside."


class WebPage(OtherFile):
    """An HTML page, as a download is that wasn't allowed."""

    code = "caption_is_web_page"
    sentence = (
        "That is a web page, not the caption file itself. "
        "Download the captions again, open the file to see that it holds times and words, and give me that one."
    )
