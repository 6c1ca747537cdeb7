"""What was posted while nobody listened, read after the fact: bounded, and answered once like anything else (law 4)."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime

import discord
from discord.utils import snowflake_time, time_snowflake

from adapters.discord import direct
from adapters.discord.listening import Listening
from core.errors import DAY, CuepointError
from core.faults import boundary
from core.keys import FORMAT
from core.ports import Names, Store

LONGEST = DAY
"""How many seconds back is read."""
MOST = 100
"""How many messages of a channel are read."""
EVERY = 5.0
"""How often, in seconds, it is remembered that a shard listens."""
SLACK = 90.0
"""For how many seconds a connection can be dead before it is noticed; so far is read twice."""
_OF_DIRECT_MESSAGES = 0
"""The shard that they come to (https://discord.com/developers/docs/events/gateway#sharding)."""
_Place = discord.TextChannel | discord.VoiceChannel | discord.Thread

log = logging.getLogger(__name__)


class CatchingUp:
    """Remembers until when each shard has listened, and reads what came since when it begins a new session."""

    def __init__(self, client: discord.AutoShardedClient, store: Store, names: Names, listening: Listening) -> None:
        self._client = client
        self._store = store
        self._names = names
        self._listening = listening
        self._shards: set[int] = set()
        self._marking: asyncio.Task[None] | None = None

    async def connected(self, shard: int) -> None:
        """Remember from when on a shard listens that never did before: what was written earlier is left alone."""
        if await self._store.get(self._key(shard)) is None:
            await self._mark(shard, ahead=SLACK)

    async def ready(self, shard: int) -> None:
        """Read what a shard has missed, then remember that it listens: what breaks that off is read again."""
        marked = await self._store.get(self._key(shard))
        if marked is not None:
            since = max(float(marked) - SLACK, time.time() - LONGEST)
            await self._read(shard, datetime.fromtimestamp(since, UTC))
        await self._mark(shard)
        self._shards.add(shard)
        if self._marking is None:
            self._marking = asyncio.create_task(self._mark_all())

    def resumed(self, shard: int) -> None:
        """Remember again that a shard listens: it was told what it had missed."""
        self._shards.add(shard)

    def lost(self, shard: int) -> None:
        """Remember no longer that a shard listens."""
        self._shards.discard(shard)

    async def stop(self) -> None:
        """Remember for the last time that the shards listen."""
        if self._marking is None:
            return
        self._marking.cancel()
        self._marking = None
        for shard in self._shards:
            await self._mark(shard)

    async def _mark_all(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            # Redis away for a while is no reason not to try again.
            with contextlib.suppress(CuepointError), boundary(log, "remembering that we listen"):
                for shard in tuple(self._shards):
                    await self._mark(shard)

    async def _mark(self, shard: int, *, ahead: float = 0.0) -> None:
        await self._store.put(self._key(shard), str(time.time() + ahead).encode(), 2 * LONGEST)

    def _key(self, shard: int) -> str:
        return f"listened:{FORMAT}:discord:{shard}:{self._client.shard_count}"

    async def _read(self, shard: int, since: datetime) -> None:
        for channel in self._places(shard):
            last = channel.last_message_id
            if last is not None and snowflake_time(last) > since:
                await self._read_in(channel, since)
        if shard == _OF_DIRECT_MESSAGES:
            for ident in await direct.lately(self._names):
                await self._read_in(self._client.get_partial_messageable(int(ident)), since)

    async def _read_in(self, channel: _Place | discord.PartialMessageable, since: datetime) -> None:
        after = discord.Object(time_snowflake(since))
        with contextlib.suppress(discord.HTTPException):
            # The list is read whole before anything is done, so that our own replies are not in it.
            missed = [message async for message in channel.history(limit=MOST, after=after)]
            log.info("%d messages were written in %s while nobody listened", len(missed), channel.id)
            for message in missed:
                await self._listening.written(message)

    def _places(self, shard: int) -> Iterable[_Place]:
        for guild in self._client.guilds:
            if guild.shard_id == shard:
                yield from guild.text_channels
                yield from guild.voice_channels
                yield from guild.threads
