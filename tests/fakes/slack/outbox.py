"""What Slack sends to the app, over which way, and again where it isn't acknowledged."""

import asyncio
import time
import uuid
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Protocol

from tests.fakes.discord.watch import Watch
from tests.fakes.slack.errors import Payload


@dataclass(frozen=True, slots=True)
class Terms:
    """How Slack delivers, in seconds.

    An event not acknowledged within `ack_within` comes again after each of `retries` (docs: Events API > Error
    handling: nearly at once, after a minute, after five). Commands and interactions come once. `trigger` is how long a
    trigger_id opens a view (docs: views.open: three seconds).
    """

    ack_within: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    trigger: float = 3.0


@dataclass(eq=False, slots=True)
class Envelope:
    """Something sent to the app.

    `kind` is the envelope's type: events_api, slash_commands or interactive. `attempts` counts how often it was sent,
    `acks` how often acknowledged, `took` has the seconds to the first, `response` what came with it, `statuses` the
    HTTP statuses it was answered with.
    """

    kind: str
    payload: Payload
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    attempts: int = 0
    acks: int = 0
    sent_at: float = 0.0
    took: float | None = None
    response: Payload | None = None
    reason: str = "timeout"
    statuses: list[int] = field(default_factory=list)
    given_up: bool = False
    answered: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def retried(self) -> bool:
        """Whether it may be sent again: only events are (docs: Using Socket Mode, retry_attempt)."""
        return self.kind == "events_api"

    @property
    def event(self) -> Payload:
        """The event in it."""
        event = self.payload.get("event")
        return event if isinstance(event, dict) else {}

    def acknowledge(self, response: Payload | None) -> None:
        """Take an acknowledgement; one that comes after the next sending counts for the event all the same."""
        self.acks += 1
        if self.took is None:
            self.took = time.monotonic() - self.sent_at
            self.response = response
        self.answered.set()


class Way(Protocol):
    """A way to the app."""

    async def send(self, envelope: Envelope) -> None:
        """Send once; return when it is sent (Socket Mode, once there is a connection) or answered (HTTP)."""
        ...


class Outbox:
    """Delivers what happens, in tasks of its own."""

    def __init__(self, terms: Terms, watch: Watch) -> None:
        self.terms = terms
        self.watch = watch
        self.way: Way | None = None
        self.sent: list[Envelope] = []
        self.down = False
        self._tasks: set[asyncio.Task[None]] = set()

    def post(self, kind: str, payload: Payload) -> Envelope:
        """Send something; during a downtime it is lost."""
        envelope = Envelope(kind, payload)
        if self.down:
            envelope.given_up = True
            return envelope
        self.sent.append(envelope)
        self.spawn(self._deliver(envelope))
        return envelope

    def again(self, envelope: Envelope) -> Envelope:
        """Send something once more as a duplicate: the same event under another envelope (docs: Events API)."""
        return self.post(envelope.kind, envelope.payload)

    def spawn(self, work: Coroutine[object, object, None]) -> None:
        """Run something beside."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, envelope: Envelope) -> None:
        for wait in (None, *self.terms.retries):
            if wait is not None:
                if envelope.answered.is_set() or not envelope.retried or self.down:
                    break
                await asyncio.sleep(wait)
            if await self._once(envelope):
                break
        envelope.given_up = not envelope.acks
        self.watch.changed()

    async def _once(self, envelope: Envelope) -> bool:
        """Send something and wait for its acknowledgement; return whether it came in time."""
        if self.way is None or self.down or envelope.answered.is_set():
            return envelope.answered.is_set()
        envelope.attempts += 1
        await self.way.send(envelope)
        try:
            async with asyncio.timeout(self.terms.ack_within):
                if not self._refused(envelope):
                    await envelope.answered.wait()
        except TimeoutError:
            envelope.reason = "timeout" if not envelope.statuses else "http_timeout"
        return envelope.answered.is_set()

    @staticmethod
    def _refused(envelope: Envelope) -> bool:
        return len(envelope.statuses) == envelope.attempts and not envelope.answered.is_set()

    async def stop(self) -> None:
        """End all deliveries."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
