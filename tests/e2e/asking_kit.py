"""What a process says of itself at METRICS_PORT."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

WITHIN = 8.0
Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]
Health = tuple[int, dict[str, bool]]


async def figures(address: str) -> Figures:
    """Return the figures of a process, by their names and labels."""
    async with aiohttp.ClientSession() as web, web.get(f"{address}/metrics") as answer:
        assert answer.status == 200
        text = await answer.text()
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(sample.name, frozenset(sample.labels.items())): sample.value for sample in samples}


def value(found: Figures, name: str, **labels: str) -> float:
    """Return a figure, 0 where there is none."""
    return found.get((name, frozenset(labels.items())), 0.0)


async def health(address: str) -> Health:
    """Return how a process says that it is."""
    async with aiohttp.ClientSession() as web, web.get(f"{address}/healthz") as answer:
        return answer.status, await answer.json()


async def is_so(address: str, wanted: Health) -> None:
    """Wait until a process says that it is so."""

    async def so() -> bool:
        return await health(address) == wanted

    await until(so)


async def until(done: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(WITHIN):
        while not await done():  # noqa: ASYNC110 - another process has no event to wait for
            await asyncio.sleep(0.02)
