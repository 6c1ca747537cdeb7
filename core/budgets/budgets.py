"""All budgets, counted by all processes together. Days and months are UTC's."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from datetime import UTC, date, datetime

from core.budgets.spending import Counted, Limit, Standing, Used
from core.keys import FORMAT
from core.model import Usage
from core.ports import Names, Store, Tallies
from core.times import DAY
from core.watching import What, happened

WHOLE = ""
"""The community that all are part of; what is asked at the terminal is counted there alone."""
NEAR = 0.8
"""The share of a day's budget from which on those who manage a community are told."""
DAYS, MONTHS = 3 * DAY, 70 * DAY
"""For how many seconds the tallies of a day and of a month are kept: as long as the one before is shown."""

log = logging.getLogger(__name__)
_paying: ContextVar[str] = ContextVar("paying", default=WHOLE)


@contextlib.contextmanager
def paid_by(community: str) -> Iterator[None]:
    """Have what is asked of the model in this context, and in the tasks begun in it, counted for a community."""
    token = _paying.set(community)
    try:
        yield
    finally:
        _paying.reset(token)


def paying() -> str:
    """Return the community for which the model is asked here, `WHOLE` at the terminal."""
    return _paying.get()


class Budgets:
    """Counts, and says what is left."""

    def __init__(
        self,
        tallies: Tallies,
        store: Store,
        names: Names,
        *,
        each: Limit | None = None,
        whole: Limit | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Make them.

        Args:
            tallies: where all processes count.
            store: where it is remembered who was told.
            names: where it is remembered who is to be told.
            each: what a day of each community may cost.
            whole: what a day of all together may cost.
            clock: the time, in seconds since 1970.
        """
        self._tallies = tallies
        self._store = store
        self._names = names
        self._each = each or Limit()
        self._whole = whole or Limit()
        self._clock = clock

    @property
    def today(self) -> date:
        """Return the day it is."""
        return datetime.fromtimestamp(self._clock(), UTC).date()

    @property
    def limited(self) -> bool:
        """Return whether anything is limited at all."""
        return (self._each, self._whole) != (Limit(), Limit())

    async def charge(self, usage: Usage) -> None:
        """Count what a call of the model took, for the community that pays in this context."""
        await asyncio.gather(*(self._charge(each, usage) for each in {WHOLE, _paying.get()}))

    async def count(self, community: str, what: Counted) -> None:
        """Count a summary that was written, or a question that was answered, for a community."""
        await asyncio.gather(*(self._add(each, what, 1) for each in {WHOLE, community}))

    async def spent(self, community: str) -> bool:
        """Return whether today's budget of a community, or that of the whole, is spent."""
        return max(await asyncio.gather(self._share(community), self._share(WHOLE))) >= 1.0

    async def used(self, community: str, period: str) -> Used:
        """Return what a community has used in a day ("2026-11-23") or a month ("2026-11")."""
        totals = await asyncio.gather(*(self._total(community, period, what) for what in Counted))
        tokens, money, summaries, questions = totals
        return Used(round(tokens), money, round(summaries), round(questions))

    async def standing(self, community: str) -> Standing:
        """Return what a community has used today and in this month, and what a day may cost it."""
        today = self.today.isoformat()
        day, month = await asyncio.gather(self.used(community, today), self.used(community, today[:7]))
        return Standing(day, month, self._limit(community))

    async def _charge(self, community: str, usage: Usage) -> None:
        tokens, money = await asyncio.gather(
            self._add(community, Counted.TOKENS, usage.input_tokens + usage.output_tokens),
            self._add(community, Counted.MONEY, usage.cost or 0.0),
        )
        if self._limit(community).share(tokens, money) >= NEAR:
            await self._near(community)

    async def _near(self, community: str) -> None:
        if community:
            # Those who speak with the platform tell them: this process may not.
            await self._names.add(near_key(community), community, DAY)
        elif await self._store.add(told_key(WHOLE, self.today), b"1", DAYS):
            happened(What.BUDGET, to=log, level=logging.WARNING, kind="nearly_spent_by_all")

    def _limit(self, community: str) -> Limit:
        return self._each if community else self._whole

    async def _share(self, community: str) -> float:
        """Return how much of today's budget is used; what isn't limited isn't looked up."""
        limit, today = self._limit(community), self.today.isoformat()
        tokens = await self._total(community, today, Counted.TOKENS) if limit.tokens else 0.0
        money = await self._total(community, today, Counted.MONEY) if limit.money else 0.0
        return limit.share(tokens, money)

    async def _add(self, community: str, what: Counted, amount: float) -> float:
        """Add to the tallies of this day and this month, and return the day's total."""
        if not amount:
            return 0.0
        today = self.today.isoformat()
        of_day, _ = await asyncio.gather(
            self._tallies.add(_name(community, today, what), amount, DAYS),
            self._tallies.add(_name(community, today[:7], what), amount, MONTHS),
        )
        return of_day

    async def _total(self, community: str, period: str, what: Counted) -> float:
        return await self._tallies.total(_name(community, period, what))


def near_key(community: str) -> str:
    """Return where the communities of the same platform are listed that have come near their limits."""
    return f"near:{FORMAT}:{community.partition(':')[0]}"


def told_key(community: str, day: date) -> str:
    """Return where it is kept that those who manage a community were told that day."""
    return f"told:{FORMAT}:{community}:{day}"


def _name(community: str, period: str, what: Counted) -> str:
    return f"used:{community}:{period}:{what}"
