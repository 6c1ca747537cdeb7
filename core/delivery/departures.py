"""Servers and workspaces that Cuepoint was removed from: all that is kept of them is erased."""

import logging

from core.erasure import Erasure, Subject, target
from core.faults import tried
from core.keys import FORMAT
from core.ports import Names
from core.times import DAY
from core.watching import What, happened

log = logging.getLogger(__name__)

_REMEMBERED = 30 * DAY
"""For how many seconds a departure is tried to be dealt with, where Redis or the process fails."""


class Departures:
    """Those of one platform. They are listed in Redis, so that a restart loses none."""

    def __init__(self, platform: str, names: Names, erasure: Erasure) -> None:
        self._platform = platform
        self._listing = f"departures:{FORMAT}:{platform}"
        self._names = names
        self._erasure = erasure

    async def add(self, server: str) -> None:
        """Note that Cuepoint was removed from a server or workspace, and erase its records."""
        await self._names.add(self._listing, server, _REMEMBERED)
        with tried(log, "erasing what is kept of a server that was left"):
            await self._erase(server)

    async def cancel(self, server: str) -> None:
        """Note that Cuepoint is there again, before its records were erased: they are of use."""
        await self._names.drop(self._listing, server)

    async def look(self) -> None:
        """Erase the records of those that were noted.

        A run that is under way may write a count after the first time: one is done with when nothing more is found.
        """
        for server in await self._names.all(self._listing):
            if not await self._erase(server):
                await self._names.drop(self._listing, server)

    async def _erase(self, server: str) -> int:
        erased = (await self._erasure.erase(target(Subject.SERVER, server))).total()
        happened(What.DEPARTURE, platform=self._platform, server=server, records=erased)
        return erased
