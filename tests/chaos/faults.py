"""What is done to the world and when, decided by the seed alone; and its doing."""

import asyncio
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from tests.chaos.world import World
from tests.fakes.door import Trouble

UPSTREAMS = ("discord", "slack", "youtube", "model")
TROUBLE_EVERY = 6.0
SHORT = 2.5
"""For how many seconds at most an upstream's trouble lasts that nobody may hear of."""
LINES = ("discord", "slack")


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, at which second: a process is killed, an upstream is in trouble for so long, or a line is cut."""

    at: float
    whom: str
    trouble: Trouble | None = None
    seconds: float = 0.0
    line: bool = False

    def __str__(self) -> str:
        what = f"{self.trouble} for {self.seconds:.1f} s" if self.trouble else "line cut" if self.line else "killed"
        return f"{self.at:7.1f} s  {self.whom}: {what}"


def deeds(seed: int, seconds: float, processes: Sequence[str], kill_every: float) -> list[Deed]:
    """Return what is done within so many seconds: all processes are killed in turn, each time in another order."""
    chance = random.Random(f"deeds {seed}")  # noqa: S311 - a run is to be repeated
    killed = (Deed(at, name) for at, name in zip(_times(chance, seconds, kill_every), _turns(chance, processes)))  # noqa: B905 - one has no end
    troubled = (
        Deed(at, name, chance.choice(list(Trouble)), chance.uniform(0.5, SHORT))
        for at, name in zip(_times(chance, seconds, TROUBLE_EVERY), _turns(chance, UPSTREAMS))  # noqa: B905
    )
    cut = (
        Deed(at, name, line=True)
        for at, name in zip(_times(chance, seconds, 4 * TROUBLE_EVERY), _turns(chance, LINES))  # noqa: B905
    )
    return sorted(chain(killed, troubled, cut), key=lambda deed: deed.at)


def _times(chance: random.Random, seconds: float, every: float) -> Iterator[float]:
    """Yield a time in each stretch of so many seconds."""
    begun = 0.0
    while begun + every <= seconds:
        yield begun + chance.uniform(0.2, 0.8) * every
        begun += every


def _turns(chance: random.Random, names: Sequence[str]) -> Iterator[str]:
    while True:
        yield from chance.sample(names, len(names))


async def do(world: World, deed: Deed) -> None:
    """Do it; where an upstream is in trouble, return when that has ended."""
    if deed.trouble:
        door = world.doors[deed.whom]
        await door.make(deed.trouble)
        try:
            await asyncio.sleep(deed.seconds)
        finally:
            await door.end()
    elif deed.line and deed.whom == "discord":
        world.discord.disconnect()
    elif deed.line:
        world.slack.drop()
    else:
        world.processes[deed.whom].kill()
