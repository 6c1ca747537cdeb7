"""Which servers and workspaces are taken for left: those alone of which the platform says so."""

from collections.abc import AsyncIterator

import pytest
from cryptography.fernet import Fernet
from redis.asyncio import Redis

from adapters.discord.membership import Membership
from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from adapters.slack.installing import InstalledWorkspaces
from adapters.slack.membership import compare_workspaces
from adapters.slack.web import Web
from adapters.slack.workspaces import Workspace
from core.delivery.chat import ChatDown
from core.delivery.departures import Departures
from tests.fakes.discord.kit import Discord
from tests.fakes.slack.kit import Slack
from tests.protocol.discord_client import Client, connected
from tests.protocol.test_erasure import erasure

GONE, OF_ANOTHER_SHARD = 2 << 22, 3 << 22
KEY = Fernet.generate_key().decode()


@pytest.fixture
async def discord() -> AsyncIterator[Discord]:
    async with Discord() as fake:
        yield fake


def first_of_two_shards(client: Client) -> None:
    client.shard_ids, client.shard_count = [0], 2


async def test_servers_are_left_that_discord_does_not_know_us_in(redis: Redis, discord: Discord) -> None:
    names = RedisNames(redis)
    guilds = [discord.add_guild(name, discord.owner) for name in ("Away", "Here")]
    away = next(guild for guild in guilds if (guild.id >> 22) % 2 == 0)
    async with connected(discord, prepare=first_of_two_shards) as client:
        membership = Membership(client, names, Departures("discord", names, erasure(redis)))
        cached = client.get_guild(away.id)
        assert cached
        cached.unavailable = True
        away.members.pop(discord.bot.id)
        for server in (GONE, OF_ANOTHER_SHARD, away.id):
            await membership.joined(server)
        discord.ban("GET /guilds/*")
        with pytest.raises(ChatDown):
            await membership.compare()
        assert not await names.all("departures:1:discord"), "an outage says nothing"
        await membership.compare()
        kept = await names.all(f"servers:1:discord:{client.application_id}")
    assert await names.all("departures:1:discord") == (str(GONE),)
    assert {str(OF_ANOTHER_SHARD), str(away.id)} <= set(kept)
    assert str(GONE) not in kept


@pytest.mark.parametrize(
    ("error", "left"), [("account_inactive", True), ("token_revoked", True), ("invalid_auth", False), ("", False)]
)
async def test_workspaces_are_left_whose_token_ended_with_the_installation(
    redis: Redis, error: str, *, left: bool
) -> None:
    names = RedisNames(redis)
    async with Slack() as slack, Web(slack.url, InstalledWorkspaces(RedisStore(redis), names, KEY)) as web:
        team = slack.team
        installed = InstalledWorkspaces(RedisStore(redis), names, KEY)
        await installed.add(Workspace(team.id, team.token, team.bot.id, "B1"))
        if error:
            slack.revoke(error=error)
        await compare_workspaces(web, Departures("slack", names, erasure(redis)))
        assert (await installed.find(team.id) is None) is left
    assert await names.all("departures:1:slack") == ((team.id,) if left else ())
