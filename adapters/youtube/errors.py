"""Why a video's transcript can't be had from YouTube. Those that may pass come first: they are retried."""

from core.errors import TranscriptError
from core.times import DAY, HOUR, MINUTE

_CAPTION_FILE = "give me its captions as a file (.vtt or .srt)"


class Passing(TranscriptError):
    """A failure that may be gone at the next attempt. `after` is how many seconds YouTube asked to wait, if it did."""

    code = "youtube_passing"

    def __init__(self, detail: str = "", after: float | None = None) -> None:
        """Make the error with what the other side said of it, and for how many seconds it asked to be left alone."""
        super().__init__(detail)
        self.after = after


class TooManyRequests(Passing):
    """HTTP 429."""

    code = "youtube_rate_limited"
    lasting = MINUTE
    sentence = (
        "YouTube gets too many requests from this address at the moment. Please try again in a few minutes, "
        f"set a proxy (YOUTUBE_PROXY_URL), or {_CAPTION_FILE}."
    )


class TimedOut(Passing):
    """No answer in time."""

    code = "youtube_timeout"
    sentence = "YouTube took too long to answer. Please try again."


class Unreachable(Passing):
    """No connection, or one that broke."""

    code = "youtube_unreachable"
    sentence = "YouTube could not be reached ({detail}). Check the network connection, then try again."


class ProxyFailed(Passing):
    """The proxy refuses, or isn't there."""

    code = "youtube_proxy"
    sentence = "The proxy for YouTube could not be used. Check YOUTUBE_PROXY_URL and that the proxy is running."


class ServerFailed(Passing):
    """HTTP 5xx."""

    code = "youtube_server"
    sentence = "YouTube has a fault of its own at the moment ({detail}). Please try again in a few minutes."


class Unreadable(Passing):
    """An answer that is cut off, empty, or not what it should be."""

    code = "youtube_unreadable"
    sentence = (
        "YouTube's answer could not be read ({detail}). Please try again; "
        f"if that does not help, update youtube-transcript-api, or {_CAPTION_FILE}."
    )


class SettingsUnusable(TranscriptError):
    """An address in the settings is not one."""

    code = "youtube_settings"
    sentence = "The settings for YouTube are not usable ({detail}). Check YOUTUBE_URL and YOUTUBE_PROXY_URL."


class AddressBlocked(TranscriptError):
    """YouTube takes this machine for a bot. It says nothing of the video, so that it isn't remembered for long."""

    code = "youtube_blocked"
    lasting = 10 * MINUTE
    sentence = (
        "YouTube blocks requests from this machine's address, as it does with most cloud providers. "
        f"Set a proxy (YOUTUBE_PROXY_URL), or {_CAPTION_FILE}."
    )


class ProxyBlocked(AddressBlocked):
    """YouTube takes the proxy for a bot."""

    code = "youtube_proxy_blocked"
    sentence = (
        "YouTube blocks requests from the proxy's address too. "
        f"Set another proxy, best a rotating residential one, or {_CAPTION_FILE}."
    )


class Refused(TranscriptError):
    """HTTP 4xx other than 429."""

    code = "youtube_refused"
    lasting = 10 * MINUTE
    sentence = f"YouTube refused the request ({{detail}}). Set a proxy (YOUTUBE_PROXY_URL), or {_CAPTION_FILE}."


class ConsentNotPassed(TranscriptError):
    """The cookie consent page comes again and again."""

    code = "youtube_consent"
    lasting = HOUR
    sentence = (
        "YouTube shows its cookie consent page instead of the video, and it could not be passed. "
        f"Set a proxy in another country (YOUTUBE_PROXY_URL), or {_CAPTION_FILE}."
    )


class TokenRequired(TranscriptError):
    """The captions are given to browsers only, which prove themselves with a PO token."""

    code = "youtube_po_token"
    lasting = HOUR
    sentence = (
        f"YouTube gives the captions of this video to browsers only (it asks for a PO token). Please {_CAPTION_FILE}."
    )


class LiveNow(TranscriptError):
    """A stream that still runs: its captions aren't complete."""

    code = "youtube_live"
    lasting = 10 * MINUTE
    sentence = "This video is live now. Its captions are complete some time after the stream has ended; ask again then."


class Upcoming(TranscriptError):
    """A stream or premiere that hasn't begun, or whose recording isn't there yet."""

    code = "youtube_upcoming"
    lasting = 10 * MINUTE
    sentence = "This live stream or premiere is not there to watch yet. Ask again some time after it has ended."


class NoCaptions(TranscriptError):
    """No captions: switched off, or not made yet, as in the first hours of a video."""

    code = "youtube_no_captions"
    lasting = 6 * HOUR
    sentence = f"This video has no captions on YouTube. If it is new, they may come later; else {_CAPTION_FILE}."


class EmptyCaptions(TranscriptError):
    """A caption track without a word in it."""

    code = "youtube_empty_captions"
    lasting = 6 * HOUR
    sentence = f"The captions of this video hold no words. Please {_CAPTION_FILE}."


class SignInRequired(TranscriptError):
    """Shown to people who signed in only: private, for members. Owners do change that, so it isn't kept for long."""

    code = "youtube_sign_in"
    lasting = HOUR
    sentence = (
        'YouTube shows this video only to people who are signed in and may see it: "{detail}". '
        f"If you may, {_CAPTION_FILE}."
    )


class AgeRestricted(TranscriptError):
    """Shown to grown-ups who signed in only."""

    code = "youtube_age_restricted"
    lasting = 3 * DAY
    sentence = (
        f"This video is age-restricted: YouTube shows it only to people who are signed in. Please {_CAPTION_FILE}."
    )


class Unplayable(TranscriptError):
    """YouTube won't play it, for a reason of its own."""

    code = "youtube_unplayable"
    lasting = DAY
    sentence = f'YouTube does not play this video: "{{detail}}". If you have it from elsewhere, {_CAPTION_FILE}.'


class VideoUnavailable(TranscriptError):
    """Removed, or never there."""

    code = "youtube_unavailable"
    lasting = 3 * DAY
    sentence = "This video is not on YouTube (any more). Check the link."


class InvalidId(TranscriptError):
    """Not a video's id: eleven letters, digits, `-` and `_`."""

    code = "youtube_invalid_id"
    lasting = 30 * DAY
    sentence = "This link does not name a YouTube video. Check that it was copied whole."
