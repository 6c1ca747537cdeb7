"""One request: what it is about, what it brings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.fakes.discord.errors import Payload, unknown
from tests.fakes.discord.forms.base import F, parse
from tests.fakes.discord.forms.message import MessageForm
from tests.fakes.discord.model import Channel, Message, Upload, User
from tests.fakes.discord.parts import Parts
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.posting import Sent

Answer = Payload | list[Payload] | None
"""What is answered as JSON with the endpoint's status, or with 204 and nothing."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request that was let in."""

    parts: Parts
    where: Mapping[str, str]
    query: Mapping[str, str]
    body: object
    files: dict[int, Upload]

    @property
    def bot(self) -> User:
        """Who asks."""
        return self.parts.world.bot

    def id(self, name: str) -> int | None:
        """Return an id from the path or query, or None where there is none."""
        text = self.where.get(name) or self.query.get(name) or ""
        return int(text) if text.isdecimal() else None

    def form(self, model: type[F]) -> F:
        """Return the body as a form.

        Raises:
            ApiError: 50035.
        """
        return parse(model, self.body)

    def sent(self) -> Sent:
        """Return the body as a message."""
        return Sent(self.form(MessageForm), self.files)

    def channel(self, *needs: Permission) -> Channel:
        """Return the channel of the path, which the bot sees and has these rights in.

        Raises:
            ApiError: 10003, 50001, 50013.
        """
        return self.parts.world.channel_for_bot(self.id("channel_id") or 0, *needs)

    def message(self, *needs: Permission) -> Message:
        """Return the message of the path.

        Raises:
            ApiError: as for the channel; 10008.
        """
        return self.parts.world.message(self.channel(*needs), self.id("message_id") or 0)

    def user(self) -> User:
        """Return the user of the path.

        Raises:
            ApiError: 10013.
        """
        if self.where.get("user_id") == "@me":
            return self.bot
        user = self.parts.world.users.get(self.id("user_id") or 0)
        if user is None:
            raise unknown("User")
        return user


Handler = Callable[[Call], Answer]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A route; `open` takes requests without the bot's token, `status` is that of an answer."""

    method: str
    path: str
    handler: Handler
    open: bool = False
    status: int = 200
