"""Discord and Slack at once: in one process, and in two that share a computation."""

import asyncio
from pathlib import Path

import pytest

from bot.embedded_redis import binary
from tests.e2e.slack_kit import Square, square
from tests.fakes.discord import kit as discord_kit
from tests.fakes.discord.kit import Discord

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
