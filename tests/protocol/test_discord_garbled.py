"""Answers that aren't Discord's: a proxy's page, JSON cut short or without what it should have. An outage, no end."""

import io
from collections.abc import AsyncIterator, Awaitable, Callable

import discord as discord_py
import pytest
from discord.http import Route
from redis.asyncio import Redis

from adapters.discord.rest import Rest, Webhook
from core.delivery.chat import ChatDown
from core.delivery.record import State
from tests.fakes.discord.kit import GARBLED, Discord, Garbled
from tests.protocol.test_discord_chat import EDIT, POST, THREAD, WHOLE, DiscordHouse

Call = Callable[[Rest], Awaitable[object]]
WEBHOOK = Webhook(5, "token")


def file() -> discord_py.File:
    return discord_py.File(io.BytesIO(b"text"), "file.md")


CALLS: dict[str, Call] = {
    "POST /channels/1/messages": lambda rest: rest.send("1", "hello", nonce="n"),
    "PATCH /channels/1/messages/2": lambda rest: rest.edit("1", "2", "hello"),
    "POST /channels/1/messages/2/threads": lambda rest: rest.start_thread("1", "2", "name"),
    "GET /channels/1/messages": lambda rest: rest.written("1"),
    "GET /channels/3/messages": lambda rest: rest.written_since("3", "2", 1000),
    "GET /channels/1/messages/2": lambda rest: rest.message("1", "2"),
    "GET /channels/1": lambda rest: rest.channel("1"),
    "POST /users/@me/channels": lambda rest: rest.direct("4"),
    "PATCH /webhooks/5/token/messages/@original": lambda rest: rest.answer(WEBHOOK, "hello", components=(), file=None),
    "POST /webhooks/5/token": lambda rest: rest.follow_up(WEBHOOK, "hello", components=(), file=file(), private=True),
}
"""Every request whose answer is used, by its route."""


@pytest.fixture
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Discord]:
    async with Discord() as discord:
        monkeypatch.setattr(Route, "BASE", discord.url)
        yield discord


@pytest.fixture
async def house(redis: Redis, discord: Discord) -> AsyncIterator[DiscordHouse]:
    async with discord_py.Client(intents=discord_py.Intents.none()) as client:
        await client.login(discord.token)
        made = DiscordHouse(redis, discord, client)
        async with made.process.working():
            yield made


@pytest.mark.parametrize("route", CALLS)
async def test_every_garbled_answer_of_a_request_is_an_outage(discord: Discord, route: str) -> None:
    async with discord_py.Client(intents=discord_py.Intents.none()) as client:
        await client.login(discord.token)
        for garbled in GARBLED:
            if "GET /channels/" in route and route.endswith("messages") and garbled.text == "[]":
                continue  # nothing was written there
            discord.garble(route, garbled)
            with pytest.raises(ChatDown):
                await CALLS[route](Rest(client.http))


@pytest.mark.parametrize("garbled", [each for each in GARBLED if each.text], ids=str)
async def test_a_reaction_and_a_file_too(discord: Discord, garbled: Garbled) -> None:
    async with discord_py.Client(intents=discord_py.Intents.none()) as client:
        await client.login(discord.token)
        rest, url = Rest(client.http), f"{discord.url.removesuffix('/api/v10')}/attachments/1/2/a.vtt"
        if garbled.text not in ("[]", "{}", "null") or garbled.status != 200:
            discord.garble("PUT **", garbled)
            with pytest.raises(ChatDown):
                await rest.react("1", "2", "🔍")
        if garbled.status in (200, 400, 401) or garbled.content_type == "text/html":
            discord.garble("GET /attachments/**", garbled)
            with pytest.raises(ChatDown):
                await rest.file(url, 1000)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("route", "number"), [(POST, 0), (THREAD, 0), (POST, 1), (POST, 4), (EDIT, 0)])
async def test_no_garbled_answer_ends_a_delivery(house: DiscordHouse, route: str, number: int, *, after: bool) -> None:
    for garbled in GARBLED[::5]:
        post, delivery = await house.posted()
        struck = house.discord.garble(route, garbled, skip=number, after=after)
        with pytest.raises(ChatDown):
            await house.run(delivery)
        assert struck.hits == 1
        assert await house.state(delivery) is State.OPEN
        house.discord.pass_nonces()
        assert await house.run(delivery) is State.DONE
        assert house.titles(house.discord.thread_of(post)) == WHOLE
        assert len(house.discord.replies(post)) == 1
        await house.process.redis.flushall()
