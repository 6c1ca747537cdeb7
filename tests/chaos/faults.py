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
TROUBLE_EVERY, CUT_EVERY, OUTAGE_EVERY = 6.0, 20.0, 75.0
"""How often, in seconds, an upstream is in trouble, a platform's line to its adapter is cut, an upstream is away."""
SHORT, LONG = 2.5, 25.0
"""For how many seconds at most an upstream's trouble lasts that nobody may hear of, and an outage."""


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

    def away(at: float, whom: str) -> Deed:
        return Deed(at, whom, Kind.TROUBLE, chance.choice(list(Trouble)), chance.uniform(4 * SHORT, LONG))

    def cut(at: float, whom: str) -> Deed:
        return Deed(at, whom, Kind.CUT)

    def planned(make: Callable[[float, str], Deed], names: Sequence[str], every: float) -> list[Deed]:
        return [make(at, whom) for at, whom in zip(_times(chance, seconds, every), _turns(chance, names), strict=False)]

    kills = planned(killed, processes, kill_every)
    troubles = planned(troubled, UPSTREAMS, TROUBLE_EVERY) + planned(away, UPSTREAMS, OUTAGE_EVERY)
    return sorted(chain(kills, _one_by_one(troubles), planned(cut, PLATFORMS, CUT_EVERY)), key=lambda deed: deed.at)


def _one_by_one(troubles: Sequence[Deed]) -> list[Deed]:
    """Return the troubles that don't begin while their upstream is in another; of two, the longer one."""
    kept: list[Deed] = []
    for deed in sorted(troubles, key=lambda deed: -deed.seconds):
        others = (each for each in kept if each.whom == deed.whom)
        if not any(each.at < deed.at + deed.seconds + 1 and deed.at < each.at + each.seconds + 1 for each in others):
            kept.append(deed)
    return kept


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
