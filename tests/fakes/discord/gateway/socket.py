"""One websocket connection (docs: Gateway > Connection Lifecycle)."""

import asyncio
import contextlib
import json
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import WSMsgType, web

from tests.fakes.discord import payloads
from tests.fakes.discord.errors import Payload
from tests.fakes.discord.events import Events
from tests.fakes.discord.gateway.intents import KNOWN, Intent
from tests.fakes.discord.gateway.packing import Pack, packer
from tests.fakes.discord.gateway.sessions import Close, Frame, Session, frame

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, RECONNECT, MEMBERS = 1, 2, 3, 4, 6, 7, 8
INVALID_SESSION, HELLO, HEARTBEAT_ACK = 9, 10, 11

LARGEST = 4096
"""Bytes a client may send at once (docs: Gateway > Sending Events)."""
SENDS, SENDS_WITHIN = 120, 60.0
"""How many messages a client may send in so many seconds (docs: Gateway > Rate Limiting)."""
KNOWN_TEXT = "10"
"""The version of the gateway that is spoken here, as it stands in the address."""


@dataclass(slots=True)
class Terms:
    """What the gateway asks of clients.

    `heartbeat` is in seconds, and `patience` how many it waits for one. `identify_every` is how many seconds lie
    between two identifies of one rate limit key (5 on Discord, 0 for none), `concurrency` how many keys there are, and
    `shards` how many the bot is told to start (docs: Gateway > Sharding).
    """

    heartbeat: float = 41.25
    patience: float = 61.875
    identify_every: float = 0.0
    concurrency: int = 16
    shards: int = 1
    sharding_required: bool = False


class Refused(Exception):
    """The client did what closes the connection."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class Gateway:
    """Takes connections."""

    def __init__(self, events: Events, terms: Terms) -> None:
        self.events = events
        self.terms = terms
        self.url = ""
        self.last_identify: dict[int, float] = {}
        self.change_ready: Callable[[Payload], Payload] | None = None

    async def connect(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends; while the gate is shut it waits before the first word."""
        socket = web.WebSocketResponse(max_msg_size=1 << 20)
        await socket.prepare(request)
        await self.events.hub.gate.wait()
        pack = packer(request.query.get("compress"))
        if request.query.get("v") != KNOWN_TEXT or request.query.get("encoding", "json") != "json" or pack is None:
            await socket.close(code=4012)
            return socket
        await Connection(self, socket, pack).run()
        return socket


