"""Limits by the real bot, on Discord and on Slack."""

from pathlib import Path

import pytest

from bot.embedded_redis import binary
from tests.e2e.discord_kit import town
from tests.e2e.slack_kit import square

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no redis-server")
OVER = "as many links as I summarise for one person in an hour. Please post this one again after"


async def test_on_discord_posts_and_commands_count(tmp_path: Path) -> None:
    async with town(tmp_path, start=False) as place:
        place.environment["LIMIT_USER"] = "3"
        await place.restart()
        discord, ada, channel = place.discord, place.person(), place.channel()
        await place.summarised(author=ada)
        await place.done(discord.slash("conclusion", {"link": place.video()}, user=ada, channel=channel))
        await place.done(
            discord.slash("summarize", {"link": place.video(), "private": True}, user=ada, channel=channel)
        )
        over = discord.post(channel, ada, place.video())
        await place.replied(over, OVER)
        for command in ("conclusion", "summarize"):
            options: dict[str, str | bool] = {"link": place.video(), "private": True}
            asked = await place.done(discord.slash(command, options, user=ada, channel=channel))
            assert OVER in asked.text
        bob = place.person("Bob")
        asked = await place.done(discord.slash("conclusion", {"link": place.video()}, user=bob, channel=channel))
        assert "Conclusion: Key Takeaways" in asked.text
        clicked = discord.post(channel, place.person("Cleo"), place.video(), quietly=True)
        await place.done(discord.message_command("Summarize video", clicked, user=ada))
        await place.replied(clicked, OVER)
        assert len(discord.replies(over)) == 1
        assert not discord.threads(channel)


async def test_on_slack_posts_and_commands_count(tmp_path: Path) -> None:
    async with square(tmp_path, start=False) as place:
        place.environment["LIMIT_USER"] = "1"
        await place.restart()
        slack, ada, channel = place.slack, place.person(), place.channel()
        await place.answered(slack.command("/conclusion", place.address(), ada, channel), "Conclusion")
        await place.answered(slack.command("/summarize", place.address(), ada, channel), OVER)
        over = slack.post(channel, ada, place.address())
        await slack.until(lambda: any(OVER in slack.text(each) for each in slack.own(over)), 10)
        assert len(slack.own(over)) == 1
        clicked = slack.post(channel, place.person(), place.video(), quietly=True)
        await place.answered(slack.shortcut("summarize_video", ada, clicked))
        await slack.until(lambda: any(OVER in slack.text(each) for each in slack.own(clicked)), 10)
