"""What a person asked of the app, and what it answered (docs: Receiving and Responding to Interactions)."""

import secrets
import time
from dataclasses import dataclass, field
from enum import IntEnum

from tests.fakes.discord import reading
from tests.fakes.discord.errors import Payload
from tests.fakes.discord.model import Channel, Message, User

ACKNOWLEDGE_WITHIN = 3.0
"""Seconds until an interaction must be answered or deferred (docs: Receiving and Responding > Interaction Callback)."""
TOKEN_LASTS = 15 * 60.0
"""Seconds a token can be used (same page)."""


class Kind(IntEnum):
    """Docs: Interaction Type."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    MODAL = 5


class Callback(IntEnum):
    """Docs: Interaction Callback Type."""

    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE = 7
    CHOICES = 8
    MODAL = 9


@dataclass(eq=False, slots=True)
class Interaction:
    """One interaction and its answers.

    `callback` is how it was acknowledged and `took` after how many seconds; `original` the first message of the answer
    (of a component that updates its message, that one); `followups` the others. `owners` says who installed the app:
    "0" the server, "1" the user. `message` is the one whose component or menu was used.
    """

    id: int
    kind: Kind
    user: User
    channel: Channel
    data: Payload
    owners: dict[str, str]
    message: Message | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    began: float = field(default_factory=time.monotonic)
    payload: Payload = field(default_factory=dict)
    callback: Callback | None = None
    took: float | None = None
    original: Message | None = None
    followups: list[Message] = field(default_factory=list)
    modal: Payload | None = None
    choices: list[Payload] | None = None
    expired: bool = False
    vanished: bool = False

    def expire(self) -> None:
        """Let its token be over 15 minutes old now."""
        self.expired = True

    def vanish(self) -> None:
        """Let its token fail early with 404, as some do (discord/discord-api-docs issue 6851)."""
        self.vanished = True

    @property
    def is_over(self) -> bool:
        """Whether the token is too old."""
        return self.expired or time.monotonic() - self.began > TOKEN_LASTS

    @property
    def is_late(self) -> bool:
        """Whether it can't be acknowledged any more."""
        return self.expired or self.vanished or time.monotonic() - self.began > ACKNOWLEDGE_WITHIN

    @property
    def messages(self) -> list[Message]:
        """The messages of the answer that are done, in order."""
        first = [self.original] if self.original and self.callback is not Callback.DEFERRED_UPDATE else []
        return [each for each in (*first, *self.followups) if not each.deleted and not self.loading(each)]

    @staticmethod
    def loading(message: Message) -> bool:
        """Return whether a message shows "thinking" still."""
        return bool(message.flags & message.flags.LOADING)

    @property
    def text(self) -> str:
        """All texts of the answer."""
        return "\n".join(reading.text(message) for message in self.messages)

    @property
    def only_user_installed(self) -> bool:
        """Whether the app is here by the user alone."""
        return set(self.owners) == {"1"}
