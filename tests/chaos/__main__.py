"""A run from the command line: `python -m tests.chaos --seed 7 --minutes 10 --links 1000 --videos 200 --kill-every 5`.

It exits with 1 where a link was lost, doubled or told out of order, or where something is left in Redis.
"""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.chaos.faults import Deed, Kind, deeds
from tests.chaos.posting import Posting, failing, links
from tests.chaos.report import report
from tests.chaos.storm import Storm, Weather
from tests.chaos.world import Terms, world


async def run(options: argparse.Namespace, folder: Path) -> Storm:
    """Make a storm, and print what became of it."""
    seconds = 60 * options.minutes
    terms = Terms(workers=options.workers, hasty=options.hasty, latency=options.latency)
    async with world(folder, terms) as made:
        posting = Posting(made, options.seed, options.videos)
        processes = [name for name in made.processes if name not in options.spare]
        planned = deeds(options.seed, seconds, processes, options.kill_every)
        planned += [Deed(seconds / 2, "redis", Kind.FORGET)] if options.lose_memory else []
        posted = links(options.seed, options.links, options.videos, seconds)
        storm = await Weather(made, posting, failing(options.seed, options.videos)).run(
            posted, planned, options.patience
        )
        said = (f"seed {options.seed}, {len(planned)} deeds, logs in {folder}", *report(made, storm))
        plan = map(str, planned) if options.plan else ()
        sys.stdout.write("\n".join((*plan, *said, "")))
        return storm


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description="Whatever dies, one thread a link.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--links", type=int, default=1000)
    parser.add_argument("--videos", type=int, default=200)
    parser.add_argument("--kill-every", type=float, default=5.0, metavar="SECONDS")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--latency", type=float, default=0.3, help="times a usual model's time")
    parser.add_argument("--patience", type=float, default=180.0, help="seconds for the last links, when all is well")
    parser.add_argument("--hasty", action="store_true", help="hand on killed ones' jobs sooner than for people")
    parser.add_argument("--spare", action="append", default=[], help="a process that isn't killed")
    parser.add_argument("--lose-memory", action="store_true", help="in the middle, Redis comes back with nothing in it")
    parser.add_argument("--plan", action="store_true", help="print what is done, too")
    return parser.parse_args()


if __name__ == "__main__":
    outcome = asyncio.run(run(_options(), Path(tempfile.mkdtemp(prefix="chaos-"))))
    sys.exit(not outcome.good)
