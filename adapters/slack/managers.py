"""The way to those who manage a workspace: who installed the app, else its primary owner, by direct message."""

from adapters.slack.inbound import Raw
from adapters.slack.people import People
from adapters.slack.rendering import one_post
from adapters.slack.spots import Spot
from adapters.slack.web import PAGE, Web, asking, pages
from core.delivery.chat import Gone
from core.delivery.managing import Notice

MOST_PAGES = 10
"""How many pages of a workspace's people are looked through for its owner."""
_ROLES = ("is_admin", "is_owner", "is_primary_owner")


class SlackManagers:
    """Implements `core.delivery.managing.Managers`."""

    def __init__(self, web: Web, people: People) -> None:
        self._web = web
        self._people = people

    async def tell(self, community: str, notice: Notice) -> None:
        """Write to whoever installed the app, or, where nobody knows or they take nothing, to the primary owner."""
        team, _, channel = community.partition(":")[2].partition("/")
        if channel:
            await self._send(Spot(team, channel), await self._whose(team, channel), notice)
            return
        installer = (await self._web.workspace(team)).installer
        try:
            await self._write(team, installer, notice)
        except Gone:
            await self._write(team, await self._owner(team), notice)

    async def _write(self, team: str, user: str, notice: Notice) -> None:
        if not user:
            raise Gone("nobody is known to manage it")
        client = await self._web.into(team)
        with asking():
            direct = (await client.conversations_open(users=user))["channel"]["id"]
        await self._send(Spot(team, direct), user, notice)

    async def _send(self, where: Spot, user: str, notice: Notice) -> None:
        locale = (await self._people.find(where.team, user)).locale
        await self._web.send(where, one_post(notice.text(locale, "")), {"notice": notice.key})

    async def _whose(self, team: str, channel: str) -> str:
        client = await self._web.into(team)
        with asking():
            return str((await client.conversations_info(channel=channel))["channel"].get("user") or "")

    async def _owner(self, team: str) -> str:
        """Return the workspace's primary owner, or whoever comes nearest to it among those looked through."""
        client = await self._web.into(team)
        best, read = ("", 0), 0
        async for page in pages(client.users_list, "members", limit=PAGE, team_id=team):
            best = max(best, *((str(user["id"]), _role(user)) for user in page), key=lambda each: each[1])
            read += 1
            if best[1] == len(_ROLES) or read == MOST_PAGES:
                break
        return best[0]


def _role(user: Raw) -> int:
    """Return how much somebody may do, 0 for those who manage nothing (docs: User object)."""
    manages = not user.get("deleted") and not user.get("is_bot")
    return sum(bool(user.get(role)) for role in _ROLES) if manages else 0
