"""Killed in the middle, restarted, cut off, told to stop: one thread, every section once. And starts that fail."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.redis.client import connect
from tests.e2e.slack_kit import WITHIN, Square, square
from tests.fakes.slack.kit import Message

POST = "chat.postMessage"


@pytest.fixture
async def place(tmp_path: Path) -> AsyncIterator[Square]:
    async with square(tmp_path) as made:
        yield made


async def stopped_at(place: Square, number: int, *, after: bool) -> Message:
    """Post a link, and return the post when the message of that number hangs."""
    held = place.slack.hang(POST, skip=number, after=after)
    post = place.slack.post(place.channel(), place.person(), place.video())
    await place.slack.until(lambda: held.hits, WITHIN)
    return post


@pytest.mark.parametrize(("number", "after"), [(0, True), (2, False)], ids=["replied", "in the thread"])
async def test_killed_in_the_middle_the_thread_comes_out_whole(place: Square, number: int, *, after: bool) -> None:
    """Every other step: tests/protocol/test_slack_chat.py."""
    post = await stopped_at(place, number, after=after)
    await place.kill()
    place.slack.lift()
    await place.restart()
    await place.delivered(post)
    place.check_whole(post)


async def test_what_redis_has_no_job_for_is_resumed(place: Square) -> None:
    post = await stopped_at(place, 2, after=True)
    await place.kill()
    place.slack.lift()
    async with connect(place.environment["REDIS_URL"]) as redis:
        for key in await redis.keys("saq:*"):
            await redis.delete(key)
    await place.restart()
    await place.delivered(post)
    place.check_whole(post)


async def test_what_was_posted_while_nobody_listened_is_answered_once(place: Square) -> None:
    slack = place.slack
    before = await place.summarised()
    written = len(slack.own(before))
    assert await place.stop() == 0
    missed = slack.post(place.channel(), place.person(), place.video(), quietly=True)
    for number in range(120):
        slack.post(missed.channel, before.author, f"word {number}", quietly=True)
    slack.post(before.channel, before.author, "what comes before the planet?", thread=before, quietly=True)
    direct = slack.dm(place.person(), "later")
    slack.edit(direct, "later")
    old = slack.post(place.channel(), place.person(), place.video(), ago=25 * 3600.0, quietly=True)
    slack.cut("users.conversations", times=2)
    slack.cut("conversations.history", times=2)
    await place.restart()
    await place.delivered(missed)
    place.check_whole(missed)
    await slack.until(lambda: len(slack.own(before)) == written + 1, WITHIN)
    await place.quiet(lambda: slack.own(old) or len(slack.own(before)) != written + 1)


async def test_a_lost_connection_is_caught_up_and_a_renewed_one_loses_nothing(place: Square) -> None:
    slack = place.slack
    await place.summarised()
    channel, ada = place.channel(), place.person()
    async with slack.downtime():
        lost = slack.post(channel, ada, place.video())
    await place.delivered(lost, 30)
    slack.disconnect("warning")
    slack.disconnect("refresh_requested", close=True)
    kept = slack.post(channel, ada, place.video())
    await place.delivered(kept, 30)
    place.check_whole(lost)
    place.check_whole(kept)


async def test_what_was_posted_before_the_very_first_start_is_left_alone(tmp_path: Path) -> None:
    async with square(tmp_path, start=False) as place:
        early = place.slack.post(place.channel(), place.person(), place.video(), ago=30.0, quietly=True)
        await place.restart()
        await place.quiet(lambda: place.slack.own(early))


@pytest.fixture
async def unstarted(tmp_path: Path) -> AsyncIterator[Square]:
    async with square(tmp_path, start=False) as made:
        yield made


async def refused(place: Square, **environment: str) -> str:
    """Start the app, wait until it ends, and return its one sentence."""
    process = place.start(**environment)
    async with asyncio.timeout(WITHIN):
        assert await process.wait() == os.EX_CONFIG
    return place.logged().strip().splitlines()[-1]


async def test_a_start_that_fails_says_why_in_one_sentence(unstarted: Square) -> None:
    place, slack = unstarted, unstarted.slack
    assert "SLACK_BOT_TOKEN" in await refused(place, SLACK_BOT_TOKEN="xoxb-wrong")
    assert "SLACK_APP_TOKEN" in await refused(place, SLACK_APP_TOKEN="xapp-wrong")
    assert "SLACK_APP_TOKEN is not set" in await refused(place, SLACK_APP_TOKEN="")
    assert "SLACK_TOKEN_KEY" in await refused(place, SLACK_BOT_TOKEN="")
    scopes = [scope for scope in slack.team.scopes if scope not in {"reactions:write", "groups:history"}]
    slack.grant(*scopes)
    said = await refused(place)
    assert "the scope groups:history, reactions:write" in said
    slack.revoke(error="account_inactive")
    assert "account_inactive" in await refused(place)
