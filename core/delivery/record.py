"""What is remembered of a delivery. It is written before anything is posted, and after each part."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from core.errors import Failure
from core.keys import FORMAT, digest
from core.model import Related, VideoRef
from core.ports import Store, SwapStore
from core.requests import Request
from core.times import DAY

CLOSED = 14 * DAY
"""For how many seconds an event that comes again does not bring back what was taken back."""


class RecordStore(Store, SwapStore, Protocol):
    """Where the records lie, which several processes change."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was posted: ids of its platform. `server` is "" for a direct message.

    `threaded` says that the place is a thread, a forum post or a direct message, so that sections go right there.
    `direct` is the direct message that it is a thread of, "" elsewhere. `parent` is the channel that it is a thread of,
    where the id doesn't say so already, "" if unknown.
    """

    platform: str
    server: str
    channel: str
    threaded: bool = False
    direct: str = ""
    parent: str = field(default="", compare=False)

    @property
    def community(self) -> str:
        """Return who shares a line and a budget: the server or workspace, or the direct message with its threads."""
        return f"{self.platform}:{self.server or self.direct or self.channel}"


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody wrote, as core sees it.

    `language` is the author's or the server's, if known; `written` when that was, in seconds since 1970, 0 if unknown.
    """

    place: Place
    id: str
    author: str
    text: str
    language: str | None = None
    written: float = 0.0


class State(StrEnum):
    """How far a delivery is."""

    OPEN = "open"
    DONE = "done"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Delivery:
    """One video for one post.

    `reply` is the id of our reply to the post and `thread` that of the thread on it, both "" until they are there;
    `posted` counts the parts that are known to be in the thread, and `runs` how often it was begun. `captions` is the
    caption file that is used where the video's own can't be had. `left_out` are the videos of the same post that get
    no delivery, which this one's reply names. `taken` is when the post was taken in, in seconds since 1970, 0 unknown.
    `late` says that it was taken in so long after it was written that it may have been before, and been forgotten.
    `offline` says that the offline engine writes it, as the budget for the model was spent. `refused` is why it isn't
    summarised at all. `more` is what its conclusion links to, None until that is chosen. `messages` are the ids of the
    messages that its parts are in.
    """

    place: Place
    message: str
    author: str
    request: Request
    reply: str = ""
    thread: str = ""
    posted: int = 0
    state: State = State.OPEN
    runs: int = 0
    captions: VideoRef | None = None
    left_out: tuple[VideoRef, ...] = ()
    offline: bool = False
    more: tuple[Related, ...] | None = None
    taken: float = field(default=0.0, compare=False)
    late: bool = False
    refused: Failure | None = None
    messages: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return what law 4 makes it unique by: platform, channel, message and video."""
        return delivery_id(self.place, self.message, self.request.ref)

    @property
    def ref(self) -> VideoRef:
        """Return what is summarised: the video, or the caption file given for it."""
        return self.captions or self.request.ref

    @property
    def wanted(self) -> Request:
        """Return what is asked for: the summary of that, by whom it was begun."""
        return replace(self.request, ref=self.ref, offline=self.offline or self.request.offline)

    @property
    def settled(self) -> bool:
        """Return whether it is decided if the video can be had: its thread is there, or the delivery has ended."""
        return bool(self.thread) or self.state is not State.OPEN

    @property
    def wants_captions(self) -> bool:
        """Return whether the video could not be had, and could be with a caption file."""
        return self.state is State.FAILED and not self.posted and self.refused is None

    @property
    def home(self) -> str:
        """Return the id under which people talk about the video: its thread, or our reply where it has none."""
        own = self.thread and (self.place.threaded or self.thread != self.place.channel)
        return self.thread if own else self.reply


@lru_cache(maxsize=256)
def delivery_id(place: Place, message: str, ref: VideoRef) -> str:
    """Return the id of the delivery of a video for a post."""
    return digest(place.platform, place.channel, message, str(ref))


def delivery_key(ident: str) -> str:
    """Return where the delivery of that id is kept."""
    return f"delivery:{FORMAT}:{ident}"


def there_key(place: Place, request: Request) -> str:
    """Return where it is kept which delivery a server has a video's thread from; in a direct message, the channel."""
    return f"there:{FORMAT}:{place.platform}:{place.server or place.channel}:{request.ref}:{request.language or ''}"
