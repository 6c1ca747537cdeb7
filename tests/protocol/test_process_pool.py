"""The pool of worker processes, with real ones: what harms a process harms that one alone."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from adapters.processes.pool import ProcessPool
from adapters.processes.process import Limits
from core.compute import WorkerDied
from core.errors import SourceError
from tests.fakes import computations
from tests.fakes.processes import running

SOON = Limits(seconds=0.2)
WITHIN = 60.0


@pytest.fixture
async def pool() -> AsyncIterator[ProcessPool]:
    async with ProcessPool({}, SOON) as made, asyncio.timeout(WITHIN):
        yield made


def runs(process: int) -> bool:
    """Return whether there is a process of that number that isn't just waiting to be buried (proc_pid_stat(5))."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


async def until(done: Callable[[], bool]) -> None:
    """Wait until something is so in another process, which can't say so."""
    async with asyncio.timeout(WITHIN):
        while not done():  # noqa: ASYNC110 - no event tells of it
            await asyncio.sleep(0.01)


async def test_a_process_is_used_again(pool: ProcessPool) -> None:
    first = await pool.run(computations.number)
    assert first != os.getpid()
    assert await pool.run(computations.number) == first
    assert await pool.run(computations.echo, b"x" * 3_000_000) == b"x" * 3_000_000


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (computations.spin, "too much time"),
        (computations.never_matches, "too much time"),
        (computations.crash, "ended with -11"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
async def test_what_harms_a_process_ends_it(
    pool: ProcessPool, harm: Callable[[], object], reason: str, caplog: pytest.LogCaptureFixture
) -> None:
    before = await pool.run(computations.number)
    with pytest.raises(WorkerDied, match=reason):
        await pool.run(harm)
    assert await pool.run(computations.number) != before
    assert not runs(before)
    assert f"in {harm.__name__}" in caplog.text, "the log says where it was"


async def test_what_takes_all_memory_ends_its_process() -> None:
    async with ProcessPool({}, Limits(memory=256 * 1024 * 1024)) as pool:
        with pytest.raises(WorkerDied, match="too much memory"):
            await pool.run(computations.hoard)


async def test_one_that_waits_for_ever_is_ended_by_the_clock() -> None:
    async with ProcessPool({}, Limits(seconds=0.2, wall=2.0)) as pool:
        with pytest.raises(WorkerDied, match="stood still"):
            await pool.run(computations.stand_still)


def test_a_long_input_may_take_longer() -> None:
    assert Limits().time(2 * 1024 * 1024) == pytest.approx(Limits().time(0) + 2 * Limits().seconds_each_megabyte)


async def test_others_are_computed_while_one_never_ends(tmp_path: Path) -> None:
    async with ProcessPool({}, size=2) as pool, asyncio.timeout(WITHIN):
        started = tmp_path / "started"
        endless = asyncio.create_task(pool.run(computations.spin_beside, str(started)))
        await until(started.exists)
        assert [await pool.run(computations.echo, number) for number in range(3)] == [0, 1, 2]
        assert not endless.done()
        endless.cancel()


async def test_slow_ones_make_room(tmp_path: Path) -> None:
    """As many as may be computed at once never end, and the next is computed all the same."""
    async with ProcessPool({}, size=1, slow=2) as pool, asyncio.timeout(WITHIN):
        started = [tmp_path / "one", tmp_path / "two"]
        endless = [asyncio.create_task(pool.run(computations.spin_beside, str(path))) for path in started]
        await until(lambda: all(path.exists() for path in started))
        assert await pool.run(computations.echo, "next") == "next"
        for each in endless:
            each.cancel()


async def test_cancelled_it_ends(tmp_path: Path) -> None:
    started = tmp_path / "started"
    # It is ended before its time is over: this is no time-out.
    async with ProcessPool({}) as patient:
        endless = asyncio.create_task(patient.run(computations.spin_beside, str(started)))
        await until(lambda: started.exists() and bool(started.read_text(encoding="utf-8")))
        endless.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await endless
        await until(lambda: not runs(int(started.read_text(encoding="utf-8"))))


async def test_an_error_is_raised_as_it_was(pool: ProcessPool) -> None:
    with pytest.raises(SourceError) as raised:
        await pool.run(computations.refuse, "“x”")
    assert raised.value.detail == "“x”"
    assert str(raised.value) == str(SourceError("“x”"))
    with pytest.raises(ZeroDivisionError) as foreign:
        await pool.run(divmod, 1, 0)
    assert "Traceback" in "".join(foreign.value.__notes__)


async def test_an_error_that_cannot_be_sent_is_told(pool: ProcessPool) -> None:
    with pytest.raises(RuntimeError, match="fail_unpicklably"):
        await pool.run(computations.fail_unpicklably)


async def test_a_worker_heeds_no_signals_and_touches_no_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    async with ProcessPool({"LANG": "C"}) as pool:
        assert await pool.run(computations.interrupted) == "still here"
        assert await pool.run(computations.chatter) == 0
        assert await pool.run(computations.interrupted) == "still here"
        assert {"LANG", "PYTHONPATH"} <= (await pool.run(computations.variables)).keys()
        assert not os.environ.keys() & {"HOME", "USER"} & (await pool.run(computations.variables)).keys()
    assert capfd.readouterr() == ("", "")


async def test_a_worker_that_died_while_idle_is_replaced(pool: ProcessPool) -> None:
    first = await pool.run(computations.number)
    os.kill(first, signal.SIGKILL)
    await until(lambda: not runs(first))
    with contextlib.suppress(WorkerDied):  # where the pool has not heard of it yet
        await pool.run(computations.number)
    assert await pool.run(computations.number) != first


PARENT = """
import asyncio, sys
from adapters.processes.pool import ProcessPool
from tests.fakes import computations

async def main():
    async with ProcessPool({}) as pool:
        await pool.run(computations.spin_beside, sys.argv[1])

asyncio.run(main())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the worker ends when its time is over")
async def test_a_worker_dies_with_its_parent(tmp_path: Path) -> None:
    """Even where it is in the middle of a computation, and its parent is killed with no time to say goodbye."""
    started = tmp_path / "started"
    async with running("-c", PARENT, str(started), environment=dict(os.environ)) as parent:
        await until(lambda: started.exists() and bool(started.read_text(encoding="utf-8")))
        worker = int(started.read_text(encoding="utf-8"))
        assert runs(worker)
        parent.kill()
        await until(lambda: not runs(worker))
