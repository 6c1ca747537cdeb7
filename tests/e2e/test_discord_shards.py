"""Discord's shards over several processes: each server is served by one, and what was taken in by any."""

from pathlib import Path

import pytest

from bot.embedded_redis import binary
from tests.e2e.discord_kit import WITHIN, Town, town
from tests.fakes.discord.kit import Channel, Guild, Permission, Terms

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no redis-server")
SHARDS = 2


def shard_of(guild: Guild) -> int:
    """Return the shard of a server (docs: Gateway > Sharding)."""
    return (int(guild.id) >> 22) % SHARDS


def servers(place: Town) -> list[Guild]:
    """Return a server of each shard."""
    made = [place.discord.add_guild(name, place.discord.owner) for name in ("One", "Two", "Three", "Four")]
    return [next(guild for guild in made if shard_of(guild) == shard) for shard in range(SHARDS)]


def channels(place: Town, guild: Guild) -> tuple[Channel, Channel]:
    return place.discord.add_channel(guild, "talk"), place.discord.add_channel(guild, "more")


async def test_each_process_serves_its_own_and_delivers_for_all(tmp_path: Path) -> None:
    async with town(tmp_path, Terms(shards=SHARDS, concurrency=1, identify_every=0.3), start=False) as place:
        discord = place.discord
        guilds = servers(place)
        for shard in range(SHARDS):
            place.start(DISCORD_SHARDS=f"{shard}/{SHARDS}")
        await discord.ready()
        assert sorted(discord.parts.hub.identified) == [(0, SHARDS), (1, SHARDS)]
        for guild in guilds:
            first, second = channels(place, guild)
            post = discord.post(first, discord.owner, place.video())
            thread = await place.delivered(post)
            place.check_whole(thread)
            again = discord.post(second, discord.owner, post.content)
            assert str(thread.id) in discord.text(await place.replied(again))
        assert "invalidated" not in place.logged()


async def test_what_another_process_took_in_leads_to_the_thread_there_is(tmp_path: Path) -> None:
    """The process that is left does the jobs of all shards, and asks Discord about servers that it doesn't see."""
    async with town(tmp_path, Terms(shards=SHARDS), start=False) as place:
        discord = place.discord
        guild = servers(place)[0]
        first, second = channels(place, guild)
        taking = place.start(DISCORD_SHARDS=f"0/{SHARDS}")
        place.start(DISCORD_SHARDS=f"1/{SHARDS}")
        await discord.ready()
        post, other = (discord.post(first, discord.owner, place.video()) for _ in range(2))
        thread, other_thread = await place.delivered(post), await place.delivered(other)
        stranger = discord.add_user("stranger")
        discord.join(guild, stranger)
        discord.permit(first, deny=Permission.VIEW_CHANNEL, to=stranger)
        held = discord.hang("POST /channels/*/messages")
        again = discord.post(second, discord.owner, post.content)
        unseen = discord.post(second, stranger, other.content)
        await discord.until(lambda: held.hits, WITHIN)
        taking.kill()
        await taking.wait()
        discord.lift()
        assert str(thread.id) in discord.text(await place.replied(again))
        assert await place.delivered(unseen) is not other_thread


@pytest.mark.parametrize("shards", ["8", "4-3/8", "0-8/8", "a/b", "-1/2"])
async def test_what_names_no_shards_is_said_in_a_sentence(tmp_path: Path, shards: str) -> None:
    async with town(tmp_path, start=False) as place:
        process = place.start(DISCORD_SHARDS=shards)
        assert await process.wait() == 78
        assert "DISCORD_SHARDS can't be used: it should look like 0-3/8" in place.logged()
