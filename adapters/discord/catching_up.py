"""What was posted while nobody listened, read after the fact: bounded, and answered once like anything else (law 4)."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial

import discord
from discord.utils import time_snowflake

from adapters.discord import direct
from adapters.discord.listening import Listening
from adapters.discord.parsing import Place, parse_message
from adapters.discord.rest import Rest
from core.delivery.chat import Gone
from core.delivery.listened import AT_THE_END, EVERY, FORGOTTEN, LOST, SETTLING, SLACK, Listened, patiently
from core.faults import now_and_then, tried
from core.ports import Names, Store

MOST = 1000
"""How many messages of a channel are read."""
AT_ONCE = 8
"""How many channels are read at a time: Discord takes fifty requests a second (docs: Rate Limits)."""
_OF_DIRECT_MESSAGES = 0
"""The shard that they come to (https://discord.com/developers/docs/events/gateway#sharding)."""

log = logging.getLogger(__name__)


class CatchingUp:
    """Remembers until when each shard has listened, and reads what came since when it begins a new session."""

    def __init__(
        self, client: discord.AutoShardedClient, rest: Rest, store: Store, names: Names, listening: Listening
    ) -> None:
        self._client = client
        self._rest = rest
        self._store = store
        self._listened: dict[int, Listened] = {}
        self._names = names
        self._listening = listening
        self._shards: set[int] = set()
        self._marking: asyncio.Task[None] | None = None

    async def connected(self, shard: int) -> None:
        """Remember from when on a shard listens that never did before: what was written earlier is left alone."""
        if await self._mark_of(shard).since() is None:
            await self._mark_of(shard).mark(ahead=SLACK)

    async def ready(self, shard: int) -> None:
        """Read what a shard has missed, then remember that it listens: what breaks that off is read again."""
        since = await self._mark_of(shard).since()
        if since is not None:
            await self._read(shard, since)
        await self._mark_of(shard).mark()
        self._shards.add(shard)
        if self._marking is None:
            marking = now_and_then(self._mark_all, EVERY, log, "remembering that we listen", at_once=False)
            self._marking = asyncio.create_task(marking)

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
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(AT_THE_END):
                for shard in self._shards:
                    await self._mark_of(shard).mark()

    async def _mark_all(self) -> None:
        for shard in tuple(self._shards):
            if not await self._mark_of(shard).mark():
                log.error(LOST)
                await asyncio.sleep(SETTLING)
                await self._read(shard, time.time() - FORGOTTEN, again=True)

    def _mark_of(self, shard: int) -> Listened:
        name = f"discord:{shard}:{self._client.shard_count}"
        return self._listened.setdefault(shard, Listened(self._store, name))

    async def _read(self, shard: int, began: float, *, again: bool = False) -> None:
        """Take in what was written since; where `again` is set, only what has no reply of ours."""
        since = datetime.fromtimestamp(began, UTC)
        after = time_snowflake(since)
        places: list[Place] = [each for each in self._places(shard) if (each.last_message_id or 0) > after]
        if shard == _OF_DIRECT_MESSAGES:
            places += [self._client.get_partial_messageable(int(each)) for each in await direct.lately(self._names)]
        turns = asyncio.Semaphore(AT_ONCE)

        async def read(place: Place) -> None:
            with tried(log, f"catching up in channel {place.id}"):
                async with turns:
                    await self._read_in(place, since, again=again)

        await asyncio.gather(*map(read, places))

    async def _read_in(self, channel: Place, since: datetime, *, again: bool) -> None:
        # The list is read whole before anything is done, so that our own replies are not in it.
        missed = await patiently(partial(self._missed, channel, since))
        if len(missed) == MOST:
            log.error("more than %d messages were missed in %s: those after them are left alone", MOST, channel.id)
        log.info("%d messages were written in %s while nobody listened", len(missed), channel.id)
        answered = self._answered(missed) if again else set()
        for message in missed:
            if message.id not in answered:
                with tried(log, f"taking in a message of channel {channel.id}"):
                    await self._listening.written(message)

    async def _missed(self, channel: Place, since: datetime) -> list[discord.Message]:
        """Return what was written in a channel since then and can be parsed; nothing where we may not read.

        Raises:
            ChatDown: Discord can't be reached.
        """
        with contextlib.suppress(discord.HTTPException, Gone):
            raws = await self._rest.written_since(str(channel.id), str(time_snowflake(since)), MOST)
            return [message for raw in raws if (message := parse_message(self._client, channel, raw))]
        return []

    def _answered(self, messages: Iterable[discord.Message]) -> set[int | None]:
        """Return the ids of those messages that one of ours replies to."""
        ours = (message for message in messages if message.author == self._client.user and message.reference)
        return {message.reference.message_id for message in ours if message.reference}

    def _places(self, shard: int) -> Iterable[discord.TextChannel | discord.VoiceChannel | discord.Thread]:
        for guild in self._client.guilds:
            if guild.shard_id == shard:
                yield from guild.text_channels
                yield from guild.voice_channels
                yield from guild.threads