class Connection:
    """What goes to and fro on one websocket."""

    def __init__(self, gateway: Gateway, socket: web.WebSocketResponse, pack: Pack) -> None:
        self.gateway = gateway
        self.hub = gateway.events.hub
        self.socket = socket
        self.pack = pack
        self.link: asyncio.Queue[Frame] = asyncio.Queue()
        self.session: Session | None = None
        self.sent: deque[float] = deque(maxlen=SENDS)
        self.deeds: dict[int, Callable[[object], Awaitable[None]]] = {
            HEARTBEAT: self._heartbeat,
            IDENTIFY: self._identify,
            RESUME: self._resume,
            PRESENCE: self._ignore,
            VOICE_STATE: self._ignore,
            MEMBERS: self._members,
        }

    async def run(self) -> None:
        """Greet, then listen and speak until one side closes."""
        self.hub.links.add(self.link)
        self.link.put_nowait(frame(HELLO, {"heartbeat_interval": int(self.gateway.terms.heartbeat * 1000)}))
        speaking = asyncio.create_task(self._speak())
        try:
            await self._listen()
        except Refused as refused:
            self.link.put_nowait(Close(refused.code))
            await speaking
        finally:
            speaking.cancel()
            self.hub.links.discard(self.link)
            self._detach()
            self.hub.watch.changed()

    async def _speak(self) -> None:
        with contextlib.suppress(ConnectionError):
            while not isinstance(message := await self.link.get(), Close):
                packed = self.pack(message)
                await (self.socket.send_str(packed) if isinstance(packed, str) else self.socket.send_bytes(packed))
            self._detach()
            await self.socket.close(code=message.code)

    async def _listen(self) -> None:
        while True:
            try:
                message = await self.socket.receive(timeout=self.gateway.terms.patience)
            except TimeoutError:
                raise Refused(4009) from None
            if message.type is not WSMsgType.TEXT:
                break
            await self._take(message.data)
        if message.type is WSMsgType.CLOSE:
            self._closed_by_client(message.data)

    def _closed_by_client(self, code: int) -> None:
        """End the session of a client that says goodbye; another code leaves it (docs: Initiating a Disconnect)."""
        self.hub.closed_by_client.append(code)
        if code in {1000, 1001} and self.session is not None and self.session.link is self.link:
            self.hub.sessions.pop(self.session.id, None)

    async def _take(self, text: str) -> None:
        self._count()
        if len(text.encode()) > LARGEST:
            raise Refused(4002)
        try:
            message = json.loads(text)
            deed = self.deeds.get(message["op"])
        except (ValueError, KeyError, TypeError):
            raise Refused(4002) from None
        if deed is None:
            raise Refused(4001)
        if self.session is None and message["op"] not in {HEARTBEAT, IDENTIFY, RESUME}:
            raise Refused(4003)
        await deed(message.get("d"))
        self.hub.watch.changed()

    def _count(self) -> None:
        now = time.monotonic()
        if len(self.sent) == SENDS and now - self.sent[0] < SENDS_WITHIN:
            raise Refused(4008)
        self.sent.append(now)

    async def _heartbeat(self, seq: object) -> None:
        if self.session is not None and isinstance(seq, int):
            self.session.heard = seq
        if self.hub.acknowledges:
            self.link.put_nowait(frame(HEARTBEAT_ACK, None))

    async def _ignore(self, data: object) -> None:
        pass

    async def _identify(self, data: object) -> None:
        if self.session is not None:
            raise Refused(4005)
        if not isinstance(data, dict) or data.get("token") != self.gateway.events.world.app.token:
            raise Refused(4004)
        shard = self._shard(data.get("shard"))
        intents = self._intents(data.get("intents"))
        if not self._in_time(shard[0]):
            self.link.put_nowait(frame(INVALID_SESSION, data=False))
            return
        self.session = Session(shard, intents, link=self.link)
        self.hub.sessions[self.session.id] = self.session
        self.hub.identified.append(shard)
        self._ready(self.session)

    def _shard(self, wanted: object) -> tuple[int, int]:
        if wanted is None:
            if self.gateway.terms.sharding_required:
                raise Refused(4011)
            return 0, 1
        match wanted:
            case [int(number), int(count)] if 0 <= number < count:
                return number, count
        raise Refused(4010)

    def _intents(self, wanted: object) -> Intent:
        """Return the intents; a privileged one must be switched on for the app (docs: Privileged Intents)."""
        if not isinstance(wanted, int) or wanted & ~KNOWN:
            raise Refused(4013)
        app = self.gateway.events.world.app
        privileged = Intent.GUILD_PRESENCES
        privileged |= Intent.NONE if app.content_intent else Intent.MESSAGE_CONTENT
        privileged |= Intent.NONE if app.member_intent else Intent.GUILD_MEMBERS
        if wanted & privileged:
            raise Refused(4014)
        return Intent(wanted)

    def _in_time(self, shard: int) -> bool:
        key = shard % self.gateway.terms.concurrency
        now = time.monotonic()
        early = now - self.gateway.last_identify.get(key, -1e9) < self.gateway.terms.identify_every
        self.gateway.last_identify[key] = now
        return not early

    def _ready(self, session: Session) -> None:
        """Send READY and a GUILD_CREATE for each guild (docs: Gateway Events > Ready)."""
        world = self.gateway.events.world
        guilds = [guild for guild in world.bot_guilds() if session.hears(guild.id)]
        flags = (1 << 19 if world.app.content_intent else 0) | (1 << 15 if world.app.member_intent else 0)
        ready: Payload = {
            "v": 10,
            "user": {**payloads.user(world.bot), "verified": True, "mfa_enabled": True, "email": None, "flags": 0},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": self.gateway.url,
            "shard": list(session.shard),
            "application": {"id": str(world.app.id), "flags": flags},
        }
        change = self.gateway.change_ready
        session.push("READY", change(ready) if change else ready)
        for guild in guilds if session.intents & Intent.GUILDS else ():
            session.push("GUILD_CREATE", self.gateway.events.guild_create(guild, unavailable=False))

    async def _resume(self, data: object) -> None:
        if self.session is not None:
            raise Refused(4005)
        if not isinstance(data, dict) or data.get("token") != self.gateway.events.world.app.token:
            raise Refused(4004)
        session = self.hub.sessions.get(str(data.get("session_id")))
        seq = data.get("seq")
        if session is not None and (not isinstance(seq, int) or seq > session.seq):
            raise Refused(4007)
        missed = session.missed(int(seq or 0)) if session is not None else None
        if session is None or missed is None:
            self.link.put_nowait(frame(INVALID_SESSION, data=False))
            return
        for text in missed:
            self.link.put_nowait(text)
        session.link = self.link
        self.session = session
        self.hub.resumed.append(session.shard)
        session.push("RESUMED", {})

    async def _members(self, data: object) -> None:
        """Answer Request Guild Members by ids or the start of a name (docs: Gateway Events > Request Guild Members)."""
        assert self.session is not None
        if not isinstance(data, dict):
            raise Refused(4002)
        guild = self.gateway.events.world.guilds.get(int(str(data.get("guild_id"))))
        if guild is None:
            return
        ids, query = data.get("user_ids"), str(data.get("query", ""))
        wanted = {str(id_) for id_ in (ids if isinstance(ids, list) else [ids])} if ids else None
        found = [
            member
            for member in guild.members.values()
            if (str(member.user.id) in wanted if wanted is not None else member.user.name.startswith(query))
        ]
        chunk: Payload = {
            "guild_id": str(guild.id),
            "members": [payloads.member(member) for member in found[:100]],
            "chunk_index": 0,
            "chunk_count": 1,
            "nonce": data.get("nonce"),
        }
        self.session.push("GUILD_MEMBERS_CHUNK", chunk)

    def _detach(self) -> None:
        if self.session is not None and self.session.link is self.link:
            self.session.link = None
