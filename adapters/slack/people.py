"""What Slack tells of people: which language they read, and whether they manage the workspace."""

import time
from dataclasses import dataclass

from adapters.slack.web import Web, asking
from core.delivery.chat import ChatDown, Gone

_MOST = 1000
_LASTS = 600.0
"""For how many seconds an answer is remembered."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody; `locale` is what their Slack is set to ("de-DE")."""

    locale: str = "en"
    manages: bool = False


class People:
    """Asks Slack, and remembers a thousand answers."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._known: dict[tuple[str, str], tuple[float, Person]] = {}

    async def find(self, team: str, user: str) -> Person:
        """Return what is known of somebody; the standard where Slack doesn't say."""
        until, known = self._known.get((team, user), (0.0, Person()))
        if time.monotonic() < until:
            return known
        if len(self._known) >= _MOST:
            self._known.clear()
        try:
            person = await self._asked(team, user)
        except (Gone, ChatDown):
            return Person()
        self._known[team, user] = (time.monotonic() + _LASTS, person)
        return person

    async def _asked(self, team: str, user: str) -> Person:
        client = await self._web.into(team)
        with asking():
            told = (await client.users_info(user=user, include_locale=True)).get("user") or {}
            return Person(str(told.get("locale") or "en"), bool(told.get("is_admin") or told.get("is_owner")))
