"""response_urls: answering a command or an interaction (docs: Handling user interaction > Message responses)."""

import secrets
import time
from dataclasses import dataclass, field

from tests.fakes.slack.args import Args
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.model import Channel, Message, User
from tests.fakes.slack.posting import Posting
from tests.fakes.slack.world import World

TIMES = 5
"""Answers that one address takes (docs: Message responses)."""
LASTS = 30 * 60.0
"""Seconds for which it does."""


@dataclass(eq=False, slots=True)
class ResponseUrl:
    """An address to answer at: for whom, where, and the message whose button was pressed, if it was one."""

    user: User
    channel: Channel
    message: Message | None = None
    left: int = TIMES
    made: float = field(default_factory=time.monotonic)
    answers: list[Message] = field(default_factory=list)


class Responses:
    """The addresses there are."""

    def __init__(self, world: World, posting: Posting) -> None:
        self.world = world
        self.posting = posting
        self.by_token: dict[str, ResponseUrl] = {}

    def make(self, user: User, channel: Channel, message: Message | None = None) -> tuple[str, ResponseUrl]:
        """Return a new address and what it stands for."""
        token = secrets.token_hex(12)
        self.by_token[token] = ResponseUrl(user, channel, message)
        return f"{self.world.base}/actions/{user.team.id}/{len(self.by_token)}/{token}", self.by_token[token]

    def answer(self, token: str, body: Payload) -> Message | None:
        """Take an answer.

        Raises:
            ApiError: expired_url, used_url, and what a message can be refused for.
        """
        url = self.by_token.get(token)
        if url is None or time.monotonic() - url.made > LASTS:
            raise ApiError("expired_url")
        if url.left == 0:
            raise ApiError("used_url")
        url.left -= 1
        return self.respond(url, body)

    def respond(self, url: ResponseUrl, body: Payload) -> Message | None:
        """Do what an answer says: a message, for the person alone unless "in_channel", or a change of the old."""
        args = Args(body)
        if args.flag("delete_original") and url.message is not None:
            self.posting.remove(url.message)
            return None
        if args.flag("replace_original") and url.message is not None:
            return self.posting.change(url.message, args)
        message = self.posting.fill(self.posting.blank(url.channel, url.channel.team.bot), args)
        if args.text("response_type") != "in_channel":
            message.only_for = url.user
        self.posting.into_thread(message, args.text("thread_ts"))
        url.answers.append(self.posting.send(message))
        return message
