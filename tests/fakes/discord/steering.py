"""Trouble on order, and waiting: faults, limits, the gateway's moods."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from aiohttp import web

from tests.fakes.discord.faults import route_pattern
from tests.fakes.discord.gateway.sessions import Session
from tests.fakes.discord.gateway.socket import HEARTBEAT, INVALID_SESSION, RECONNECT
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.jsonic import answer
from tests.fakes.discord.limits import Rule, limited
from tests.fakes.discord.model import Message
from tests.fakes.discord.using import Using
from tests.fakes.discord.watch import T
from tests.fakes.door import PAGE
from tests.fakes.faults import Fault

TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Garbled:
    """An answer that isn't Discord's."""

    status: int
    text: str
    content_type: str = "application/json"


GARBLED = (
    *(Garbled(status, PAGE, "text/html") for status in (200, 400, 401, 403, 404)),
    *(Garbled(status, text) for status in (200, 403) for text in ("{", "{}", "[]", "null", '{"id": {}, "code": "x"}')),
    Garbled(200, ""),
)
"""Pages of a proxy, JSON that ends too early, and JSON without an id or a code."""


class Steering(Using):
    """Makes trouble and waits for what comes of it."""

    def fault(
        self,
        route: str,
        *,
        status: int,
        times: int = 1,
        skip: int = 0,
        retry_after: float = 0.1,
        everywhere: bool = False,
        after: bool = False,
        body: object = None,
    ) -> Fault:
        """Have the next requests of a route fail.

        Args:
            route: "POST /channels/*/messages": * stands for one part of the path, ** for any rest.
            status: what they are answered with; 429 comes with Discord's body and headers.
            times: how many.
            skip: how many pass first.
            retry_after: for 429, in seconds.
            everywhere: for 429, it is the global limit.
            after: the deed is done, only its answer is lost.
            body: the JSON that is answered, else {"message", "code": 0}.
        """

        said = body or {"message": f"{status}: Error", "code": 0}

        def make() -> web.Response:
            return limited(retry_after, everywhere=everywhere) if status == TOO_MANY else answer(said, status)

        return self.parts.faults.add(Fault(route_pattern(route), times, skip, after, make))

    def garble(self, route: str, answer: Garbled, *, times: int = 1, skip: int = 0, after: bool = False) -> Fault:
        """Answer the next requests of a route with what Discord's API doesn't answer; arguments as of `fault`."""

        def make() -> web.Response:
            return web.Response(status=answer.status, text=answer.text, content_type=answer.content_type)

        return self.parts.faults.add(Fault(route_pattern(route), times, skip, after, make))

    def ban(self, route: str, *, times: int = 1) -> Fault:
        """Answer as Cloudflare bans: 429 with neither Via header nor JSON (discord/http.py, HTTPClient.request)."""
        pattern = route_pattern(route)
        return self.parts.faults.add(Fault(pattern, times, answer=lambda: answer("error code: 1015", TOO_MANY)))

    def hang(self, route: str, *, times: int = 1, skip: int = 0, after: bool = False) -> Fault:
        """Let the next requests of a route wait for an answer until the fault is lifted, which cuts them off."""
        return self.parts.faults.add(Fault(route_pattern(route), times, skip, after, hangs=True))

    def cut(self, route: str, *, times: int = 1, skip: int = 0, after: bool = False) -> Fault:
        """Cut the line of the next requests of a route."""
        return self.parts.faults.add(Fault(route_pattern(route), times, skip, after))

    def lift(self) -> None:
        """End all faults."""
        self.parts.faults.lift()

    def limit(self, route: str, limit: int, window: float) -> None:
        """Allow so many requests of a route in so many seconds, for each channel, guild or webhook by itself.

        The route is written with the names of its parameters or *: "POST /channels/*/messages".
        """
        self.parts.limits.rules.insert(0, (route_pattern(route), Rule(limit, window)))

    def disconnect(self, code: int = 4000) -> None:
        """Close the bot's connections; its sessions stay, and it can resume."""
        self.parts.hub.close(code)

    def reconnect(self) -> None:
        """Ask the bot to connect anew (opcode 7)."""
        self.parts.hub.send(RECONNECT, None)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell the bot that its session is over (opcode 9)."""
        if not resumable:
            self.parts.hub.forget()
        self.parts.hub.send(INVALID_SESSION, resumable)

    @asynccontextmanager
    async def downtime(self, *, resumable: bool = False) -> AsyncIterator[None]:
        """Cut the bot off until the end; unless resumable, what happens meanwhile is in the history alone."""
        self.go_down(resumable=resumable)
        try:
            yield
        finally:
            self.come_up()

    def go_down(self, *, resumable: bool = False) -> None:
        """Begin a downtime: close connections and hold new ones back."""
        self.parts.hub.gate.clear()
        self.parts.hub.close(4000)
        if not resumable:
            self.parts.hub.forget()

    def come_up(self) -> None:
        """End a downtime."""
        self.parts.hub.gate.set()

    def redeliver(self, thing: Message | Interaction) -> None:
        """Send the event of a message or interaction once more, with a new sequence number."""
        if isinstance(thing, Message):
            self.parts.events.message("MESSAGE_CREATE", thing)
        else:
            self._announce(thing)

    def ignore_heartbeats(self, *, ignore: bool = True) -> None:
        """Don't acknowledge heartbeats, as a dead connection doesn't."""
        self.parts.hub.acknowledges = not ignore

    def pass_nonces(self) -> None:
        """Let the minutes pass in which nonces are remembered."""
        self.world.nonces.clear()

    async def until(self, predicate: Callable[[], T], within: float = 5.0) -> T:
        """Wait until something is true and return it; looked at after every request and event.

        Raises:
            AssertionError: it wasn't in time; says what was requested last.
        """
        return await self.parts.watch.until(predicate, within, self._explain)

    def _explain(self) -> str:
        last = "\n".join(str(call) for call in self.parts.calls[-12:])
        return f"the last requests were:\n{last or '(none)'}"

    async def ready(self, *, starts: int = 1, within: float = 10.0) -> None:
        """Wait until a bot is connected on every shard it wants, the how many-th time is said by `starts`."""
        await self.until(lambda: self._all_connected(starts), within)

    def _all_connected(self, starts: int) -> bool:
        sessions = self._connected()
        wanted = sessions[0].shard[1] if sessions else 1
        begun = Counter(self.parts.hub.identified)
        all_begun = all(begun[number, wanted] >= starts for number in range(wanted))
        return all_begun and len({session.shard for session in sessions}) == wanted

    async def gone(self, within: float = 10.0) -> None:
        """Wait until no bot is connected."""
        await self.until(lambda: not self.parts.hub.links, within)

    def _connected(self) -> list[Session]:
        return [session for session in self.parts.hub.sessions.values() if session.link is not None]

    async def heard(self, within: float = 5.0) -> None:
        """Wait until the bot has read all events sent so far: its heartbeats, which are asked for, name the last."""
        wanted = {session.id: session.seq for session in self._connected()}
        self.parts.hub.send(HEARTBEAT, None)
        await self.until(lambda: all(self._read(id_) >= seq for id_, seq in wanted.items()), within)

    def _read(self, session_id: str) -> int:
        session = self.parts.hub.sessions.get(session_id)
        return session.heard if session else 1 << 62

    async def done(self, interaction: Interaction, within: float = 5.0) -> Interaction:
        """Wait until an interaction is answered: by a message that isn't "thinking", a window or suggestions."""
        await self.until(lambda: _is_done(interaction), within)
        return interaction


def _is_done(interaction: Interaction) -> bool:
    return bool(interaction.messages) or interaction.modal is not None or interaction.choices is not None
