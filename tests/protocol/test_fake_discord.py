"""The fake carries a real bot of another process through its life: ready, link, thread, drop, resume, restart."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
import pytest

from tests.fakes.discord.kit import Channel, Discord, Message, Terms, User
from tests.fakes.processes import running

ROOT = Path(__file__).parents[2]
LINK = "look https://example.org/video"


@asynccontextmanager
async def bare_bot(
    fake: Discord, *arguments: str, token: str | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Yield a bare bot in a process of its own, and end it."""
    environment = {**os.environ, "DISCORD_API_URL": fake.url, "DISCORD_TOKEN": token or fake.token}
    command = ("-m", "tests.fakes.discord.bare_bot", *arguments)
    async with running(*command, environment=environment, errors=asyncio.subprocess.PIPE) as process:
        yield process


@pytest.fixture
async def fake() -> AsyncIterator[Discord]:
    async with Discord() as server:
        yield server


@pytest.fixture
def ada(fake: Discord) -> User:
    return fake.add_user("Ada")


async def finished(fake: Discord, message: Message) -> Channel:
    """Wait until the bare bot is through with a link, and return the thread."""
    await fake.until(lambda: fake.replies(message) and fake.replies(message)[0].earlier)
    thread = fake.thread_of(message)
    assert thread is not None
    return thread


async def test_a_link_becomes_a_reply_with_a_thread_and_nobody_is_notified(fake: Discord, ada: User) -> None:
    async with bare_bot(fake):
        await fake.ready()
        message = fake.post(fake.general, ada, LINK)
        thread = await finished(fake, message)
    (reply,) = fake.replies(message)
    assert thread.id == reply.id
    assert thread.name == "A video"
    assert [each.content for each in fake.sent(thread)] == ["Part 1", "Part 2", "Part 3"]
    assert (reply.earlier, reply.content) == (["Working on it ..."], "Three parts in the thread.")
    assert fake.pings() == []
    assert fake.refused() == []
    assert fake.unknown_paths == []


async def test_a_recorded_thread_is_repeated_word_for_word(fake: Discord, ada: User, tmp_path: Path) -> None:
    async with bare_bot(fake):
        await fake.ready()
        message = fake.post(fake.general, ada, LINK)
        await finished(fake, message)
    recipe = fake.recipe(message)
    path = tmp_path / "script.json"
    path.write_text(json.dumps(recipe | {"name": "Once more"}), encoding="utf-8")
    async with bare_bot(fake, str(path)):
        await fake.ready(starts=2)
        again = fake.post(fake.general, ada, LINK)
        thread = await finished(fake, again)
    assert fake.recipe(again) == recipe | {"name": "Once more"}
    assert thread.name == "Once more"


async def test_an_idle_bot_hears_and_does_nothing(fake: Discord, ada: User) -> None:
    async with bare_bot(fake, "--idle"):
        await fake.ready()
        before = len(fake.calls)
        for number in range(200):
            fake.post(fake.general, ada, f"{LINK}{number}")
        await fake.heard()
        assert len(fake.calls) == before


async def test_a_wrong_token_ends_the_bot(fake: Discord) -> None:
    async with bare_bot(fake, token="wrong") as process:
        _, said = await process.communicate()
    assert (process.returncode, said) == (1, b"LoginFailure\n")


async def test_without_the_content_intent_the_gateway_closes_with_4014() -> None:
    async with Discord(content_intent=False) as fake, bare_bot(fake) as process:
        _, said = await process.communicate()
    assert (process.returncode, said) == (1, b"PrivilegedIntentsRequired\n")


async def test_what_was_missed_in_a_drop_comes_with_the_resume(fake: Discord, ada: User) -> None:
    async with bare_bot(fake):
        await fake.ready()
        await fake.heard()
        async with fake.downtime(resumable=True):
            message = fake.post(fake.general, ada, LINK)
        await finished(fake, message)
    assert fake.parts.hub.resumed == [(0, 1)]
    assert fake.parts.hub.identified == [(0, 1)]
    assert len(fake.replies(message)) == 1


async def test_what_was_posted_in_a_downtime_is_in_the_history_alone(fake: Discord, ada: User) -> None:
    async with bare_bot(fake):
        await fake.ready()
        async with fake.downtime():
            missed = fake.post(fake.general, ada, LINK)
        await fake.ready(starts=2)
        later = fake.post(fake.general, ada, LINK)
        await finished(fake, later)
    assert fake.parts.hub.identified == [(0, 1), (0, 1)]
    assert fake.replies(missed) == []


async def test_an_event_that_comes_twice_is_answered_twice_by_a_bot_that_takes_no_care(
    fake: Discord, ada: User
) -> None:
    async with bare_bot(fake):
        await fake.ready()
        message = fake.post(fake.general, ada, LINK)
        fake.redeliver(message)
        await fake.until(lambda: len(fake.replies(message)) == 2)


async def test_a_killed_bot_leaves_half_a_thread(fake: Discord, ada: User) -> None:
    held = fake.hang("POST /channels/*/messages", skip=2)
    async with bare_bot(fake) as process:
        await fake.ready()
        message = fake.post(fake.general, ada, LINK)
        await fake.until(lambda: held.hits)
        process.kill()
        await fake.gone()
    thread = fake.thread_of(message)
    assert thread is not None
    assert [each.content for each in fake.sent(thread)] == ["Part 1"]


async def test_each_shard_hears_its_own_guilds() -> None:
    async with Discord(Terms(shards=2)) as fake, bare_bot(fake):
        other = fake.add_guild("Other", fake.owner)
        there = fake.add_channel(other, "there")
        assert {(guild.id >> 22) % 2 for guild in (fake.guild, other)} == {0, 1}
        await fake.ready()
        messages = [fake.post(channel, fake.owner, LINK) for channel in (fake.general, there)]
        messages.append(fake.dm(fake.owner, LINK))
        for message in messages[:2]:
            await finished(fake, message)
        await fake.until(lambda: fake.replies(messages[2]))
        assert sorted(fake.parts.hub.identified) == [(0, 2), (1, 2)]
        assert all(len(fake.replies(message)) == 1 for message in messages)


async def test_as_a_process_of_its_own_it_is_steered_over_http() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.discord", cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        about = json.loads(await process.stdout.readline())
        async with aiohttp.ClientSession(about["control"] + "/") as session:

            async def do(deed: str, status: int = 200, **given: object) -> dict[str, object]:
                async with session.post(deed, json=given) as answer:
                    assert answer.status == status, await answer.text()
                    said: dict[str, object] = await answer.json()
                    return said

            await do("add_user", name="Ada", locale="de")
            await do("permit", channel="general", deny=["ADD_REACTIONS"])
            upload = {"filename": "talk.vtt", "text": "WEBVTT"}
            posted = await do("post", channel="general", author="Ada", text="hello", attachments=[upload])
            await do("edit", message=posted["id"], text="hello there")
            await do("no_such_deed", 404)
            await do("post", 400, channel="nowhere", author="Ada", text="hello")
            await do("wait", 504, channel="general", within=0.01)
            async with session.get("state") as answer:
                state = await answer.json()
        assert [each["text"] for each in state["channels"][0]["messages"]] == ["hello there"]
        assert state["pings"] == []
    finally:
        process.terminate()
        await process.wait()
