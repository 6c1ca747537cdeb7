"""Questions that people ask about a video."""

from dataclasses import dataclass, replace

from core.delivery.record import Message, Place, State
from core.keys import digest


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: who asked what where, in the conversation whose home is `home`; `runs` counts the attempts.

    `delivery` is the id of the delivery that it is about, "" where an older version wrote the record.
    """

    place: Place
    message: str
    author: str
    home: str
    text: str
    language: str | None = None
    state: State = State.OPEN
    runs: int = 0
    delivery: str = ""

    @property
    def id(self) -> str:
        """Return what it is unique by: platform, channel and message."""
        return question_id(self.place.platform, self.place.channel, self.message)

    @property
    def deliveries(self) -> tuple[str, ...]:
        """Return the ids of the deliveries that it belongs to."""
        return (self.delivery,) if self.delivery else ()


def asked_in(message: Message, home: str, delivery: str = "") -> Asked:
    """Return a message as a question in the conversation of that home, which belongs to that delivery."""
    asked = Asked(message.place, message.id, message.author, home, message.text, message.language)
    return replace(asked, delivery=delivery)


def question_id(platform: str, channel: str, message: str) -> str:
    """Return the id of the question that a message asks."""
    return digest("question", platform, channel, message)
