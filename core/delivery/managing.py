"""Those who manage a server or workspace are told in private, once a day, what they should know of its model."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from core.budgets.budgets import DAYS, NEAR, Budgets, near_key, told_key
from core.codec import decode
from core.delivery.chat import ChatDown, Gone
from core.errors import Failure
from core.ports import Names, Store
from core.thread.content import Block
from core.thread.usage import model_rejected, nearly_spent
from core.watching import What, happened
from core.written.rejections import REJECTION, rejected_key

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Notice:
    """What those who manage a community are told: `text` makes it of a language (BCP 47) and the server's name.

    `key` is the same for the same notice, so that one that is sent again can be recognised.
    """

    key: str
    text: Callable[[str, str], Block]


class Managers(Protocol):
    """A platform's way to those who manage its communities."""

    async def tell(self, community: str, notice: Notice) -> None:
        """Tell those who manage a community, in their language; of a direct message, the person whose it is.

        Raises:
            Gone: nobody can be told.
            ChatDown: the platform can't be reached.
        """
        ...


class Managing:
    """Has them told, on one platform."""

    def __init__(self, platform: str, budgets: Budgets, store: Store, names: Names, managers: Managers) -> None:
        self._platform = platform
        self._budgets = budgets
        self._store = store
        self._names = names
        self._managers = managers

    async def look(self) -> None:
        """Tell those who should be told since, whichever process noticed it."""
        for community in await self._names.all(near_key(self._platform)):
            await self._tell_of_budget(community)
        for community in await self._names.all(rejected_key(self._platform)):
            await self._tell_of_rejection(community)

    async def _tell_of_budget(self, community: str) -> None:
        standing = await self._budgets.standing(community)
        notice = Notice(f"near:{standing.day.tokens}", partial(nearly_spent, standing))
        due = standing.share >= NEAR
        if not due or await self._told(community, told_key(community, self._budgets.today), notice, "nearly_spent"):
            await self._names.drop(near_key(community), community)

    async def _tell_of_rejection(self, community: str) -> None:
        failure = decode(await self._store.get(REJECTION), Failure)
        told = told_key(f"model:{community}", self._budgets.today)
        if not failure or await self._told(
            community, told, Notice(told, partial(model_rejected, failure)), "model_rejected"
        ):
            await self._names.drop(rejected_key(self._platform), community)

    async def _told(self, community: str, told: str, notice: Notice, kind: str) -> bool:
        """Tell those who manage a community, unless they were told; return whether that is done, or can't be done."""
        if not await self._store.add(told, b"1", DAYS):
            return True
        try:
            await self._managers.tell(community, notice)
            happened(What.BUDGET, kind=kind, community=community)
        except Gone as gone:
            log.warning("nobody of %s can be told (%s): %s", community, kind, gone)
        except ChatDown as down:
            log.info("those who manage %s are told later (%s): %s", community, kind, down)
            await self._store.drop(told)
            return False
        return True
