"""The connection to Discord."""

import asyncio
import contextlib
import logging
import sys
from dataclasses import dataclass
from functools import partial
from typing import cast

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.acting import BUTTONS
from adapters.discord.catching_up import CatchingUp
from adapters.discord.check import check_intents, in_servers
from adapters.discord.commands import Commands
from adapters.discord.deletion import DELETE
from adapters.discord.listening import LOOK, Listening
from adapters.discord.membership import Membership
from adapters.discord.parsing import guard_parsers, parse_message
from adapters.discord.rest import Rest
from core.delivery.chat import Gone
from core.delivery.house import House
from core.delivery.listened import patiently
from core.faults import log_fault
from core.keys import FORMAT

IDENTIFY_EVERY = 5.0

log = logging.getLogger(__name__)


def point_at(url: str) -> None:
    """Have discord.py speak to the API at that address; the gateway's comes from there."""
    Route.BASE = url.rstrip("/")


@dataclass(frozen=True, slots=True)
class Shards:
    """The shards that a process serves, of so many in all."""

    ids: range
    count: int


class CuepointClient(discord.AutoShardedClient):
    """Hands events on, and keeps as little as it can in memory: no messages, no members."""

    def __init__(self, shards: Shards | None = None) -> None:
        """Make it; without `shards` it serves all, as many as Discord says."""
        # Cuepoint never speaks: what that takes isn't missed.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = intents.guild_messages = intents.dm_messages = intents.message_content = True
        intents.guild_reactions = intents.dm_reactions = True
        super().__init__(
            intents=intents,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            guild_ready_timeout=0.5,
            shard_ids=list(shards.ids) if shards else None,  # type: ignore[arg-type] # None is its default
            shard_count=shards.count if shards else None,
        )
        guard_parsers(self)
        self._shares = shards is not None
        self.rest = Rest(self.http)
        self.house: House
        self.listening: Listening
        self._catching_up: CatchingUp
        self._membership: Membership
        self._concurrency = 1
        self._identified: dict[int, float] = {}

    async def hears(self) -> bool:
        """Return whether all shards are connected."""
        return self.is_ready() and not any(shard.is_closed() for shard in self.shards.values())

    async def setup_hook(self) -> None:
        """Check the intents, register the commands and buttons, and take the gateway's address from the API.

        New sessions are opened at `DEFAULT_GATEWAY` (discord/shard.py, Shard.reidentify).
        """
        check_intents(self.application_flags)
        _, url, limits = await self.http.get_bot_gateway()
        self._concurrency = max(1, limits["max_concurrency"])
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
        self.listening = Listening(self.house, self.rest, cast("discord.ClientUser", self.user))
        self._catching_up = CatchingUp(self, self.rest, self.house.store, self.house.names, self.listening)
        self._membership = Membership(self, self.house.names, self.house.departures)
        self.add_dynamic_items(*BUTTONS)
        await Commands(self).register()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:  # noqa: ARG002 - its name is discord.py's
        """Wait until the shard may identify itself: so many may at once, then five seconds lie between.

        https://discord.com/developers/docs/events/gateway#sharding-max-concurrency
        """
        key = (shard_id or 0) % self._concurrency
        if self._shares:
            await self._in_turn_with_others(key)
            return
        now = asyncio.get_running_loop().time()
        turn = max(now, self._identified.get(key, now - IDENTIFY_EVERY) + IDENTIFY_EVERY)
        self._identified[key] = turn
        await asyncio.sleep(turn - now)

    async def _in_turn_with_others(self, key: int) -> None:
        """Wait for a shard's turn where the others are served by other processes."""
        while not await self.house.store.add(_identified_key(key), b"1", IDENTIFY_EVERY):  # noqa: ASYNC110 - in Redis
            await asyncio.sleep(IDENTIFY_EVERY / 10)

    async def on_ready(self) -> None:
        """All shards have begun a session."""
        log.info("Discord is ready: connected as %s, in %s", self.user, in_servers(len(self.guilds)))
        self._membership.begin()

    async def on_message(self, message: discord.Message) -> None:
        """Somebody wrote."""
        await self.listening.written(message)

    async def on_raw_message_edit(self, payload: discord.RawMessageUpdateEvent) -> None:
        """Somebody edited a message, or Discord added previews to one."""
        await self.listening.edited(payload.message)

    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """A message was deleted."""
        await self.listening.deleted(payload.channel_id, {payload.message_id})

    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Many messages were deleted."""
        await self.listening.deleted(payload.channel_id, payload.message_ids)

    async def on_raw_reaction_add(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody reacted."""
        person = payload.member
        if payload.emoji.name == DELETE:
            await self._crossed_out(payload)
            return
        if payload.emoji.name != LOOK or person is None or person.bot:
            return
        channel = self.get_partial_messageable(payload.channel_id, guild_id=payload.guild_id)
        known = person.guild.get_channel_or_thread(payload.channel_id)
        place = known if isinstance(known, discord.TextChannel | discord.VoiceChannel | discord.Thread) else channel
        with contextlib.suppress(discord.HTTPException, Gone):
            raw = await patiently(partial(self.rest.message, str(place.id), str(payload.message_id)))
            if message := parse_message(self, place, raw):
                await self.listening.clicked(message, str(payload.user_id))

    async def _crossed_out(self, payload: discord.RawReactionActionEvent) -> None:
        """Somebody put ❌ under a message: they may want the summary deleted that it belongs to."""
        person, manages = payload.member, False
        if person is not None:
            channel = person.guild.get_channel_or_thread(payload.channel_id)
            allowed = channel.permissions_for(person) if channel else person.guild_permissions
            manages = allowed.manage_messages
        await self.listening.crossed_out(str(payload.message_id), str(payload.user_id), manages=manages)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """We were removed from a server; an outage of one is another event (docs: Guild Delete)."""
        await self.house.departures.add(str(guild.id))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        """We were added to a server."""
        await self.house.departures.cancel(str(guild.id))
        await self._membership.joined(guild.id)

    async def on_shard_connect(self, shard_id: int) -> None:
        """A shard is connected; what it sees of servers comes now."""
        await self._catching_up.connected(shard_id)

    async def on_shard_ready(self, shard_id: int) -> None:
        """A shard has begun a new session: what came between the last and this one was missed."""
        await self._catching_up.ready(shard_id)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A shard goes on with its session, and was told what it had missed."""
        self._catching_up.resumed(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A shard has lost its connection."""
        self._catching_up.lost(shard_id)

    async def on_error(self, event_method: str, /, *_args: object, **_kwargs: object) -> None:
        """Log what went wrong while an event was handled; discord.py calls it where the exception was caught."""
        if error := sys.exc_info()[1]:
            log_fault(log, event_method, error)

    async def close(self) -> None:
        """Close the connections; until when we listened is remembered."""
        if hasattr(self, "_membership"):
            self._membership.stop()
            await self._catching_up.stop()
        await super().close()


def _identified_key(key: int) -> str:
    return f"identified:{FORMAT}:{key}"
