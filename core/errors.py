"""Every error that people are told of, each with its code, its sentence, and how long its cause is likely to last.

A sentence says what happened and what to do. `lasting` is in seconds: how long the failure is worth remembering;
0 means that it may pass, so that the next who asks tries again.
"""

from dataclasses import dataclass
from typing import ClassVar

from core.times import DAY, HOUR


@dataclass(frozen=True, slots=True)
class Failure:
    """An error as it is remembered and sent between processes: `lasting` in seconds, `detail` as the error has it."""

    code: str
    sentence: str
    lasting: float
    detail: str = ""


class CuepointError(Exception):
    """The root. Its text is the sentence that people are shown."""

    code: ClassVar[str] = "error"
    lasting: ClassVar[float] = 0.0
    sentence: ClassVar[str] = "Something went wrong. Please try again."

    def __init__(self, detail: str = "") -> None:
        """Make the error; `detail` is what the other side said of it, shown where the sentence has a place for it."""
        super().__init__(self.sentence.format(detail=detail) if "{detail}" in self.sentence else self.sentence)
        self.detail = detail

    def __reduce__(self) -> tuple[type["CuepointError"], tuple[object, ...]]:
        """Return what pickle makes the error of again: exceptions are otherwise made of their text."""
        return type(self), (self.detail,)

    @property
    def failure(self) -> Failure:
        """Return what is remembered of this error."""
        return Failure(self.code, str(self), self.lasting, self.detail)


class ConfigurationError(CuepointError):
    """A setting, or what is set on a platform's own pages, has to be corrected: starting again doesn't help."""


class KnownFailure(CuepointError):
    """A failure that another process met, or that was met before."""

    def __init__(self, failure: Failure) -> None:
        """Make the error of what is remembered."""
        super().__init__()
        self.args = (failure.sentence,)
        self._failure = failure

    def __reduce__(self) -> tuple[type["KnownFailure"], tuple[object, ...]]:
        """Return what pickle makes the error of again."""
        return type(self), (self._failure,)

    @property
    def failure(self) -> Failure:
        """Return what is remembered, as it was."""
        return self._failure


class InternalError(CuepointError):
    """A fault of Cuepoint's own. `detail` is the id under which it stands in the log."""

    code = "internal"
    sentence = "Something went wrong inside Cuepoint. Please try again; if it stays, tell whoever runs it: {detail}."


class SourceError(CuepointError):
    """What was given is neither a video link nor a usable caption file."""

    code = "not_a_source"
    sentence = (
        "{detail} is neither a video link nor a caption file I can read. "
        "Give a YouTube link, or a caption file such as .vtt or .srt."
    )


class PageLink(SourceError):
    """A link to a page of YouTube that is not one video."""

    code = "page_link"
    sentence = "That YouTube page is not a video. Open the video, and give me its own link."


class ClipLink(PageLink):
    """A link to a clip, whose address does not name the video that it is cut from."""

    code = "clip_link"
    sentence = (
        "That is a clip, and its link does not say which video it is cut from. Give me the link of the full video."
    )


class PlaylistLink(PageLink):
    """A link to a playlist, without a video of it."""

    code = "playlist_link"
    sentence = "That is a playlist. Open the video you want, and give me the link of that one video."


class ChannelLink(PageLink):
    """A link to a channel."""

    code = "channel_link"
    sentence = "That is a channel. Open the video you want, and give me the link of that one video."


class LivePageLink(PageLink):
    """A link to a channel's live page, which shows another stream each time."""

    code = "live_page_link"
    sentence = (
        "That is a channel's live page, which shows another stream each time. "
        "When the stream has ended, open its recording and give me the link of that one video."
    )


class CutOffLink(PageLink):
    """A link to a video with an id that is too short or too long."""

    code = "cut_off_link"
    sentence = "That YouTube link is not whole: a video's id has eleven characters. Copy the link again."


class TranscriptError(CuepointError):
    """The transcript can't be had."""

    code = "transcript"


class TooManyCaptions(TranscriptError):
    """More captions or words than any video has."""

    code = "caption_too_long"
    lasting = 30 * DAY
    sentence = "Those are more captions than a hundred hours of video have. Give the captions of one video alone."


class NothingSaid(TranscriptError):
    """The captions name sounds alone."""

    code = "nothing_said"
    lasting = 6 * HOUR
    sentence = (
        "Nothing is said in these captions: they only name sounds, such as music. "
        "If something is said in the video, give me other captions of it as a file (.vtt or .srt)."
    )


