"""What is done to the world and when, decided by the seed alone; and its doing."""

import asyncio
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from tests.chaos.world import World
from tests.fakes.door import Trouble

UPSTREAMS = ("discord", "slack", "youtube", "model")
PLATFORMS = ("discord", "slack")
TROUBLE_EVERY = 6.0
CUT_EVERY = 20.0
"""How often, in seconds, an upstream is in trouble, and a platform's line to its adapter is cut."""
SHORT = 2.5
"""For how many seconds at most an upstream's trouble lasts that nobody may hear of."""


class Kind(StrEnum):
    """What can be done."""

    KILL = "killed"
    KILL_LATE = "killed, nonces forgotten"  # as where it is started again only after minutes
    TROUBLE = "in trouble"
    CUT = "line cut"
    FORGET = "killed, memory lost"


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done to whom, at which second; where it lasts, for how many."""

    at: float
    whom: str
    kind: Kind
    trouble: Trouble = Trouble.BROKEN
    seconds: float = 0.0

    def __str__(self) -> str:
        what = f"{self.trouble} for {self.seconds:.1f} s" if self.kind is Kind.TROUBLE else self.kind
        return f"{self.at:7.1f} s  {self.whom}: {what}"


def deeds(seed: int, seconds: float, processes: Sequence[str], kill_every: float) -> list[Deed]:
    """Return what is done within so many seconds: all processes are killed in turn, each time in another order."""
    chance = random.Random(f"deeds {seed}")  # noqa: S311 - a run is to be repeated

    def killed(at: float, whom: str) -> Deed:
        late = whom == "discord" and chance.random() < 1 / 2
        return Deed(at, whom, Kind.KILL_LATE if late else Kind.KILL)

    def troubled(at: float, whom: str) -> Deed:
        return Deed(at, whom, Kind.TROUBLE, chance.choice(list(Trouble)), chance.uniform(0.5, SHORT))

    def cut(at: float, whom: str) -> Deed:
        return Deed(at, whom, Kind.CUT)

    def planned(make: Callable[[float, str], Deed], names: Sequence[str], every: float) -> list[Deed]:
        return [make(at, whom) for at, whom in zip(_times(chance, seconds, every), _turns(chance, names), strict=False)]

    kills = planned(killed, processes, kill_every)
    troubles = planned(troubled, UPSTREAMS, TROUBLE_EVERY)
    return sorted(chain(kills, troubles, planned(cut, PLATFORMS, CUT_EVERY)), key=lambda deed: deed.at)


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
    match deed.kind:
        case Kind.KILL:
            world.processes[deed.whom].kill()
        case Kind.KILL_LATE:
            world.processes[deed.whom].kill(world.discord.pass_nonces)
        case Kind.FORGET:
            world.lose_memory()
        case Kind.CUT if deed.whom == "discord":
            world.discord.disconnect()
        case Kind.CUT:
            world.slack.drop()
        case Kind.TROUBLE:
            await _trouble(world, deed)


async def _trouble(world: World, deed: Deed) -> None:
    door = world.doors[deed.whom]
    await door.make(deed.trouble)
    try:
        await asyncio.sleep(deed.seconds)
    finally:
        await door.end()
