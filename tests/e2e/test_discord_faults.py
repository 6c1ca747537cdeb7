"""One bad payload costs one payload: events, histories and answers that aren't as Discord's documents say."""

import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from adapters.redis.client import connect
from adapters.redis.store import RedisStore
from bot.embedded_redis import binary
from core.keys import FORMAT
from tests.e2e.discord_kit import WITHIN, Town, town
from tests.fakes.discord import payloads
from tests.fakes.discord.kit import GARBLED, Discord, Garbled, Permission, Upload
from tests.fakes.mutations import WRONG, mutations

pytestmark = [
    pytest.mark.skipif(binary() is None, reason="there is no redis-server"),
    pytest.mark.asyncio(loop_scope="module"),
]
EVENTS = (
    *("MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK", "MESSAGE_REACTION_ADD"),
    *("GUILD_CREATE", "GUILD_UPDATE", "GUILD_DELETE", "GUILD_ROLE_CREATE", "GUILD_ROLE_DELETE"),
    *("CHANNEL_CREATE", "CHANNEL_UPDATE", "CHANNEL_DELETE"),
    *("THREAD_CREATE", "THREAD_UPDATE", "THREAD_DELETE", "THREAD_LIST_SYNC"),
    *("INTERACTION_CREATE slash", "INTERACTION_CREATE menu", "INTERACTION_CREATE button"),
)
"""What the intents bring, and what people do with the app."""
Payload = dict[str, object]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    async with town(tmp_path_factory.mktemp("faults")) as made:
        yield made
        # What is answered to an interaction without a token goes nowhere.
        made.discord.unknown_paths.clear()


