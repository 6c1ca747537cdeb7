"""Discord and Slack at once: in one process, and in two that share a computation."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from bot.embedded_redis import binary
from tests.e2e.asking_kit import figures, health, is_so, until, value
from tests.e2e.slack_kit import WITHIN, Square, square
from tests.fakes.discord import kit as discord_kit
from tests.fakes.discord.kit import Discord
from tests.fakes.door import Trouble
from tests.protocol.slack_kit import free_port

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no redis-server")


async def posted_on_both(place: Square, discord: Discord) -> None:
    """Post one video on both at once, and check that each has a thread of it, of one fetch and one run."""
    link = place.address()
    on_slack = place.slack.post(place.channel(), place.person(), f"<{link}>")
    on_discord = discord.post(discord.general, discord.owner, link)
    await asyncio.gather(
        place.delivered(on_slack),
        discord.until(lambda: any("in the thread" in discord.text(each) for each in discord.replies(on_discord)), 10),
    )
    place.check_whole(on_slack)
    thread = discord.thread_of(on_discord)
    assert thread
    assert len(discord.sent(thread)) == len(place.slack.own(on_slack)) - 1
    assert place.youtube.fetches(link.rpartition("/")[2]) == 1


@pytest.mark.parametrize("processes", [1, 2])
async def test_one_video_on_both_is_fetched_and_computed_once(tmp_path: Path, processes: int) -> None:
    async with square(tmp_path, start=False) as place, Discord() as discord:
        tokens = {"DISCORD_TOKEN": discord_kit.TOKEN, "DISCORD_API_URL": discord.url}
        place.environment |= tokens
        if processes == 1:
            place.start("")
        else:
            place.start("discord")
            place.start("slack")
        await asyncio.gather(discord.ready(), place.slack.ready())
        await posted_on_both(place, discord)
        said = ("Discord is ready: connected as Cuepoint", ", in 1 server", "Slack is ready: connected by websocket")
        async with asyncio.timeout(WITHIN):
            while not all(line in place.logged() for line in said):  # noqa: ASYNC110 - another process's doing
                await asyncio.sleep(0.02)
        async with asyncio.timeout(WITHIN):
            while place.processes:
                assert await place.stop() == 0


async def test_all_in_one_says_of_each_part_whether_it_works(tmp_path: Path) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    async with square(tmp_path, start=False) as place, Discord() as discord:
        tokens = {"DISCORD_TOKEN": discord_kit.TOKEN, "DISCORD_API_URL": discord.url}
        place.environment |= {**tokens, "METRICS_PORT": address.rpartition(":")[2]}
        place.start("")
        await asyncio.gather(discord.ready(), place.slack.ready())
        parts = ("redis", "summaries", "discord", "deliveries-discord", "slack", "deliveries-slack")
        well = {"ok": True, **dict.fromkeys(parts, True)}
        await is_so(address, (200, well))
        async with place.slack.downtime():
            await is_so(address, (503, well | {"ok": False, "slack": False}))
        await is_so(address, (200, well))
        found = await figures(address)
        assert all(value(found, "cuepoint_works", part=part) == 1 for part in parts)
        assert await place.stop() == 0


@contextlib.asynccontextmanager
async def both(folder: Path, **environment: str) -> AsyncIterator[tuple[Square, Discord, str]]:
    """Yield a place for both platforms in one process, not started yet, and where its health is told."""
    address = f"http://127.0.0.1:{free_port()}"
    async with square(folder, start=False) as place, Discord() as discord:
        told = {"DISCORD_TOKEN": discord_kit.TOKEN, "DISCORD_API_URL": discord.url}
        place.environment |= {**told, "METRICS_PORT": address.rpartition(":")[2], **environment}
        yield place, discord, address


async def until_health(address: str, **parts: bool) -> None:
    """Wait until a process says that these parts of it work, or don't."""

    async def so() -> bool:
        with contextlib.suppress(aiohttp.ClientError):
            return parts.items() <= (await health(address))[1].items()
        return False

    await until(so)


async def test_a_wrong_token_of_one_ends_that_one_alone(tmp_path: Path) -> None:
    async with both(tmp_path, DISCORD_TOKEN="wrong.token.here") as (place, _, address):
        process = place.start("")
        await place.slack.ready()
        await until_health(address, discord=False, slack=True)
        await place.summarised()
        (line,) = [line for line in place.logged().splitlines() if "does not accept DISCORD_TOKEN" in line]
        assert '"level": "error"' in line
        assert process.returncode is None
        place.slack.revoke(error="account_inactive")
        assert await place.stop() == 0


async def test_where_no_token_is_right_the_process_ends_with_an_error(tmp_path: Path) -> None:
    wrong = {"DISCORD_TOKEN": "wrong.token.here", "SLACK_BOT_TOKEN": "xoxb-wrong"}
    async with both(tmp_path, **wrong) as (place, _, _):
        async with asyncio.timeout(20):
            assert await place.start("").wait() not in {0, None}
        last = place.logged().strip().splitlines()[-1]
        assert "does not accept" in last
        assert not last.startswith("{")


@pytest.mark.parametrize("away", ["discord", "slack"])
@pytest.mark.parametrize("trouble", [Trouble.REFUSED, Trouble.GARBLED])
async def test_an_outage_at_the_start_is_waited_for(tmp_path: Path, away: str, trouble: Trouble) -> None:
    async with both(tmp_path) as (place, discord, address):
        door = discord.door if away == "discord" else place.slack.door
        await door.make(trouble)
        place.start("")
        there = "slack" if away == "discord" else "discord"
        await until_health(address, **{away: False, there: True})
        await until(lambda: asyncio.sleep(0, result=f"{away} is not served now" in place.logged()))
        await door.end()
        await asyncio.gather(discord.ready(), place.slack.ready())
        await until_health(address, discord=True, slack=True)
        await posted_on_both(place, discord)
        said = [line for line in place.logged().splitlines() if f"{away} is " in line]
        assert ["not served now" in line for line in said] == [True, False], said
        assert "Traceback" not in place.logged(), place.logged()
        assert await place.stop() == 0
