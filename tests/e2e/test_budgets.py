"""Budgets by the real bot, on Discord and Slack in one process, with a model on loopback."""

import asyncio
from pathlib import Path

import pytest
from redis.asyncio import Redis

from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.redis.tallies import RedisTallies
from bot.embedded_redis import binary
from core.budgets.budgets import Budgets, paid_by
from core.budgets.spending import Limit
from core.model import Usage
from core.thread.words import words
from tests.e2e.slack_kit import WITHIN, Square, square
from tests.fakes.discord import kit as discord_kit
from tests.fakes.discord.kit import Channel, Discord
from tests.fakes.discord.kit import Message as Post
from tests.fakes.model import FakeModel
from tests.fakes.slack.kit import Message

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no redis-server")
SPENT = words("en").budget_spent
LIMIT = 1000


async def charge(place: Square, *communities: str) -> None:
    """Let communities have used most of their budgets before the bot starts."""
    async with Redis.from_url(place.environment["REDIS_URL"]) as redis:
        tallies, store, names = RedisTallies(redis), RedisStore(redis), RedisNames(redis)
        budgets = Budgets(tallies, store, names, each=Limit(LIMIT))
        for community in communities:
            with paid_by(community):
                await budgets.charge(Usage(1, 850))


async def told(discord: Discord, channel: Channel, count: int = 1) -> str:
    """Wait until the bot has written so often in a channel, and return what it wrote last."""
    await discord.until(lambda: len(discord.sent(channel)) >= count, WITHIN)
    return discord.text(discord.sent(channel)[-1])


async def thread_of(discord: Discord, post: Post) -> Channel:
    await discord.until(lambda: any("in the thread" in discord.text(each) for each in discord.replies(post)), WITHIN)
    thread = discord.thread_of(post)
    assert thread
    return thread


async def on_discord(place: Square, discord: Discord) -> None:
    ada = discord.add_user("ada")
    assert "85% of today's budget" in await told(discord, discord.world.direct(discord.owner))
    first = await thread_of(discord, discord.post(discord.general, ada, place.address()))
    assert "written by gpt-6-luna" in discord.text(discord.sent(first)[-1])
    second = await thread_of(discord, discord.post(discord.general, ada, place.address()))
    last = discord.text(discord.sent(second)[-1])
    assert "written offline" in last
    assert "day's budget for the model was spent" in last
    count = len(discord.sent(first))
    discord.post(first, ada, "what comes before the planet?")
    assert "day's budget for the model was spent" in await told(discord, first, count + 1)
    usage = discord.slash("usage", user=discord.owner, channel=discord.general)
    await discord.done(usage, WITHIN)
    assert "2 summaries · 1 question" in usage.text
    assert "A day's budget: 1,000 tokens." in usage.text
    assert len(discord.sent(discord.world.direct(discord.owner))) == 1


def last_of(place: Square, post: Message) -> str:
    return place.slack.text(place.slack.own(post)[-1])


async def on_slack(place: Square) -> None:
    slack = place.slack
    direct = slack.world.direct(slack.owner)
    await slack.until(lambda: slack.own(direct), WITHIN)
    assert "85% of today's budget" in slack.text(slack.own(direct)[0])
    first = await place.summarised()
    assert "written by gpt-6-luna" in last_of(place, first)
    second = await place.summarised()
    assert SPENT in last_of(place, second)
    act = slack.command("/ask", f"{place.address()} what comes before the planet?", place.person(), place.channel())
    await place.answered(act, SPENT)
    await place.answered(slack.command("/usage", "", slack.owner, place.channel()), "2 summaries · 1 question")
    assert len(slack.own(direct)) == 1


async def test_near_the_limit_a_note_and_at_the_limit_the_offline_engine(tmp_path: Path) -> None:
    async with square(tmp_path, start=False) as place, Discord() as discord, FakeModel() as model:
        await charge(place, f"discord:{discord.guild.id}", f"slack:{place.slack.team.id}")
        place.environment |= {
            "DISCORD_TOKEN": discord_kit.TOKEN,
            "DISCORD_API_URL": discord.url,
            "OPENAI_BASE_URL": model.url,
            "BUDGET_SERVER_TOKENS": str(LIMIT),
        }
        place.start("")
        await asyncio.gather(discord.ready(), place.slack.ready())
        await asyncio.gather(on_discord(place, discord), on_slack(place))
        before = len(model.calls)
        await asyncio.gather(
            place.summarised(), thread_of(discord, discord.post(discord.general, discord.owner, place.address()))
        )
        assert len(model.calls) == before
        assert discord.pings() == []
        assert place.slack.pings() == []
