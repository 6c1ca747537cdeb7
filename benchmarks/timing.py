"""Times, and how they are shown."""

import statistics
import time
from collections.abc import Awaitable, Callable


def seconds(work: Callable[[], object], times: int) -> list[float]:
    """Return how long each of so many runs took."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return taken


async def seconds_async(work: Callable[[], Awaitable[object]], times: int) -> list[float]:
    """Return how long each of so many runs took."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        await work()
        taken.append(time.perf_counter() - began)
    return taken


def show(what: str, value: float, unit: str, target: float | None = None, least: float | None = None) -> None:
    """Print a figure, and beside it the most it should be, or the least."""
    verdict = "" if target is None else f"   at most {target:g}{unit}: {'yes' if value <= target else 'NO'}"
    verdict += "" if least is None else f"   at least {least:g}{unit}: {'yes' if value >= least else 'NO'}"
    print(f"  {what:<58}{value:>9.3f}{unit}{verdict}")


def median(values: list[float]) -> float:
    """Return the median."""
    return statistics.median(values)