def sample(original: Payload, most: int = 50) -> list[Payload]:
    """Return mutations of a payload: all with `MUTATIONS=all` in the environment, else about `most`, spread evenly."""
    found = [mutated for _, mutated in mutations(original)]
    if os.environ.get("MUTATIONS") == "all":
        return found
    kinds = len(WRONG) + 1  # and a field that is missing
    # One more than a multiple of the kinds, so that each kind of fault has its turn.
    return found[:: len(found) // most // kinds * kinds + 1]


def heard(discord: Discord) -> dict[str, Payload]:
    """Return the richest payload of each event that the bot was told so far."""
    found: dict[str, Payload] = {}
    (session,) = discord.parts.hub.sessions.values()
    for _, text in session.kept:
        frame = json.loads(text)
        event, data = frame["t"], frame["d"]
        if event == "INTERACTION_CREATE":
            event += " button" if data["type"] == 3 else " menu" if "target_id" in data["data"] else " slash"
        if len(text) > len(json.dumps(found.get(event))):
            found[event] = data
    return found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def originals(place: Town) -> dict[str, Payload]:
    """Have everything happen once, in a server that nothing else happens in, and return the events' payloads."""
    discord, ada = place.discord, place.person()
    guild = discord.add_guild("Away", ada)
    channel = discord.add_channel(guild, "talk")
    link = place.video()
    first = discord.post(channel, ada, f"<@{discord.world.bot.id}> {link}", attachments=[Upload("a.vtt", b"WEBVTT")])
    thread = await place.delivered(first)
    post = discord.post(channel, ada, link, reply_to=first)
    discord.edit(post, f"{link} edited")
    discord.react(post, ada, "🔍")
    conclusion = discord.sent(thread)[-1]
    await place.done(discord.slash("conclusion", {"link": link}, user=ada, channel=channel))
    await place.done(discord.message_command("Summarize video", first, ada))
    button = discord.buttons(conclusion)[0].custom_id
    assert button
    await place.done(discord.click(conclusion, button, ada))
    discord.delete(post)
    spare = discord.add_channel(guild, "spare")
    discord.archive(discord.start_lone_thread(spare, "lone", ada))
    discord.permit(spare, deny=Permission.EMBED_LINKS)
    discord.delete_channel(thread)
    discord.delete_channel(spare)
    role = discord.add_role(guild, "Managers")
    discord.remove_bot(guild)
    await discord.heard()
    told = heard(discord)
    return told | {
        "THREAD_LIST_SYNC": {"guild_id": str(guild.id), "threads": [told["THREAD_CREATE"]], "members": []},
        "MESSAGE_DELETE_BULK": {"ids": [str(post.id)], "channel_id": str(channel.id), "guild_id": str(guild.id)},
        "GUILD_ROLE_DELETE": {"role_id": str(role.id), "guild_id": str(guild.id)},
        "GUILD_UPDATE": payloads.guild(guild),
    }


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def good_link(place: Town) -> str:
    """Return a link that is answered at once: the server has its thread."""
    post, _ = await place.summarised()
    return post.content


@pytest.mark.parametrize("event", EVENTS)
async def test_no_event_that_is_wrong_ends_the_connection(
    place: Town, originals: dict[str, Payload], good_link: str, event: str
) -> None:
    discord = place.discord
    (session,) = discord.parts.hub.sessions.values()
    for mutated in sample(originals[event]):
        session.push(event.partition(" ")[0], mutated)
    await discord.heard(WITHIN)
    await place.replied(discord.post(place.channel(), place.person(), good_link))
    assert discord.parts.hub.identified == [(0, 1)]
    assert discord.parts.hub.resumed == []


async def test_each_is_logged_as_a_fault(place: Town, originals: dict[str, Payload]) -> None:
    (session,) = place.discord.parts.hub.sessions.values()
    before = place.logged().count('"event": "fault"')
    reference = {"message_id": "1", "type": 0}
    session.push("MESSAGE_CREATE", originals["MESSAGE_CREATE"] | {"message_reference": reference})
    await place.discord.heard()
    faults = [line for line in place.logged().splitlines() if '"event": "fault"' in line][before:]
    assert ["parsing MESSAGE_CREATE" in fault for fault in faults] == [True]


async def test_a_wrong_message_in_a_history_costs_itself_alone(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        discord, channel = place.discord, place.channel()
        await place.summarised()
        await place.stop()
        post = discord.post(channel, place.person(), place.video())
        wrong = sample(payloads.message(post, discord.world.bot))
        later = discord.post(channel, place.person(), place.video())
        history = [payloads.message(later, discord.world.bot), *wrong]
        discord.fault(f"GET /channels/{channel.id}/messages", status=200, body=history)
        await place.restart()
        await place.replied(later)
        assert "parsing a message of channel" in place.logged()
        assert await place.stop() == 0
        async with connect(place.environment["REDIS_URL"]) as redis:
            marked = float(await RedisStore(redis).get(f"listened:{FORMAT}:discord:0:1") or 0)
        assert marked > later.created.timestamp()


async def test_a_session_that_begins_wrongly_is_begun_again(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        discord, hub = place.discord, place.discord.parts.hub
        wrong = iter(["user", "session_id"])

        def change(ready: Payload) -> Payload:
            field = next(wrong, "")
            return {key: value for key, value in ready.items() if key != field}

        discord.parts.gateway.change_ready = change
        discord.invalidate()
        await discord.until(lambda: len(hub.identified) > 1, WITHIN)
        await place.replied(discord.post(place.channel(), place.person(), place.video()))
        assert hub.identified == [(0, 1)] * 4
        assert place.logged().count("discord is not served now") == 2
        assert place.processes[0].returncode is None


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("route", ["POST /interactions/**", "PATCH /webhooks/**"])
async def test_a_command_is_answered_though_answers_are_garbled(place: Town, route: str, *, after: bool) -> None:
    discord = place.discord

    async def asks(garbled: Garbled) -> None:
        ada, channel = place.person(), place.channel()
        struck = discord.garble(route.replace("**", "*/*/**"), garbled, after=after)
        asked = discord.slash("help", {}, user=ada, channel=channel)
        # Where Discord doesn't know that it was acknowledged, the answer comes as a message like any other.
        await discord.until(
            lambda: struck.hits and len(asked.messages) + len(discord.sent(discord.world.direct(ada))) == 1, WITHIN
        )

    for garbled in GARBLED[::3]:
        await asks(garbled)
