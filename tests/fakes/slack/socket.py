"""Socket Mode (docs: Using Socket Mode; slack_sdk/socket_mode/aiohttp, slack_bolt/adapter/socket_mode)."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.fakes.discord.watch import Watch
from tests.fakes.slack.errors import Payload
from tests.fakes.slack.jsonic import read
from tests.fakes.slack.outbox import Envelope

CONNECTIONS = 10
"""Connections an app may have (docs: Using Socket Mode > Multiple connections)."""


@dataclass(eq=False, slots=True)
class Connection:
    """A websocket of the app."""

    socket: web.WebSocketResponse
    line: asyncio.BaseTransport | None = None


@dataclass(eq=False)
class Sockets:
    """The app's connections: a way to it."""

    app_id: str
    watch: Watch
    url: str = ""
    answers_pings: bool = True
    connections: list[Connection] = field(default_factory=list)
    tickets: set[str] = field(default_factory=set)
    unknown: list[object] = field(default_factory=list)
    opened: int = 0
    pongs: int = 0
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    _open: dict[str, Envelope] = field(default_factory=dict)
    _turns: "itertools.count[int]" = field(default_factory=itertools.count)
    _someone: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def ticket(self) -> str:
        """Return an address that can be connected to once (docs: apps.connections.open)."""
        ticket = f"{self.app_id}-{len(self.tickets)}-{time.monotonic_ns():x}"
        self.tickets.add(ticket)
        return f"{self.url}?ticket={ticket}&app_id={self.app_id}"

    async def connect(self, request: web.Request) -> web.StreamResponse:
        """Serve a connection: hello, then what happens, until either side ends it."""
        ticket = request.query.get("ticket", "")
        await self.gate.wait()
        if ticket not in self.tickets:
            return web.Response(status=408)
        self.tickets.discard(ticket)
        socket = web.WebSocketResponse(autoping=False, timeout=0.1)
        await socket.prepare(request)
        connection = Connection(socket, request.transport)
        if len(self.connections) >= CONNECTIONS:
            await socket.send_json(self._disconnect("too_many_websockets"))
            await socket.close()
            return socket
        await socket.send_json(self._hello())
        self.connections.append(connection)
        self.opened += 1
        self._someone.set()
        self.watch.changed()
        try:
            await self._listen(connection)
        finally:
            self._drop(connection)
        return socket

    def _hello(self) -> Payload:
        """Return the first message (docs: Using Socket Mode > Connect)."""
        return {
            "type": "hello",
            "connection_info": {"app_id": self.app_id},
            "num_connections": len(self.connections) + 1,
            "debug_info": {"host": "loopback", "started": "", "build_number": 1, "approximate_connection_time": 18060},
        }

    def _drop(self, connection: Connection) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        if not self.connections:
            self._someone.clear()
        self.watch.changed()

    async def _listen(self, connection: Connection) -> None:
        async for frame in connection.socket:
            if frame.type is WSMsgType.TEXT:
                self._hear(str(frame.data))
            elif frame.type is WSMsgType.PING and self.answers_pings:
                await connection.socket.pong(frame.data)
            elif frame.type is WSMsgType.PONG:
                self.pongs += 1
                self.watch.changed()

    def _hear(self, text: str) -> None:
        """Take an acknowledgement (docs: Using Socket Mode > Acknowledge; slack_sdk/socket_mode/response.py)."""
        try:
            said = read(text)
        except ValueError:
            said = text
        envelope = self._open.get(str(said.get("envelope_id"))) if isinstance(said, dict) else None
        if envelope is None or not isinstance(said, dict):
            self.unknown.append(said)
            return
        payload = said.get("payload")
        envelope.acknowledge(payload if isinstance(payload, dict) else None)
        self.watch.changed()

    async def send(self, envelope: Envelope) -> None:
        """Send an envelope over the connections in turn; with none, an event waits for one, and the rest is lost."""
        self._open[envelope.id] = envelope
        envelope.sent_at = envelope.sent_at or time.monotonic()
        while self.connections or envelope.retried:
            await self._someone.wait()
            connection = self._next()
            if connection is None:
                await asyncio.sleep(0)
                continue
            try:
                await connection.socket.send_json(self._enveloped(envelope))
            except ConnectionError:
                self._drop(connection)
                continue
            return

    def _next(self) -> Connection | None:
        alive = [each for each in self.connections if not each.socket.closed]
        for gone in [each for each in self.connections if each.socket.closed]:
            self._drop(gone)
        return alive[next(self._turns) % len(alive)] if alive else None

    @staticmethod
    def _enveloped(envelope: Envelope) -> Payload:
        """Return an envelope (docs: Using Socket Mode > Events; read by slack_sdk/socket_mode/request.py)."""
        data: Payload = {
            "type": envelope.kind,
            "envelope_id": envelope.id,
            "payload": envelope.payload,
            "accepts_response_payload": envelope.kind != "events_api",
        }
        if envelope.kind == "events_api":
            data["retry_attempt"] = envelope.attempts - 1
            data["retry_reason"] = envelope.reason if envelope.attempts > 1 else ""
        return data

    @staticmethod
    def _disconnect(reason: str) -> Payload:
        """Return a disconnect message (docs: Using Socket Mode > Disconnect)."""
        return {"type": "disconnect", "reason": reason, "debug_info": {"host": "loopback"}}

    async def disconnect(self, reason: str, *, close: bool) -> None:
        """Say that the connections there are will end, and end them where Slack does."""
        for connection in list(self.connections):
            await connection.socket.send_json(self._disconnect(reason))
            if close:
                await connection.socket.close()

    async def ping(self) -> None:
        """Ping every connection."""
        for connection in list(self.connections):
            await connection.socket.ping(b"Ping from loopback")

    def cut(self) -> None:
        """Cut every line without a word."""
        for connection in list(self.connections):
            if isinstance(connection.line, asyncio.WriteTransport):
                connection.line.abort()
            self._drop(connection)
