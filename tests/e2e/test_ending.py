"""Told to stop, a process ends within ten seconds, with 0, whatever hangs; what it had under way goes on in another.

All cases of a test go side by side: they wait, and compute little.
"""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path

import pytest

from adapters.redis.client import connect
from bot.embedded_redis import binary
from tests.e2e.discord_kit import town
from tests.e2e.slack_kit import square
from tests.fakes.bot_process import BotProcess
from tests.fakes.door import Trouble
from tests.fakes.model import FakeModel
from tests.fakes.processes import ROOT

pytestmark = pytest.mark.skipif(binary() is None, reason="there is no redis-server")
LONGEST = 10.0


@dataclass
class Ended:
    """How long a process took to end, and its exit code."""

    seconds: float
    code: int | None

    @property
    def well(self) -> bool:
        """Return whether it ended as it should."""
        return self.code == 0 and self.seconds < LONGEST


Case = Callable[[Path], Coroutine[None, None, list[Ended]]]


async def told(*processes: BotProcess | asyncio.subprocess.Process) -> list[Ended]:
    """Tell processes to stop, and return how they ended."""
    began = time.monotonic()

    async def ended(process: BotProcess | asyncio.subprocess.Process) -> Ended:
        async with asyncio.timeout(2 * LONGEST):
            code = await process.wait()
        return Ended(time.monotonic() - began, code)

    for process in processes:
        process.send_signal(signal.SIGTERM)
    return await asyncio.gather(*map(ended, processes))


async def until(done: Callable[[], bool]) -> None:
    """Wait until something is so in a process that can't say so."""
    async with asyncio.timeout(LONGEST):
        while not done():  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0.02)


def heeds(process: BotProcess) -> bool:
    """Return whether a process has a handler for SIGTERM (Linux: proc_pid_status(5), SigCgt)."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(line.split()[1], 16) >> (signal.SIGTERM - 1) & 1)


@contextlib.asynccontextmanager
async def frozen(redis: str) -> AsyncIterator[None]:
    """Stop the clock of a Redis."""
    async with connect(redis) as client:
        process = int((await client.info("server"))["process_id"])
    os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process, signal.SIGCONT)


async def discord_and_a_worker_whose_model_hangs(folder: Path) -> list[Ended]:
    async with town(folder, start=False) as place, FakeModel("hang") as hanging, FakeModel() as model:
        place.environment["OPENAI_BASE_URL"] = hanging.url
        processes = [place.start(CUEPOINT_CONCURRENCY="0"), place.start("worker")]
        await place.discord.ready()
        post = place.discord.post(place.channel(), place.person(), place.video())
        await hanging.first_call.wait()
        ended = await told(*processes)
        place.environment["OPENAI_BASE_URL"] = model.url
        await place.restart()
        place.check_whole(await place.delivered(post))
        return ended


async def slack_whose_model_hangs(folder: Path) -> list[Ended]:
    async with square(folder, start=False) as place, FakeModel("hang") as hanging, FakeModel() as model:
        place.environment["OPENAI_BASE_URL"] = hanging.url
        process = place.start("slack")
        await place.slack.ready(LONGEST)
        post = place.slack.post(place.channel(), place.person(), place.video())
        await hanging.first_call.wait()
        ended = await told(process)
        place.environment["OPENAI_BASE_URL"] = model.url
        await place.restart()
        await place.delivered(post)
        place.check_whole(post)
        return ended


async def all_in_one_in_the_middle_of_a_post(folder: Path) -> list[Ended]:
    """Its Redis is its own; the next process starts it again."""
    async with town(folder, start=False) as place:
        place.environment["REDIS_URL"] = ""
        process = place.start("")
        await place.discord.ready()
        held = place.discord.hang("POST /channels/*/messages", skip=2)
        post = place.discord.post(place.channel(), place.person(), place.video())
        await place.discord.until(lambda: held.hits, LONGEST)
        ended = await told(process)
        place.discord.lift()
        place.start("")
        await place.discord.ready()
        place.check_whole(await place.delivered(post))
        return [*ended, *await told(place.processes[-1])]


async def discord_whose_redis_stands_still(folder: Path) -> list[Ended]:
    async with town(folder) as place:
        await place.summarised()
        async with frozen(place.environment["REDIS_URL"]):
            place.discord.post(place.channel(), place.person(), place.video())
            return await told(place.processes[-1])


async def discord_whose_redis_has_gone(folder: Path) -> list[Ended]:
    async with town(folder) as place:
        await place.summarised()
        async with connect(place.environment["REDIS_URL"]) as client:
            os.kill(int((await client.info("server"))["process_id"]), signal.SIGKILL)
        place.discord.post(place.channel(), place.person(), place.video())
        return await told(place.processes[-1])


async def worker_whose_redis_stands_still(folder: Path) -> list[Ended]:
    async with town(folder, start=False) as place, FakeModel("hang") as hanging:
        place.environment["OPENAI_BASE_URL"] = hanging.url
        place.start(CUEPOINT_CONCURRENCY="0")
        process = place.start("worker")
        await place.discord.ready()
        place.discord.post(place.channel(), place.person(), place.video())
        await hanging.first_call.wait()
        async with frozen(place.environment["REDIS_URL"]):
            return await told(process)


async def discord_that_can_t_reach_discord(folder: Path) -> list[Ended]:
    async with town(folder) as place:
        held = place.discord.hang("POST /channels/*/messages", skip=2)
        post = place.discord.post(place.channel(), place.person(), place.video())
        await place.discord.until(lambda: held.hits, LONGEST)
        await place.discord.door.make(Trouble.HANGS)
        ended = await told(place.processes[-1])
        await place.discord.door.end()
        place.discord.lift()
        await place.restart()
        place.check_whole(await place.delivered(post))
        return ended


async def discord_that_was_never_connected(folder: Path) -> list[Ended]:
    async with town(folder, start=False) as place:
        await place.discord.door.make(Trouble.HANGS)
        process = place.start()
        await until(lambda: place.discord.door.struck > 0)
        return await told(process)


async def slack_that_was_never_connected(folder: Path) -> list[Ended]:
    async with square(folder, start=False) as place:
        await place.slack.door.make(Trouble.HANGS)
        process = place.start("slack")
        await until(lambda: place.slack.door.struck > 0)
        return await told(process)


async def worker_that_starts_where_redis_stands_still(folder: Path) -> list[Ended]:
    async with town(folder, start=False) as place, frozen(place.environment["REDIS_URL"]):
        process = place.start("worker")
        await until(lambda: heeds(process))
        return await told(process)


async def one_whose_loop_stands_still(folder: Path) -> list[Ended]:
    return await stuck("time.sleep(60)")


async def one_that_waits_for_what_never_comes(folder: Path) -> list[Ended]:
    """What comes after that is done all the same."""
    return await stuck("await asyncio.Event().wait()", last=b"unwound\n")


async def one_that_will_not_be_cancelled(folder: Path) -> list[Ended]:
    return await stuck("[await asyncio.wait({asyncio.create_task(asyncio.to_thread(time.sleep, 60))}) for _ in '12']")


async def one_that_is_told_twice(folder: Path) -> list[Ended]:
    return await stuck("await asyncio.Event().wait()", times=2, last=b"unwound\n")


async def stuck(at_the_end: str, *, times: int = 1, last: bytes = b"") -> list[Ended]:
    """Tell a process to stop whose end has a statement in it that doesn't; so many times. Its last words are these."""
    script = f"""
import asyncio, time
from bot.ending import Ending, until_told

async def serving(ending: Ending) -> None:
    print("ready", flush=True)
    await ending.told()
    print("told", flush=True)
    try:
        {at_the_end}
    finally:
        print("unwound", flush=True)

asyncio.run(until_told(serving))
"""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, cwd=ROOT, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    assert await process.stdout.readline() == b"ready\n"
    for _ in range(times - 1):
        process.send_signal(signal.SIGINT)
        assert await process.stdout.readline() == b"told\n"
    ended = await told(process)
    assert (await process.stdout.read()).endswith(last)
    return ended


