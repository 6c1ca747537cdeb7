"""Steering a fake of another process over HTTP: what `kit.Slack` does, with ids and names in place of objects.

POST /control/post {"channel": "general", "user": "owner", "text": "<https://...>"} calls `Slack.post`; people,
channels and workspaces are named by id or name, messages by ts, files as {"filename", "text"}.
GET /control/state tells all there is; POST /control/wait waits until the app has written in a channel or thread.
"""

import inspect
from collections.abc import Callable, Iterable, Mapping
from types import UnionType
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

from aiohttp import web

from tests.fakes.slack import reading
from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.jsonic import answer
from tests.fakes.slack.model import Channel, Kind, Message, Team, Upload, User
from tests.fakes.slack.outbox import Envelope
from tests.fakes.slack.server import Slack
from tests.fakes.slack.using import Act

DEEDS = (
    "add_team add_user add_channel invite kick archive grant revoke uninstall post dm edit unfurl delete react unreact "
    "command click select shortcut open_home assistant_thread fault garble hang cut slow lift limit disconnect drop "
    "ping ignore_pings go_down come_up redeliver over_http installing recipe"
)
"""What can be called."""

T = TypeVar("T", User, Channel, Team)


class Control:
    """Answers /control."""

    def __init__(self, slack: Slack) -> None:
        self.slack = slack
        world = slack.world
        self.readers: dict[object, Callable[[object], object]] = {
            User: lambda value: _find((user for team in world.teams.values() for user in team.users.values()), value),
            Channel: lambda value: _find(world.channels(), value),
            Team: lambda value: _find(world.teams.values(), value),
            Message: self._message,
            Kind: lambda value: Kind(str(value)),
            Upload: _upload,
        }

    def routes(self) -> list[web.RouteDef]:
        """Return what to serve."""
        return [
            web.get("/control/state", self.state),
            web.post("/control/wait", self.wait),
            web.post("/control/{deed}", self.do),
        ]

    def _message(self, ts: object) -> Message:
        found = [each for each in self.slack.world.messages() if each.ts == str(ts)]
        if not found:
            raise LookupError(f"no message {ts!r}")
        return found[0]

    async def do(self, request: web.Request) -> web.Response:
        """Call a method, and return what came of it. "people" and "scopes" are given in order."""
        name = request.match_info["deed"]
        if name not in DEEDS.split():
            return answer({"error": f"no {name}; there are {DEEDS}"}, 404)
        method = getattr(self.slack, name)
        given: dict[str, object] = await request.json() if request.body_exists else {}
        try:
            several, named = self._read(method, given)
            return answer(told(method(*several, **named)))
        except (LookupError, TypeError, ValueError, AssertionError, ApiError) as error:
            return answer({"error": f"{type(error).__name__}: {error}"}, 400)

    def _read(self, method: Callable[..., object], given: Mapping[str, object]) -> tuple[list[object], Payload]:
        hints, several, named = get_type_hints(method), list[object](), dict[str, object]()
        parameters = inspect.signature(method).parameters
        bound = [name for name in given if name in parameters]
        many = next((name for name in bound if parameters[name].kind is inspect.Parameter.VAR_POSITIONAL), None)
        if many is not None:
            before = [name for name in parameters if parameters[name].kind is inspect.Parameter.POSITIONAL_OR_KEYWORD]
            several = [self._value(hints.get(name), given[name]) for name in before]
            values = given[many]
            assert isinstance(values, list), f"{many} is a list"
            several += [self._value(hints.get(many), each) for each in values]
            bound = [name for name in bound if name not in {*before, many}]
        for name in bound:
            named[name] = self._value(hints.get(name), given[name])
        return several, named

    def _value(self, hint: object, value: object) -> object:
        if get_origin(hint) in {UnionType, Union}:
            kinds = [each for each in get_args(hint) if each in self.readers]
            return self.readers[kinds[0]](value) if kinds and value is not None else value
        if isinstance(value, list) and get_args(hint)[:1] == (Upload,):
            return [_upload(each) for each in value]
        return self.readers[hint](value) if hint in self.readers else value

    async def wait(self, request: web.Request) -> web.Response:
        """Wait until the app has written `count` messages in a channel or under a message; return them."""
        given = await request.json()
        place = self.readers[Message if "message" in given else Channel](given.get("message") or given["channel"])
        assert isinstance(place, Channel | Message)
        count, within = int(given.get("count", 1)), float(given.get("within", 5))
        try:
            await self.slack.until(lambda: len(self.slack.own(place)) >= count, within)
        except AssertionError as error:
            return answer({"error": str(error)}, 504)
        return answer([told(message) for message in self.slack.own(place)])

    async def state(self, _request: web.Request) -> web.Response:
        """Return channels with their messages, calls, acknowledgements and pings."""
        slack = self.slack
        channels = [
            {**_place(channel), "messages": [told(each) for each in channel.messages.values()]}
            for channel in slack.world.channels()
        ]
        return answer({
            "channels": channels,
            "private": [told(each) for each in slack.world.private],
            "calls": [str(call) for call in slack.calls],
            "latencies": slack.latencies(),
            "unacknowledged": len(slack.unacknowledged()),
            "connections": slack.connections,
            "pings": [ping.whom for ping in slack.pings()],
            "broadcasts": [each.ts for each in slack.broadcasts()],
        })  # fmt: skip


def _find(things: Iterable[T], key: object) -> T:
    for thing in things:
        if key in {thing.id, thing.name}:
            return thing
    raise LookupError(f"nothing is called {key!r}")


def _upload(data: object) -> Upload:
    assert isinstance(data, dict), "a file is {filename, text}"
    return Upload(str(data["filename"]), str(data["text"]).encode())


def _place(channel: Channel) -> Payload:
    return {"id": channel.id, "name": channel.name, "kind": channel.kind.value, "team": channel.team.id}


def told(thing: object) -> object:
    """Return a thing in JSON, shortly."""
    data: object = None
    match thing:
        case Message():
            about = {"ts": thing.ts, "channel": thing.channel.id, "user": thing.author.name, "by_app": thing.by_app}
            hidden = {"thread_ts": thing.thread_ts, "metadata": thing.metadata}
            data = {**about, **hidden, "text": reading.text(thing)}
        case Act():
            data = {"envelope": thing.envelope.id, "trigger": thing.trigger, "took": thing.took}
        case Envelope():
            data = {"envelope": thing.id, "acks": thing.acks, "took": thing.took}
        case Channel():
            data = _place(thing)
        case Team():
            data = {"id": thing.id, "name": thing.name, "token": thing.token}
        case User():
            data = {"id": thing.id, "name": thing.name, "team": thing.team.id}
        case dict():
            data = thing
        case list():
            data = [told(each) for each in thing]
    return data
