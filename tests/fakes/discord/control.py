"""Steering a fake of another process over HTTP: what `kit.Discord` does, with ids and names in place of objects.

POST /control/post {"channel": "general", "author": "Ada", "text": "https://..."} calls `Discord.post`; people, channels
and guilds are named by id or name, messages by id, rights by a list of their names, files as {"filename", "text"}.
GET /control/state tells all there is; POST /control/wait waits until the bot has written in a channel.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from aiohttp import web

from tests.fakes.discord import reading
from tests.fakes.discord.errors import Payload
from tests.fakes.discord.interactions import Interaction
from tests.fakes.discord.jsonic import answer
from tests.fakes.discord.model import Channel, ChannelType, Guild, Message, Role, Upload, User
from tests.fakes.discord.permissions import Permission
from tests.fakes.discord.server import Discord

DEEDS = (
    "add_user add_guild add_role add_channel delete_channel join leave remove_bot permit archive post dm edit delete "
    "react unreact start_thread start_lone_thread post_in_forum slash message_command click select fault ban hang cut "
    "lift limit disconnect reconnect invalidate go_down come_up redeliver ignore_heartbeats pass_nonces recipe"
)
"""What can be called."""

T = TypeVar("T", User, Channel, Guild, Message, Role)


class Control:
    """Answers /control."""

    def __init__(self, discord: Discord) -> None:
        self.discord = discord
        world = discord.world
        self.readers: dict[object, Callable[[object], object]] = {
            User: lambda value: _find(world.users.values(), value),
            Channel: lambda value: _find(world.channels.values(), value),
            Guild: lambda value: _find(world.guilds.values(), value),
            Message: lambda value: _find(world.messages(), value),
            Role: lambda value: _find(
                (role for guild in world.guilds.values() for role in guild.roles.values()), value
            ),
            ChannelType: lambda value: ChannelType[str(value)],
            Permission: _rights,
            Upload: _upload,
        }

    def routes(self) -> list[web.RouteDef]:
        """Return what to serve."""
        return [
            web.get("/control/state", self.state),
            web.post("/control/wait", self.wait),
            web.post("/control/{deed}", self.do),
        ]

    async def do(self, request: web.Request) -> web.Response:
        """Call a method, and return what came of it."""
        name = request.match_info["deed"]
        if name not in DEEDS.split():
            return answer({"error": f"no {name}; there are {DEEDS}"}, 404)
        method = getattr(self.discord, name)
        given: dict[str, object] = await request.json() if request.body_exists else {}
        try:
            return answer(told(method(**self._read(method, given))))
        except (LookupError, TypeError, AssertionError) as error:
            return answer({"error": f"{type(error).__name__}: {error}"}, 400)

    def _read(self, method: Callable[..., object], given: Mapping[str, object]) -> dict[str, object]:
        hints = get_type_hints(method)
        known = inspect.signature(method).parameters
        return {name: self._value(hints.get(name), value) for name, value in given.items() if name in known}

    def _value(self, hint: object, value: object) -> object:
        if get_origin(hint) in {UnionType, Union}:
            kinds = [each for each in get_args(hint) if each in self.readers]
            return self.readers[kinds[0]](value) if kinds else value
        if isinstance(value, list) and get_args(hint)[:1] == (Upload,):
            return [_upload(each) for each in value]
        return self.readers[hint](value) if hint in self.readers else value

    async def wait(self, request: web.Request) -> web.Response:
        """Wait until the bot has written `count` messages in a channel, at most `within` seconds; return them."""
        given = await request.json()
        channel = _find(self.discord.world.channels.values(), given["channel"])
        count = int(given.get("count", 1))
        try:
            await self.discord.until(lambda: len(self.discord.sent(channel)) >= count, float(given.get("within", 5)))
        except AssertionError as error:
            return answer({"error": str(error)}, 504)
        return answer([told(message) for message in self.discord.sent(channel)])

    async def state(self, _request: web.Request) -> web.Response:
        """Return channels with their messages, requests and notifications."""
        discord = self.discord
        channels = [
            {**_place(channel), "messages": [told(message) for message in discord.messages(channel)]}
            for channel in discord.world.channels.values()
        ]
        return answer({
            "channels": channels,
            "calls": [str(call) for call in discord.calls],
            "pings": [f"{ping.whom} by {ping.why}" for ping in discord.pings()],
            "sessions": len(discord.parts.hub.sessions),
        })  # fmt: skip


def _find(things: Iterable[T], key: object) -> T:
    for thing in things:
        if str(thing.id) == str(key) or getattr(thing, "name", None) == key:
            return thing
    raise LookupError(f"nothing is called {key!r}")


def _rights(names: object) -> Permission:
    assert isinstance(names, list), "rights are a list of names"
    rights = Permission(0)
    for name in names:
        rights |= Permission[str(name)]
    return rights


def _upload(data: object) -> Upload:
    assert isinstance(data, dict), "a file is {filename, text}"
    return Upload(str(data["filename"]), str(data["text"]).encode())


def _place(channel: Channel) -> Payload:
    parent = str(channel.parent.id) if channel.parent else None
    return {"id": str(channel.id), "name": channel.name, "type": channel.kind.name, "parent": parent}


def told(thing: object) -> object:
    """Return a thing in JSON, shortly."""
    match thing:
        case Message():
            about = {"id": str(thing.id), "channel": str(thing.channel.id), "author": thing.author.name}
            return {**about, "text": reading.text(thing), "thread": str(thing.thread.id) if thing.thread else None}
        case Interaction():
            return {"id": str(thing.id), "text": thing.text, "took": thing.took}
        case Channel():
            return _place(thing)
        case User() | Guild() | Role():
            return {"id": str(thing.id), "name": thing.name}
        case dict():
            return thing
    return None
