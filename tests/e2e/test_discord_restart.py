"""Killed in the middle, restarted, cut off, told to stop: one thread, every section once."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from adapters.redis.client import connect
from tests.e2e.deletion_kit import everything, is_of_departure, mentions, until_nothing_names
from tests.e2e.discord_kit import WITHIN, Town, town
from tests.fakes.discord.kit import Discord, Message, Terms

POST = "POST /channels/*/messages"
EDIT = "PATCH /channels/*/messages/*"
THREAD = "POST /channels/*/messages/*/threads"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Town]:
    async with town(tmp_path) as made:
        yield made
        assert made.discord.pings() == []


@pytest.mark.parametrize(
    ("route", "number", "after"),
    [(POST, 0, True), (THREAD, 0, True), (POST, 3, False)],
    ids=["replied", "opened", "in the thread"],
)
async def test_killed_in_the_middle_the_thread_comes_out_whole(
    place: Town, route: str, number: int, *, after: bool
) -> None:
    """Every other step, and those where the nonces are forgotten: tests/protocol/test_discord_chat.py."""
    discord = place.discord
    post = await stopped_at(place, route, number, after=after)
    await place.kill()
    discord.lift()
    await place.restart()
    thread = await place.delivered(post)
    place.check_whole(thread)
    assert len(discord.replies(post)) == 1
    assert len(discord.threads(post.channel)) == 1


async def stopped_at(place: Town, route: str, number: int, *, after: bool) -> Message:
    """Post a link, and return the post when the request of that number hangs."""
    discord = place.discord
    channel, ada, link = place.channel(), place.person(), place.video()
    held = discord.hang(route, skip=number, after=after)
    post = discord.post(channel, ada, link)
    await discord.until(lambda: held.hits, WITHIN)
    return post


async def test_an_answer_is_given_once_though_its_process_was_killed(place: Town) -> None:
    discord = place.discord
    post, thread = await place.summarised()
    held = discord.hang(POST, after=True)
    question = discord.post(thread, post.author, "What is said about this?")
    await discord.until(lambda: held.hits, WITHIN)
    await place.kill()
    discord.lift()
    discord.pass_nonces()
    await place.restart()
    again = discord.post(thread, post.author, "And what else is said?")
    await place.replied(again)
    assert len(discord.replies(question)) == 1
    assert len(discord.replies(again)) == 1


async def test_what_redis_has_no_job_for_is_resumed(place: Town) -> None:
    discord = place.discord
    post = await stopped_at(place, POST, 2, after=True)
    await place.kill()
    discord.lift()
    async with connect(place.environment["REDIS_URL"]) as redis:
        for key in await redis.keys("saq:*"):
            await redis.delete(key)
    await place.restart()
    place.check_whole(await place.delivered(post))


async def test_what_was_posted_while_nobody_listened_is_answered_once(place: Town) -> None:
    discord = place.discord
    before, thread = await place.summarised()
    told = discord.dm(place.person(), "hello")
    await place.quiet(lambda: discord.replies(told))
    place.processes[-1].send_signal(signal.SIGTERM)
    assert await place.processes.pop().wait() == 0
    busy = place.channel()
    for number in range(120):
        discord.post(busy, before.author, f"word {number}", quietly=True)
    missed = discord.post(busy, place.person(), place.video(), quietly=True)
    question = discord.post(thread, before.author, "What is said about this?", quietly=True)
    direct = discord.post(told.channel, told.author, place.video(), quietly=True)
    old = discord.post(place.channel(), place.person(), place.video(), ago=25 * 3600.0, quietly=True)
    discord.cut("GET /channels/*/messages", times=2)
    await place.restart()
    place.check_whole(await place.delivered(missed))
    await place.replied(question)
    await place.replied(direct, "in the thread")
    assert len(discord.replies(before)) == len(discord.replies(direct)) == 1
    assert not discord.replies(old)


async def test_a_lost_session_is_caught_up_and_a_resumed_one_brings_its_own(place: Town) -> None:
    discord = place.discord
    channel, ada = place.channel(), place.person()
    async with discord.downtime():
        lost = discord.post(channel, ada, place.video(), quietly=True)
    await place.delivered(lost)
    async with discord.downtime(resumable=True):
        kept = discord.post(channel, ada, place.video())
    await place.delivered(kept)
    assert discord.parts.hub.resumed
    assert len(discord.replies(lost)) == len(discord.replies(kept)) == 1


async def test_what_was_posted_before_the_very_first_start_is_left_alone(tmp_path: Path) -> None:
    async with town(tmp_path, start=False) as place:
        early = place.discord.post(place.channel(), place.person(), place.video(), ago=30.0, quietly=True)
        await place.restart()
        await place.quiet(lambda: place.discord.replies(early))


async def test_told_to_stop_it_ends_at_once_and_cleanly(place: Town) -> None:
    await place.summarised()
    process = place.processes[-1]
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 5.0) == 0
    assert place.discord.parts.hub.closed_by_client == [1000]
    assert '"level": "error"' not in place.logged()


async def test_every_shard_is_served(tmp_path: Path) -> None:
    async with town(tmp_path, Terms(shards=3)) as place:
        discord = place.discord
        assert sorted(discord.parts.hub.identified) == [(0, 3), (1, 3), (2, 3)]
        for name in ("One", "Two", "Three"):
            guild = discord.add_guild(name, discord.owner)
            post = discord.post(discord.add_channel(guild, "talk"), place.person(), place.video())
            await place.delivered(post)


@pytest.mark.parametrize(
    ("discord", "token", "sentence"),
    [
        (Discord(), "wrong.token.here", "does not accept DISCORD_TOKEN"),
        (Discord(content_intent=False), None, "Message Content Intent"),
    ],
    ids=["token", "intent"],
)
async def test_what_keeps_it_from_starting_is_said_in_one_sentence(
    tmp_path: Path, discord: Discord, token: str | None, sentence: str
) -> None:
    async with town(tmp_path, start=False) as place:
        async with discord:
            wrong = {"DISCORD_API_URL": discord.url, **({"DISCORD_TOKEN": token} if token else {})}
            process = place.start("discord", **wrong)
            assert await asyncio.wait_for(process.wait(), WITHIN) == os.EX_CONFIG
            assert discord.parts.hub.identified == [], "no session of the day's 1,000 is spent"
        last = place.logged().strip().splitlines()[-1]
        assert sentence in last
        assert not last.startswith("{")
        assert "Traceback" not in place.logged()


async def test_with_a_token_and_no_command_it_serves_discord_too(tmp_path: Path) -> None:
    async with town(tmp_path, start=False) as place:
        place.start("")
        await place.discord.ready()
        await place.summarised()


async def test_without_a_token_the_command_says_where_to_get_one(tmp_path: Path) -> None:
    async with town(tmp_path, start=False) as place:
        process = place.start(DISCORD_TOKEN="")
        assert await asyncio.wait_for(process.wait(), WITHIN) == os.EX_CONFIG
        assert "DISCORD_TOKEN is not set" in place.logged()


async def test_a_server_that_removed_it_while_it_was_offline_is_forgotten(place: Town) -> None:
    discord = place.discord
    guilds = [discord.add_guild(name, discord.owner) for name in ("Left", "Stays")]
    for guild in guilds:
        channel = discord.add_channel(guild, "talk")
        await place.done(discord.slash("settings", {"mode": "auto"}, user=discord.owner, channel=channel))
    left, stays = (str(guild.id) for guild in guilds)
    url = place.environment["REDIS_URL"]
    async with connect(url) as redis, asyncio.timeout(WITHIN):
        while not {left, stays} <= await listed(redis):  # noqa: ASYNC110 - another process has no event to wait for
            await asyncio.sleep(0.02)
    await place.kill()
    discord.remove_bot(guilds[0])
    await place.restart()
    await until_nothing_names(url, left, but=is_of_departure)
    async with connect(url) as redis:
        assert {key.split(":")[1] for key in mentions(await everything(redis), [stays])} == {"preferences", "servers"}


async def listed(redis: Redis) -> set[str]:
    """Return the servers that the process knows it is in."""
    return {ident for value in mentions(await everything(redis), ["servers"]).values() for ident in value.split()}
