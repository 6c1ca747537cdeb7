"""The real discord.py client against the fake, in this process: for what a test wants to ask of it directly."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import discord
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.fakes.discord.kit import Discord

Event = tuple[str, tuple[object, ...]]


class Client(discord.AutoShardedClient):
    """Notes every event that discord.py dispatches."""

    def __init__(self, fake: Discord, *, content: bool = True, heartbeat_timeout: float = 60.0) -> None:
        intents = discord.Intents.default()
        intents.message_content = content
        super().__init__(intents=intents, guild_ready_timeout=0.02, heartbeat_timeout=heartbeat_timeout)
        self.fake = fake
        self.tree = app_commands.CommandTree(self)
        self.seen: list[Event] = []

    async def setup_hook(self) -> None:
        _, url, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        pass

    def dispatch(self, event: str, /, *args: object, **kwargs: object) -> None:
        super().dispatch(event, *args, **kwargs)
        self.seen.append((event, args))
        self.fake.parts.watch.changed()

    def of(self, event: str) -> list[object]:
        """Return the first arguments of the events of that name so far."""
        return [args[0] if args else None for name, args in self.seen if name == event]

    async def next(self, event: str, count: int = 1) -> object:
        """Wait for the count-th event of that name, and return its first argument."""
        await self.fake.until(lambda: len(self.of(event)) >= count)
        return self.of(event)[count - 1]


@asynccontextmanager
async def logged_in(fake: Discord) -> AsyncIterator[Client]:
    """Yield a client that can use REST but listens to nothing."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = fake.url
    client = Client(fake)
    try:
        await client.login(fake.token)
        yield client
    finally:
        await client.close()
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def connected(
    fake: Discord, make: Callable[[Discord], Client] = Client, *, prepare: Callable[[Client], None] | None = None
) -> AsyncIterator[Client]:
    """Yield a client that is ready."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = fake.url
    client = make(fake)
    if prepare:
        prepare(client)
    running = asyncio.create_task(client.start(fake.token))
    try:
        await client.next("ready")
        yield client
    finally:
        await client.close()
        await running
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway
