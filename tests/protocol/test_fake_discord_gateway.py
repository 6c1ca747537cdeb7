"""The fake's gateway closes, resumes, packs and routes as Discord's does: spoken to raw, and by the real client."""

import json
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord
import pytest

from tests.fakes.discord.kit import Discord, Terms
from tests.protocol.discord_client import Client, connected

INTENTS = discord.Intents.default().value
CONTENT = discord.Intents(message_content=True).value
MEMBERS = discord.Intents(members=True).value

Payload = dict[str, object]


@pytest.fixture
async def fake() -> AsyncIterator[Discord]:
    async with Discord() as server:
        yield server


class Socket:
    """A raw connection, without compression."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, op: int, data: object) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def hear(self) -> Payload:
        message: Payload = await self.socket.receive_json()
        return message

    async def hear_event(self, name: str) -> Payload:
        while (message := await self.hear())["t"] != name:
            pass
        return message

    async def closed(self) -> int | None:
        while (message := await self.socket.receive()).type is aiohttp.WSMsgType.TEXT:
            pass
        assert message.type is aiohttp.WSMsgType.CLOSE
        return self.socket.close_code

    async def identify(self, fake: Discord, **more: object) -> Payload:
        await self.say(2, {"token": fake.token, "intents": INTENTS, "properties": {}, **more})
        return (await self.hear_event("READY"))["d"]  # type: ignore[return-value]  # an object


@asynccontextmanager
async def speaking(fake: Discord, query: str = "v=10&encoding=json") -> AsyncIterator[Socket]:
    address = f"{fake.parts.gateway.url}?{query}"
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as socket:
        one = Socket(socket)
        if query == "v=10&encoding=json":
            assert (await one.hear())["op"] == 10
        yield one


CLOSING: dict[str, tuple[int, Payload, int]] = {
    "a wrong token": (2, {"token": "wrong", "intents": INTENTS}, 4004),
    "no intents": (2, {"token": "right"}, 4013),
    "intents that aren't": (2, {"token": "right", "intents": 1 << 40}, 4013),
    "members switched off": (2, {"token": "right", "intents": INTENTS | MEMBERS}, 4014),
    "a shard too many": (2, {"token": "right", "intents": INTENTS, "shard": [2, 2]}, 4010),
    "a shard that isn't": (2, {"token": "right", "intents": INTENTS, "shard": "0"}, 4010),
    "a deed before identifying": (3, {}, 4003),
    "an unknown opcode": (77, {}, 4001),
    "too much at once": (2, {"token": "x" * 4096}, 4002),
    "resuming with a wrong token": (6, {"token": "wrong", "session_id": "x", "seq": 1}, 4004),
}


@pytest.mark.parametrize("name", CLOSING)
async def test_what_breaks_the_rules_closes_the_connection(fake: Discord, name: str) -> None:
    op, data, code = CLOSING[name]
    async with speaking(fake) as socket:
        right = {"token": fake.token} if data.get("token") == "right" else {}
        await socket.say(op, data | right)
        assert await socket.closed() == code
    assert not fake.parts.hub.sessions


async def test_content_that_is_switched_off_closes_the_connection() -> None:
    async with Discord(content_intent=False) as fake, speaking(fake) as socket:
        await socket.say(2, {"token": fake.token, "intents": INTENTS | CONTENT})
        assert await socket.closed() == 4014


@pytest.mark.parametrize(
    "query", ["v=9&encoding=json", "v=10&encoding=etf", "v=10&encoding=json&compress=lz4-stream", "encoding=json"]
)
async def test_a_version_encoding_or_compression_that_is_not_spoken_closes_the_connection(
    fake: Discord, query: str
) -> None:
    async with speaking(fake, query) as socket:
        assert await socket.closed() == 4012


async def test_text_that_is_no_json_closes_the_connection(fake: Discord) -> None:
    async with speaking(fake) as socket:
        await socket.socket.send_str("{")
        assert await socket.closed() == 4002


async def test_identifying_twice_closes_the_connection(fake: Discord) -> None:
    async with speaking(fake) as socket:
        await socket.identify(fake)
        await socket.say(2, {"token": fake.token, "intents": INTENTS})
        assert await socket.closed() == 4005


async def test_more_than_120_messages_in_a_minute_close_the_connection(fake: Discord) -> None:
    async with speaking(fake) as socket:
        for _ in range(121):
            await socket.say(1, None)
        assert await socket.closed() == 4008


async def test_a_client_without_heartbeats_is_closed() -> None:
    async with Discord(Terms(patience=0.02)) as fake, speaking(fake) as socket:
        assert await socket.closed() == 4009


async def test_sharding_can_be_required() -> None:
    async with Discord(Terms(sharding_required=True)) as fake, speaking(fake) as socket:
        await socket.say(2, {"token": fake.token, "intents": INTENTS})
        assert await socket.closed() == 4011


async def test_identifying_too_soon_is_an_invalid_session() -> None:
    async with Discord(Terms(identify_every=60, concurrency=1)) as fake:
        async with speaking(fake) as socket:
            await socket.identify(fake)
        async with speaking(fake) as socket:
            await socket.say(2, {"token": fake.token, "intents": INTENTS})
            assert await socket.hear() == {"op": 9, "d": False, "s": None, "t": None}


async def test_ready_tells_of_guilds_shard_and_where_to_resume(fake: Discord) -> None:
    async with speaking(fake) as socket:
        ready = await socket.identify(fake, shard=[0, 1])
        assert ready["guilds"] == [{"id": str(fake.guild.id), "unavailable": True}]
        assert ready["shard"] == [0, 1]
        assert ready["resume_gateway_url"] == fake.parts.gateway.url
        created = await socket.hear_event("GUILD_CREATE")
        assert created["s"] == 2


async def test_a_resume_brings_exactly_what_was_missed(fake: Discord) -> None:
    async with speaking(fake) as socket:
        ready = await socket.identify(fake)
        await socket.hear_event("GUILD_CREATE")
        await socket.socket.close(code=4000)
    await fake.gone()
    for number in range(3):
        fake.post(fake.general, fake.owner, f"message {number}")
    async with speaking(fake) as socket:
        await socket.say(6, {"token": fake.token, "session_id": ready["session_id"], "seq": 3})
        missed = [await socket.hear() for _ in range(3)]
    assert [(each["t"], each["s"]) for each in missed] == [("MESSAGE_CREATE", 4), ("MESSAGE_CREATE", 5), ("RESUMED", 6)]


async def test_a_session_that_said_goodbye_cannot_be_resumed(fake: Discord) -> None:
    async with speaking(fake) as socket:
        ready = await socket.identify(fake)
        await socket.socket.close(code=1000)
    await fake.until(lambda: fake.parts.hub.closed_by_client)
    async with speaking(fake) as socket:
        await socket.say(6, {"token": fake.token, "session_id": ready["session_id"], "seq": 1})
        assert await socket.hear() == {"op": 9, "d": False, "s": None, "t": None}


async def test_a_sequence_from_the_future_closes_the_connection(fake: Discord) -> None:
    async with speaking(fake) as socket:
        ready = await socket.identify(fake)
        await socket.socket.close(code=4000)
    async with speaking(fake) as socket:
        await socket.say(6, {"token": fake.token, "session_id": ready["session_id"], "seq": 99})
        assert await socket.closed() == 4007


async def test_zlib_stream_shares_one_context_and_flushes_each_message(fake: Discord) -> None:
    async with speaking(fake, "v=10&encoding=json&compress=zlib-stream") as socket:
        inflate = zlib.decompressobj()
        await socket.say(2, {"token": fake.token, "intents": INTENTS})
        messages = []
        for _ in range(3):
            packed = await socket.socket.receive_bytes()
            assert packed.endswith(b"\x00\x00\xff\xff")
            messages.append(json.loads(inflate.decompress(packed)))
    assert [(each["op"], each["t"]) for each in messages] == [(10, None), (0, "READY"), (0, "GUILD_CREATE")]


async def test_members_are_told_by_id_and_by_the_start_of_a_name(fake: Discord) -> None:
    ada = fake.add_user("Ada")
    fake.join(fake.guild, ada)
    async with speaking(fake) as socket:
        await socket.identify(fake)
        for question in ({"user_ids": [str(ada.id)]}, {"query": "Ad", "limit": 1}):
            await socket.say(8, {"guild_id": str(fake.guild.id), **question})
            chunk = (await socket.hear_event("GUILD_MEMBERS_CHUNK"))["d"]
            assert isinstance(chunk, dict)
            assert [each["user"]["username"] for each in chunk["members"]] == ["Ada"]


async def test_intents_that_were_not_asked_for_bring_no_events(fake: Discord) -> None:
    guilds = discord.Intents(guilds=True).value
    async with speaking(fake) as socket:
        await socket.identify(fake, intents=guilds)
        await socket.hear_event("GUILD_CREATE")
        message = fake.post(fake.general, fake.owner, "not told")
        fake.react(message, fake.owner, "🔍")
        fake.dm(fake.owner, "not told")
        fake.add_channel(fake.guild, "told")
        assert (await socket.hear())["t"] == "CHANNEL_CREATE"


async def test_without_the_content_intent_only_what_concerns_the_bot_is_told(fake: Discord) -> None:
    async with speaking(fake) as socket:
        await socket.identify(fake)
        fake.post(fake.general, fake.owner, "secret")
        fake.post(fake.general, fake.owner, f"<@{fake.bot.id}> open")
        fake.dm(fake.owner, "direct")
        told = [(await socket.hear_event("MESSAGE_CREATE"))["d"] for _ in range(3)]
    assert [each["content"] for each in told if isinstance(each, dict)] == ["", f"<@{fake.bot.id}> open", "direct"]


@pytest.mark.parametrize("mood", ["disconnect", "reconnect", "invalidate resumable"])
async def test_the_client_resumes_after_a_drop_and_misses_nothing(fake: Discord, mood: str) -> None:
    async with connected(fake) as client:
        match mood:
            case "disconnect":
                fake.disconnect()
            case "reconnect":
                fake.reconnect()
            case _:
                fake.invalidate(resumable=True)
        fake.post(fake.general, fake.owner, "in between")
        await client.next("resumed")
        message = await client.next("message")
        assert isinstance(message, discord.Message)
        assert message.content == "in between"
        assert len(client.of("message")) == 1
        assert fake.parts.hub.identified == [(0, 1)]


async def test_the_client_identifies_anew_after_an_invalid_session(fake: Discord) -> None:
    async with connected(fake) as client:
        fake.invalidate()
        await client.next("ready", 2)
    assert fake.parts.hub.identified == [(0, 1), (0, 1)]


async def test_the_client_leaves_a_connection_that_does_not_acknowledge() -> None:
    async with Discord(Terms(heartbeat=0.05)) as fake:
        fake.ignore_heartbeats()
        async with connected(fake, lambda one: Client(one, heartbeat_timeout=0.2)) as client:
            await fake.until(lambda: 4000 in fake.parts.hub.closed_by_client)
            fake.ignore_heartbeats(ignore=False)
            await client.next("resumed")


async def test_heard_waits_until_the_client_read_everything(fake: Discord) -> None:
    async with connected(fake) as client:
        for number in range(50):
            fake.post(fake.general, fake.owner, str(number))
        await fake.heard()
        assert len(client.of("message")) == 50
