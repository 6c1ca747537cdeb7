"""Files that people post: captions for a video whose own can't be had, or to be summarised by themselves."""

from dataclasses import dataclass

from core.delivery.record import Place, State
from core.keys import digest


@dataclass(frozen=True, slots=True)
class Upload:
    """A file beside a message: who posted it where; `runs` counts the attempts to use it.

    `deliveries` are the ids of those that it may be for, the likeliest first. `addressed` says that it was posted to us
    alone or with a mention of us, `nearby` that it replies to nothing: its author has posted a link there shortly
    before. `language` is what a summary of it is to be written in, None for its own.
    """

    place: Place
    message: str
    author: str
    deliveries: tuple[str, ...] = ()
    addressed: bool = False
    nearby: bool = False
    language: str | None = None
    state: State = State.OPEN
    runs: int = 0

    @property
    def id(self) -> str:
        """Return what it is unique by: platform, channel and message."""
        return upload_id(self.place.platform, self.place.channel, self.message)


def upload_id(platform: str, channel: str, message: str) -> str:
    """Return the id of the file beside a message."""
    return digest("upload", platform, channel, message)
