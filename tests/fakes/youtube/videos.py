"""What a fake YouTube shows: videos, their tracks, and how each of them fails."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The requests of a fetch, in their order; oEmbed only where the title is missing."""

    WATCH = "watch"
    PLAYER = "player"
    CAPTIONS = "captions"
    OEMBED = "oembed"


class Failure(StrEnum):
    """What goes wrong. The first ten happen to the request that `FakeVideo.at` names, `FakeVideo.times` times."""

    HANGS = "hangs"  # no answer at all
    RESET = "reset"  # the connection ends before an answer
    CUT_OFF = "cut_off"  # it ends in the middle of the answer's body
    TRUNCATED = "truncated"  # half of the answer, as if that was all
    EMPTY = "empty"  # 200 and no body
    GARBAGE = "garbage"  # 200 and something else than the format asked for
    SERVER_ERROR = "server_error"  # 500
    TOO_MANY_REQUESTS = "too_many_requests"  # 429
    FORBIDDEN = "forbidden"  # 403
    ENDLESS = "endless"  # a body that drips on and on

    CAPTCHA = "captcha"  # the watch page asks whether one is a robot
    CONSENT = "consent"  # the cookie consent page comes first, and can be passed
    CONSENT_ELSEWHERE = "consent_elsewhere"  # the same, but the watch page leads to it
    CONSENT_REFUSED = "consent_refused"  # it comes whatever is sent
    CONSENT_BROKEN = "consent_broken"  # it lacks the field that is sent back
    BLOCKED = "blocked"  # the player takes the client for a bot
    AGE_RESTRICTED = "age_restricted"
    AGE_REWORDED = "age_reworded"  # the same in words that the library does not know
    PRIVATE = "private"
    UNPLAYABLE = "unplayable"  # with `FakeVideo.reason`
    UNAVAILABLE = "unavailable"
    LIVE = "live"  # streaming, captions not there
    LIVE_CAPTIONED = "live_captioned"  # streaming, captions so far
    UPCOMING = "upcoming"
    NO_CAPTIONS = "no_captions"
    NO_TRACKS = "no_tracks"  # a list of captions, empty
    NO_WORDS = "no_words"  # captions without a word
    PO_TOKEN = "po_token"  # noqa: S105 - the name of a failure


@dataclass(frozen=True, slots=True)
class FakeCue:
    """A caption, in seconds."""

    start: float
    duration: float
    text: str


@dataclass(frozen=True, slots=True)
class FakeTrack:
    """A caption track. `into` are the languages that it can be translated to."""

    language: str
    cues: tuple[FakeCue, ...]
    automatic: bool = False
    into: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FakeChapter:
    """A chapter, in seconds."""

    start: float
    title: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """Answers that are given as they are, instead of ones made of the video."""

    page: bytes | None = None
    player: bytes | None = None
    captions: bytes | None = None


@dataclass(frozen=True, slots=True)
class FakeVideo:
    """A video and how it fails.

    Attributes:
        published: as the watch page writes it, with time and offset.
        chapters: the creator's; `key_moments` are those YouTube finds itself.
        default_track: the position of the default caption track.
        heard: the positions of the tracks that belong to the default audio track; None for all.
        failure: what goes wrong, if anything.
        at: the request to which it happens, for those failures that can happen to any.
        times: how often it happens before all is well; None for always.
        reason: YouTube's own words for not playing it.
        retry_after: the seconds that a 429 asks to wait.
        delay: seconds before each answer.
        charset: what answers say that they are in; None where they don't say. They are in UTF-8.
    """

    id: str
    title: str = "A talk about bread"
    channel: str = "The Loopback Channel"
    duration: float = 60.0
    description: str = "What it says on the tin."
    published: str = "2024-01-20T05:00:08-08:00"
    chapters: tuple[FakeChapter, ...] = ()
    key_moments: tuple[FakeChapter, ...] = ()
    tracks: tuple[FakeTrack, ...] = ()
    default_track: int | None = 0
    heard: tuple[int, ...] | None = None
    failure: Failure | None = None
    at: Step = Step.WATCH
    times: int | None = None
    reason: str = ""
    retry_after: int | None = None
    delay: float = 0.0
    charset: str | None = "utf-8"
    recorded: Recorded | None = None
