"""The servers that Cuepoint is in, compared with those of before: a removal while it is offline sends no event."""

import asyncio
import logging

import discord

from adapters.discord.rest_errors import asking
from core.delivery.chat import Gone
from core.delivery.departures import Departures
from core.faults import now_and_then
from core.keys import FORMAT
from core.ports import Names
from core.times import DAY

EVERY = 1800.0
"""How many seconds lie between two comparisons: what is kept of a server that was left goes within the hour."""
_KEPT = 10 * 365 * DAY

log = logging.getLogger(__name__)


class Membership:
    """Finds the servers that Cuepoint was removed from unseen, of the shards that this process serves."""

    def __init__(self, client: discord.AutoShardedClient, names: Names, departures: Departures) -> None:
        self._client = client
        self._names = names
        self._departures = departures
        self._comparing: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Compare now, and then every `EVERY` seconds until `stop`; called again, it does nothing."""
        if self._comparing is None:
            comparing = now_and_then(self.compare, EVERY, log, "comparing the servers with those of before")
            self._comparing = asyncio.create_task(comparing)

    def stop(self) -> None:
        """Compare no more."""
        if self._comparing:
            self._comparing.cancel()

    async def joined(self, server: int) -> None:
        """Remember that Cuepoint is in a server."""
        await self._names.add(self._listing, str(server), _KEPT)

    async def compare(self) -> None:
        """Have all erased that is kept of servers that Cuepoint is no longer in, and remember those it is in.

        Raises:
            ChatDown: Discord can't be reached.
        """
        before = {int(each) for each in await self._names.all(self._listing)}
        with asking():
            # discord.py's cache keeps a server that left while a shard had no session.
            now = {guild.id async for guild in self._client.fetch_guilds(limit=None, with_counts=False)}
        for server in filter(self._is_ours, before - now):
            if await self._is_absent(server):
                await self._departures.add(str(server))
        await asyncio.gather(*map(self.joined, filter(self._is_ours, now - before)))

    @property
    def _listing(self) -> str:
        # Of each application its own: with another's token, its servers are not taken for left.
        return f"servers:{FORMAT}:discord:{self._client.application_id}"

    def _is_ours(self, server: int) -> bool:
        """Return whether this process serves a server's shard.

        https://discord.com/developers/docs/events/gateway#sharding-sharding-formula
        """
        return (server >> 22) % (self._client.shard_count or 1) in self._client.shards

    async def _is_absent(self, server: int) -> bool:
        """Return whether Discord says that there is no such server, or that Cuepoint may not see it."""
        known = self._client.get_guild(server)
        if known and known.unavailable:
            return False
        try:
            with asking():
                await self._client.fetch_guild(server, with_counts=False)
        except Gone:
            return True
        return False