class ModelError(CuepointError):
    """The model can't be used."""

    code = "model"


class ModelUnavailable(ModelError):
    """The model's server can't be reached, or is over its limits, after all retries."""

    code = "model_unavailable"
    sentence = "The model could not be reached ({detail}). Please try again later."


class ModelRejected(ModelError):
    """The server will not take the call: a wrong key, an unknown model, a call it doesn't understand."""

    code = "model_rejected"
    sentence = "The model's server refused the call ({detail}). Check OPENAI_API_KEY, OPENAI_BASE_URL and OPENAI_MODEL."


class PromptTooLong(ModelRejected):
    """A prompt is longer than the model reads at once: the text's matter, and no setting's."""

    code = "model_prompt_too_long"
    sentence = "The text was too long for the model ({detail})."


class ModelUnpaid(ModelRejected):
    """The account at the model's server has nothing left to spend: trying again later doesn't help."""

    code = "model_unpaid"
    sentence = (
        "The account at the model's server has no credit left ({detail}). Whoever runs Cuepoint has to add some there."
    )


class BudgetSpent(CuepointError):
    """What a day may cost is spent."""

    code = "budget_spent"
    sentence = "Today's budget for the model is spent. It begins anew at 00:00 UTC."


class OverLimit(CuepointError):
    """As many links as an hour may have were summarised. `detail` is when the next hour begins."""


class OverPersonLimit(OverLimit):
    """They were one person's."""

    code = "over_person_limit"
    sentence = (
        "That is as many links as I summarise for one person in an hour. Please post this one again after {detail}."
    )


class OverChannelLimit(OverLimit):
    """They were of one channel."""

    code = "over_channel_limit"
    sentence = (
        "That is as many links as I summarise in one channel in an hour. Please post this one again after {detail}."
    )


class OverServerLimit(OverLimit):
    """They were of one server or workspace."""

    code = "over_server_limit"
    sentence = (
        "That is as many links as I summarise for one server or workspace in an hour. "
        "Please post this one again after {detail}."
    )


class AttachmentError(CuepointError):
    """A file that somebody gave isn't used. `detail` is its name."""

    code = "attachment"
    sentence = "I can't use “{detail}”."


class AttachmentNotNeeded(AttachmentError):
    """It is a caption file for a video that has captions."""

    code = "attachment_not_needed"
    sentence = (
        "The video has captions already, so I did not use “{detail}”. "
        "To have that file summarised by itself, send it to me directly, or mention me in the message with it."
    )


class AttachmentsLeftOut(AttachmentError):
    """Its message gives other caption files too, which aren't used: `detail` is the name of the one that is."""

    code = "attachments_left_out"
    sentence = "A video has one file of captions here: I used “{detail}” and left out the others of that message."


class AttachmentTooLarge(AttachmentError):
    """It is larger than any captions are."""

    code = "attachment_too_large"
    sentence = "“{detail}” is larger than 20 MB, so I did not read it. Please give the captions in a smaller file."


class AttachmentIsVideo(AttachmentError):
    """It is a video."""

    code = "attachment_is_video"
    sentence = (
        "“{detail}” is a video; I can only read captions. "
        "Give its captions as a file (such as .srt or .vtt), or post a YouTube link."
    )


class AttachmentIsAudio(AttachmentError):
    """It is a sound recording."""

    code = "attachment_is_audio"
    sentence = (
        "“{detail}” is a sound recording; I can only read captions. "
        "Give its captions as a file (such as .srt or .vtt), or post a YouTube link."
    )


class AttachmentIsImage(AttachmentError):
    """It is an image."""

    code = "attachment_is_image"
    sentence = "“{detail}” is an image; I can only read captions. Give them as a file (such as .srt or .vtt)."


class AttachmentUnknown(AttachmentError):
    """It has an ending that no captions have."""

    code = "attachment_unknown"
    sentence = "I can't read captions from “{detail}”. Give them as .srt, .vtt, .sbv, .ass, .ttml, .lrc, .json or .txt."


class TranscriptGone(TranscriptError):
    """A caption file's content is no longer kept."""

    code = "transcript_gone"
    sentence = "The captions of that file are no longer kept. Please give the file again."


class ComputationLost(CuepointError):
    """A summary was waited for, and no worker has finished it."""

    code = "computation_lost"
    sentence = "No worker has finished the summary in time. Please ask for it again."


class StoreUnavailable(CuepointError):
    """Redis can't be reached."""

    code = "store_unavailable"
    sentence = "Could not connect to Redis ({detail}). Is it running? Check REDIS_URL, or leave it out."
