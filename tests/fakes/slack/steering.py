"""Trouble on order, and waiting: faults, limits, the socket's moods, forged requests."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Literal

from aiohttp import web

from tests.fakes.discord.watch import T
from tests.fakes.faults import Fault
from tests.fakes.slack.errors import Payload
from tests.fakes.slack.faults import method_pattern, refusal
from tests.fakes.slack.http import STALE, Answered, Requests
from tests.fakes.slack.limits import Rule
from tests.fakes.slack.model import Message, User
from tests.fakes.slack.outbox import Envelope
from tests.fakes.slack.using import Act, Using

Reason = Literal["warning", "refresh_requested", "link_disabled", "too_many_websockets"]


class Steering(Using):
    """Makes trouble and waits for what comes of it."""

    def fault(
        self,
        method: str,
        *,
        error: str = "internal_error",
        status: int = 200,
        times: int = 1,
        skip: int = 0,
        retry_after: int = 1,
        after: bool = False,
        **details: object,
    ) -> Fault:
        """Have the next calls of a method refused.

        Args:
            method: "chat.postMessage", "chat.*"; or "response_url", "files.download", "files.upload".
            error: the error's name; "ratelimited" is a 429 with Retry-After.
            status: the HTTP status: 500 for a broken Slack.
            times: how many.
            skip: how many go well before.
            retry_after: whole seconds, as slack-sdk wants them (http_retry/builtin_async_handlers.py); 0 for no wait.
            after: the deed is done, only its answer is lost.
            details: what more the body says, as "needed" and "provided" of missing_scope.
        """
        made = refusal(error, status, retry_after, details)
        return self.parts.faults.add(Fault(method_pattern(method), times, skip, after=after, answer=made))

    def garble(
        self,
        method: str,
        *,
        times: int = 1,
        skip: int = 0,
        status: int = 200,
        after: bool = False,
        text: str = "<html>upstream",
        content_type: str = "application/json",
    ) -> Fault:
        """Answer with something that isn't JSON of Slack's though it says so, as a broken proxy does."""

        def made() -> web.Response:
            return web.Response(text=text, status=status, content_type=content_type)

        return self.parts.faults.add(Fault(method_pattern(method), times, skip, after=after, answer=made))

    def hang(self, method: str, *, times: int = 1, skip: int = 0, after: bool = False) -> Fault:
        """Let the next calls of a method wait for an answer until the fault is lifted, which cuts them off."""
        return self.parts.faults.add(Fault(method_pattern(method), times, skip, after=after, hangs=True))

    def cut(self, method: str, *, times: int = 1, skip: int = 0, after: bool = False) -> Fault:
        """Cut the line of the next calls of a method."""
        return self.parts.faults.add(Fault(method_pattern(method), times, skip, after=after))

    def slow(self, method: str, seconds: float) -> None:
        """Answer a method late."""
        self.parts.faults.delays[method] = seconds

    def lift(self) -> None:
        """End all faults and delays."""
        self.parts.faults.lift()

    def limit(self, method: str, limit: int, window: float) -> None:
        """Allow so many calls of a method in so many seconds, for each channel by itself."""
        self.parts.limits.rules.insert(0, (method, Rule(limit, window)))

    def pages_of(self, size: int) -> None:
        """Return at most so many of anything in a page, whatever is asked for (docs: Pagination)."""
        self.world.page_size = size

    def expire(self, message: Message) -> None:
        """End a stream from Slack's side, as it does after a while (slack_sdk/web/async_chat_stream.py, ts)."""
        message.stream = "completed"

    def disconnect(self, reason: Reason = "refresh_requested", *, close: bool = False) -> None:
        """Send a disconnect message over every connection; end them too, or leave that to the app."""
        self.parts.outbox.spawn(self.parts.sockets.disconnect(reason, close=close))

    def drop(self) -> None:
        """Cut every websocket without a word; events wait for the next connection."""
        self.parts.sockets.cut()

    def ping(self) -> None:
        """Ping every connection; `slack.pongs` counts the answers."""
        self.parts.outbox.spawn(self.parts.sockets.ping())

    def ignore_pings(self, *, ignore: bool = True) -> None:
        """Don't answer the app's pings, as a dead connection doesn't."""
        self.parts.sockets.answers_pings = not ignore

    @asynccontextmanager
    async def downtime(self) -> AsyncIterator[None]:
        """Cut the app off until the end; what happens meanwhile is in the history alone."""
        self.go_down()
        try:
            yield
        finally:
            self.come_up()

    def go_down(self) -> None:
        """Begin a downtime: cut connections, hold new ones back, lose events."""
        self.parts.outbox.down = True
        self.parts.sockets.gate.clear()
        self.parts.sockets.cut()

    def come_up(self) -> None:
        """End a downtime."""
        self.parts.outbox.down = False
        self.parts.sockets.gate.set()

    def redeliver(self, thing: Message | Envelope | Act) -> list[Envelope]:
        """Send something once more: the same event_id under a new envelope, as Slack may at any time."""
        if isinstance(thing, Act):
            return [self.parts.outbox.again(thing.envelope)]
        sent = [thing] if isinstance(thing, Envelope) else self.envelopes(thing)
        assert sent, "nothing was sent of it"
        return [self.parts.outbox.again(each) for each in sent]

    def envelopes(self, message: Message) -> list[Envelope]:
        """Return what told the app of a new message: message, and app_mention where it was named."""
        return [
            each
            for each in self.parts.outbox.sent
            if each.event.get("ts") == message.ts and each.event.get("channel") == message.channel.id
        ]

    def over_http(self, url: str) -> None:
        """Send to the app's request URL, signed, from now on: http://127.0.0.1:.../slack/events."""
        within = self.parts.outbox.terms.ack_within
        self._requests = Requests(url, self.world.app.signing_secret, within)
        self.parts.outbox.way = self._requests

    _requests: Requests | None = None

    async def verify_url(self) -> bool:
        """Return whether the request URL gives a challenge back (docs: url_verification)."""
        challenge = self.world.ids.next("challenge")
        body: Payload = {"token": self.world.app.verification_token, "challenge": challenge, "type": "url_verification"}
        answered = await self.request(body)
        return answered.status == 200 and challenge in answered.text

    async def request(
        self, body: Payload | str, signed: Literal["well", "stale", "forged", "unsigned"] = "well"
    ) -> Answered:
        """Post something to the request URL by hand and return the app's answer.

        Args:
            body: JSON, or the body as it is (then a form).
            signed: "stale" is over five minutes old, "forged" signed with another secret.
        """
        assert self._requests is not None, "over_http first"
        text, kind = (
            (body, "application/x-www-form-urlencoded")
            if isinstance(body, str)
            else (json.dumps(body), "application/json")
        )
        headers = self._requests.headers(
            text, kind, ago=STALE if signed == "stale" else 0.0, secret="another" if signed == "forged" else None
        )
        if signed == "unsigned":
            headers = {"Content-Type": kind}
        answered, _ = await self._requests.post(text, headers)
        return answered

    def installing(self, user: User | None) -> None:
        """Let this person stand before the consent page and agree; None declines."""
        self.parts.installs.installer = user

    async def until(self, predicate: Callable[[], T | None], within: float = 5.0) -> T:
        """Wait until something is true and return it; looked at after every call, acknowledgement and connection.

        Raises:
            AssertionError: it wasn't in time; says what was called last.
        """
        value = await self.parts.watch.until(predicate, within, self._explain)
        assert value is not None, "only what is true ends the waiting"
        return value

    def _explain(self) -> str:
        calls = "\n".join(str(call) for call in self.parts.calls[-12:])
        return f"the last calls were:\n{calls or '(none)'}\nconnections: {len(self.parts.sockets.connections)}"

    async def ready(self, within: float = 10.0, connections: int = 1) -> None:
        """Wait until the app is connected (Socket Mode)."""
        await self.until(lambda: len(self.parts.sockets.connections) >= connections, within)

    async def acked(self, thing: Act | Envelope | Message, within: float = 5.0) -> None:
        """Wait until the app has acknowledged something."""
        envelopes = self.envelopes(thing) if isinstance(thing, Message) else [_envelope(thing)]
        await self.until(lambda: all(each.acks for each in envelopes), within)

    async def heard(self, within: float = 5.0) -> None:
        """Wait until the app has acknowledged all that was sent so far, or Slack gave up on it."""
        await self.until(lambda: all(each.acks or each.given_up for each in self.parts.outbox.sent), within)

    async def idle(self) -> None:
        """Let everything that is ready in this process run once."""
        await asyncio.sleep(0)


def _envelope(thing: Act | Envelope) -> Envelope:
    return thing.envelope if isinstance(thing, Act) else thing
