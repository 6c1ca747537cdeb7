"""A Cuepoint that delivers to a chat, on a real Redis, and is killed in the middle of it."""

import asyncio
import contextlib
from collections.abc import Callable
from typing import Protocol

from redis.asyncio import Redis

from adapters.redis.names import RedisNames
from adapters.redis.store import RedisStore
from core.delivery.chat import Chat
from core.delivery.delivering import Delivering
from core.delivery.record import Delivery, Place, State
from core.delivery.records import records
from core.delivery.removal import PostRemover
from core.requests import Request
from tests.fakes.engine import CountingSource, SteppedEngine, video_ref
from tests.protocol.test_one_computation import Process


class Held(Protocol):
    """A fault that counts the requests it met."""

    hits: int


class Platform(Protocol):
    """A platform on loopback that can leave requests without an answer."""

    def hang(self, route: str, /, *, skip: int, after: bool) -> Held: ...

    async def until(self, predicate: Callable[[], object], /) -> object: ...

    def lift(self) -> None: ...


class House:
    """A Cuepoint that delivers to a chat."""

    def __init__(self, redis: Redis, chat: Chat, remover: PostRemover | None = None) -> None:
        self.process = Process(redis, CountingSource(), SteppedEngine())
        self.kept = records(RedisStore(redis), RedisNames(redis))
        self.delivering = Delivering(self.kept, self.process.summaries, chat, remover=remover)

    async def begun(
        self, place: Place, post: str, author: str = "someone", video: str = "clock", language: str | None = None
    ) -> Delivery:
        """Return a delivery for a post, which is written down."""
        delivery = Delivery(place, post, author, Request(video_ref(video), language))
        await self.kept.deliveries.begin(delivery)
        return delivery

    async def run(self, delivery: Delivery) -> State:
        """Run a delivery to its end, and return what became of it."""
        await self.delivering.run(delivery.id)
        return await self.state(delivery)

    async def state(self, delivery: Delivery) -> State:
        """Return what has become of a delivery so far."""
        there = await self.kept.deliveries.load(delivery.id)
        assert there
        return there.state

    async def killed_at(self, platform: Platform, delivery: Delivery, route: str, number: int, *, after: bool) -> None:
        """Run a delivery, and end it as a killed process ends while a request hangs."""
        held = platform.hang(route, skip=number, after=after)
        running = asyncio.create_task(self.delivering.run(delivery.id))
        await platform.until(lambda: held.hits)
        running.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await running
        platform.lift()