def check(cases: tuple[Case, ...], ends: list[list[Ended]]) -> None:
    """Check that all ended well."""
    assert not {case.__name__: ended for case, ended in zip(cases, ends, strict=True) if not all(e.well for e in ended)}


async def test_what_is_under_way_is_handed_back_in_time_and_goes_on_in_another_process(tmp_path: Path) -> None:
    cases = (
        discord_and_a_worker_whose_model_hangs,
        slack_whose_model_hangs,
        all_in_one_in_the_middle_of_a_post,
        discord_that_can_t_reach_discord,
    )
    check(cases, await side_by_side(tmp_path, cases))


async def test_whatever_hangs_it_ends_in_time(tmp_path: Path) -> None:
    cases = (
        discord_whose_redis_stands_still,
        discord_whose_redis_has_gone,
        worker_whose_redis_stands_still,
        one_whose_loop_stands_still,
        one_that_waits_for_what_never_comes,
        one_that_will_not_be_cancelled,
    )
    check(cases, await side_by_side(tmp_path, cases))


async def test_one_that_has_not_begun_yet_or_is_told_twice_ends_at_once(tmp_path: Path) -> None:
    cases = (
        discord_that_was_never_connected,
        slack_that_was_never_connected,
        worker_that_starts_where_redis_stands_still,
        one_that_is_told_twice,
    )
    ends = await side_by_side(tmp_path, cases)
    check(cases, ends)
    assert max(ended.seconds for each in ends for ended in each) < LONGEST / 2


async def side_by_side(folder: Path, cases: tuple[Case, ...]) -> list[list[Ended]]:
    """Return how the processes of each case ended."""
    folders = [folder / str(number) for number in range(len(cases))]
    for each in folders:
        each.mkdir()
    return await asyncio.gather(*(case(each) for case, each in zip(cases, folders, strict=True)))
