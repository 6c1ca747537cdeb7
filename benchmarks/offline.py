"""The offline engine, a whole process at a time, beside a process that only imports the same libraries."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.talks import talk_file
from benchmarks.timing import median, seconds, show

_LIBRARIES = "import click, numpy, pydantic_settings, redis.asyncio, saq.queue.redis, saq.worker"
_RUNS = 5


def run() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        floor = median(seconds(lambda: _python("-c", _LIBRARIES), _RUNS))
        talk = _summarise(folder, 74)
        hour, day = _summarise(folder, 60), _summarise(folder, 8 * 60)
    print("offline engine, the whole process:")
    show("floor: a process that imports the same libraries", floor, " s")
    show("a 74-minute transcript", talk, " s", 1.0)
    show("the same, as a ratio to the floor", talk / floor, "")
    show("an 8-hour one against a 1-hour one, imports left out", (day - floor) / (hour - floor), "")
    show("an 8-hour one against a 1-hour one", day / hour, "", 9.0)


def _summarise(folder: Path, minutes: float) -> float:
    """Return the median time of a summary that is computed anew each time."""
    path = folder / "talk.json"
    talk_file(folder, minutes).rename(path)
    count = iter(range(_RUNS))

    def once() -> None:
        _python("-m", "bot", "summarize", str(path), "--json", data=str(folder / f"{minutes}-{next(count)}"))

    return median(seconds(once, _RUNS))


def _python(*arguments: str, data: str = "") -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("OPENAI_")}
    environment |= {"CUEPOINT_DATA_DIR": data} if data else {}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603
