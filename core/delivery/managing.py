"""Those who manage a server or workspace are told, once a day, before its budget is spent."""

import logging
from typing import Protocol

from core.budgets.budgets import DAYS, NEAR, Budgets, near_key, told_key
from core.budgets.spending import Standing
from core.delivery.chat import ChatDown, Gone
from core.ports import Names, Store
from core.watching import What, happened

log = logging.getLogger(__name__)


class Managers(Protocol):
    """A platform's way to those who manage its communities."""

    async def tell(self, community: str, standing: Standing) -> None:
        """Tell those who manage a community what is used, by `core.thread.usage.nearly_spent` in their language.

        Of a direct message, that is the person whose it is.

        Raises:
            Gone: nobody can be told.
            ChatDown: the platform can't be reached.
        """
        ...


class Managing:
    """Has them told, on one platform."""

    def __init__(self, platform: str, budgets: Budgets, store: Store, names: Names, managers: Managers) -> None:
        self._listing = near_key(platform)
        self._budgets = budgets
        self._store = store
        self._names = names
        self._managers = managers

    async def look(self) -> None:
        """Tell those whose budgets have come near their end since, whichever process counted that."""
        for community in await self._names.all(self._listing):
            await self._look_at(community)

    async def _look_at(self, community: str) -> None:
        standing, told = await self._budgets.standing(community), told_key(community, self._budgets.today)
        if standing.share >= NEAR and await self._store.add(told, b"1", DAYS):
            try:
                await self._managers.tell(community, standing)
                happened(What.BUDGET, kind="nearly_spent", community=community)
            except Gone as gone:
                log.warning("nobody of %s can be told that its budget is nearly spent: %s", community, gone)
            except ChatDown as down:
                log.info("those who manage %s are told later: %s", community, down)
                await self._store.drop(told)
                return
        await self._names.drop(self._listing, community)
