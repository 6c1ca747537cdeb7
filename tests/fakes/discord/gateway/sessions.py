"""Sessions outlive their connections: what a bot misses is kept for it until it resumes (docs: Gateway > Resuming)."""

import asyncio
import json
import secrets
from collections import deque
from dataclasses import dataclass, field

from tests.fakes.discord.errors import Payload
from tests.fakes.discord.gateway.intents import Intent
from tests.fakes.discord.watch import Watch

KEPT = 5000
"""How many events are kept for a session that may resume."""

DISPATCH = 0


@dataclass(frozen=True, slots=True)
class Close:
    """Ends a connection with a code (docs: Opcodes and Status Codes > Gateway Close Event Codes)."""

    code: int


Frame = str | Close


def frame(op: int, data: object, seq: int | None = None, event: str | None = None) -> str:
    """Return a gateway message (docs: Gateway Events > Payload Structure)."""
    return json.dumps({"op": op, "d": data, "s": seq, "t": event})


@dataclass(eq=False, slots=True)
class Session:
    """One shard's ear. `link` takes what is to be sent now; None while nobody is connected."""

    shard: tuple[int, int]
    intents: Intent
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    seq: int = 0
    heard: int = 0
    kept: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=KEPT))
    link: "asyncio.Queue[Frame] | None" = None

    def push(self, event: str, data: object) -> None:
        """Send an event, now or when the session resumes."""
        self.seq += 1
        text = frame(DISPATCH, data, self.seq, event)
        self.kept.append((self.seq, text))
        if self.link is not None:
            self.link.put_nowait(text)

    def missed(self, seq: int) -> list[str] | None:
        """Return the events after `seq`, or None where they are no longer kept."""
        if self.kept and seq < self.kept[0][0] - 1:
            return None
        return [text for number, text in self.kept if number > seq]

    def hears(self, guild_id: int | None) -> bool:
        """Return whether events of that guild go here; those of none go to the first (docs: Gateway > Sharding)."""
        number, count = self.shard
        return number == (0 if guild_id is None else (guild_id >> 22) % count)


class Hub:
    """All sessions, and the gate that lets connections in."""

    def __init__(self, watch: Watch) -> None:
        self.watch = watch
        self.sessions: dict[str, Session] = {}
        self.links: set[asyncio.Queue[Frame]] = set()
        self.gate = asyncio.Event()
        self.gate.set()
        self.identified: list[tuple[int, int]] = []
        self.resumed: list[tuple[int, int]] = []
        self.closed_by_client: list[int] = []
        self.acknowledges = True

    def dispatch(self, event: str, data: Payload, *, guild_id: int | None, intent: Intent) -> None:
        """Send an event to the sessions that asked for it; an empty intent means all."""
        for session in self.hearing(guild_id, intent):
            session.push(event, data)
        self.watch.changed()

    def hearing(self, guild_id: int | None, intent: Intent) -> list[Session]:
        """Return the sessions that hear such an event."""
        return [
            session
            for session in self.sessions.values()
            if session.hears(guild_id) and (not intent or session.intents & intent)
        ]

    def send(self, op: int, data: object) -> None:
        """Send a message that is no event on every connection."""
        for link in self.links:
            link.put_nowait(frame(op, data))

    def close(self, code: int) -> None:
        """Close every connection; the sessions stay."""
        for link in self.links:
            link.put_nowait(Close(code))

    def forget(self) -> None:
        """Forget every session, so that none can be resumed."""
        for session in self.sessions.values():
            session.link = None
        self.sessions.clear()
