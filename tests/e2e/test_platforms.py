"""Discord and Slack at once: in one process, and in two that share a computation."""

import asyncio
from pathlib import Path

import pytest

from bot.embedded_redis import binary
from tests.e2e.asking_kit import figures, is_so, value
from tests.e2e.slack_kit import Square, square
from tests.fakes.discord import kit as discord_kit
from tests.fakes.discord.kit import Discord
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
        async with asyncio.timeout(10):
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
