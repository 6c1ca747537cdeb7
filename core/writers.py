"""Who writes what is requested: the engine, or, where what it may cost is spent, the offline one in its place."""

from core.budgets.budgets import Budgets
from core.drafts import Engine
from core.errors import BudgetSpent
from core.ports import Store
from core.requests import Request, begun_key, job_key
from core.times import DAY


class Writers:
    """The engines, and what the one that is paid for may cost."""

    def __init__(self, engine: Engine, budgets: Budgets, store: Store, instead: Engine | None = None) -> None:
        """Make them.

        Args:
            engine: who writes.
            budgets: what is counted, and what it may cost.
            store: where it is remembered what was begun.
            instead: who writes once a budget is spent; None where the engine costs nothing.
        """
        self._engine = engine
        self.budgets = budgets
        self._store = store
        self._instead = instead

    def of(self, request: Request) -> Engine:
        """Return who writes what is requested."""
        return self._instead if request.offline and self._instead else self._engine

    def job(self, request: Request) -> str:
        """Return the key of the computation of what is requested."""
        return job_key(request, self.of(request))

    async def affords(self, request: Request) -> bool:
        """Return whether what is requested costs nothing, or the budgets of who requests it have something left."""
        costs = self._instead is not None and not request.offline
        return not (costs and await self.budgets.spent(request.community))

    async def allows(self, request: Request) -> bool:
        """Return whether a summary may be written: it is affordable, or was begun before."""
        return await self.affords(request) or await self._store.get(begun_key(self.job(request))) is not None

    async def begin(self, request: Request) -> None:
        """Remember that a summary is begun: it is then written to its end, also by another worker after this one.

        Raises:
            BudgetSpent: it may not be written.
        """
        if not await self.allows(request):
            raise BudgetSpent
        if self.budgets.limited:
            await self._store.put(begun_key(self.job(request)), b"1", DAY)

    async def end(self, request: Request) -> None:
        """Remember that a summary is written, or can't be."""
        if self.budgets.limited:
            await self._store.drop(begun_key(self.job(request)))
