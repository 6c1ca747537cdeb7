"""What the app listens to: each event, command, shortcut and button, acknowledged before anything is done about it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from adapters.slack import assistant
from adapters.slack.answers import answered
from adapters.slack.commands import ACTIONS, COMMANDS, SHORTCUTS, Act
from adapters.slack.dispatch import on_error
from adapters.slack.home import Home
from adapters.slack.inbound import Raw
from adapters.slack.listening import Listening
from adapters.slack.membership import leave
from adapters.slack.people import People
from adapters.slack.web import Web
from adapters.slack.workspaces import Workspaces
from core.delivery.house import House
from core.faults import tried

AT_ONCE = 8
"""How many events, and how many commands and clicks, are done side by side."""
Take = Callable[[str, Raw], Awaitable[None]]
"""Takes in an event of a workspace."""

EVENTS = frozenset(
    {
        "app_home_opened",
        "app_uninstalled",
        "assistant_thread_context_changed",
        "assistant_thread_started",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
        "reaction_added",
        "tokens_revoked",
    }
)
"""What the app is subscribed to, as its manifest names it."""

log = logging.getLogger(__name__)


class SlackApp:
    """The app, over whichever way events come."""

    def __init__(self, house: House, web: Web) -> None:
        self._house = house
        self._web = web
        self._people = People(web)
        self._home = Home(house, web, self._people)
        self.listening = Listening(house, web, self._people)
        logger = logging.getLogger("slack_bolt")
        # Its warnings are for whoever writes an app: one is of the token that it finds in the environment by itself.
        logger.setLevel(logging.ERROR)
        self.bolt = AsyncApp(
            name="cuepoint",
            logger=logger,
            client=web.client(),
            authorize=_authorizing(web.workspaces),
            # `adapters.slack.http` verifies signatures before a body is parsed; Socket Mode has none.
            request_verification_enabled=False,
            # Bolt takes the deletion of a message of ours for a deed of ours; what we post is dropped by `inbound`.
            ignoring_self_events_enabled=False,
        )
        self.bolt.error(on_error)
        # Acknowledged at once, done so many at a time: each takes connections to Redis and Slack.
        self._taken, self._acted = asyncio.Semaphore(AT_ONCE), asyncio.Semaphore(AT_ONCE)
        self._listen()

    @property
    def busy(self) -> bool:
        """Return whether events wait to be taken in."""
        return self._taken.locked()

    def _listen(self) -> None:
        for event, take in self._takers().items():
            self.bolt.event(event)(self._taking(take))
        for name, act in COMMANDS.items():
            self.bolt.command(name)(self._acting(act))
        for name, act in SHORTCUTS.items():
            self.bolt.message_shortcut(name)(self._acting(act))
        for name, act in ACTIONS.items():
            self.bolt.action(name)(self._acting(act))

    def _takers(self) -> Mapping[str, Take]:
        return {
            "message": self.listening.told,
            "reaction_added": self.listening.clicked,
            "app_home_opened": self._opened_home,
            "assistant_thread_started": self._opened_pane,
            "assistant_thread_context_changed": _ignored,
            "app_uninstalled": self._uninstalled,
            "tokens_revoked": self._lost_tokens,
        }

    async def _opened_home(self, team: str, event: Raw) -> None:
        if event.get("tab") == "home":
            await self._home.show(team, str(event["user"]))

    async def _opened_pane(self, team: str, event: Raw) -> None:
        await assistant.opened(self._web, self._people, team, event)

    async def _uninstalled(self, team: str, _event: Raw) -> None:
        """Leave a workspace: https://docs.slack.dev/reference/events/app_uninstalled."""
        await leave(self._web, self._house.departures, team)

    async def _lost_tokens(self, team: str, event: Raw) -> None:
        """Take the loss of the bot's token as the end there (docs: tokens_revoked); a person's is none of ours."""
        if (event.get("tokens") or {}).get("bot"):
            await self._uninstalled(team, event)

    # Where a listener raises, bolt forgets that it was acknowledged (listener/asyncio_runner.py): these don't.

    def _taking(self, take: Take) -> Callable[..., Awaitable[None]]:
        async def taking(body: dict[str, Any], event: dict[str, Any]) -> None:
            with tried(log, "taking in an event"):
                async with self._taken:
                    await take(_team(body), event)

        return taking

    def _acting(self, act: Act) -> Callable[..., Awaitable[None]]:
        async def acting(ack: AsyncAck, body: dict[str, Any]) -> None:
            await ack()
            with tried(log, "answering a command or click"):
                async with self._acted, answered(self._house, self._web, self._people, body) as answer:
                    if answer:
                        await act(answer)

        return acting


def _authorizing(workspaces: Workspaces) -> Callable[..., Awaitable[AuthorizeResult]]:
    async def authorize(team_id: str | None, enterprise_id: str | None) -> AuthorizeResult | None:
        """Return who we are in a workspace, without asking Slack: acknowledgements wait for this."""
        found = await workspaces.find(team_id or enterprise_id or "")
        if found is None:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=found.user,
            bot_id=found.bot,
            bot_token=found.token,
        )

    # Bolt takes None for a workspace that we are not in, though its types don't say so.
    return cast("Callable[..., Awaitable[AuthorizeResult]]", authorize)


def _team(body: Raw) -> str:
    """Return the workspace that we were told an event for: in a shared channel it may be another's (Events API)."""
    authorizations = body.get("authorizations") or [{}]
    return str(authorizations[0].get("team_id") or body.get("team_id") or authorizations[0].get("enterprise_id") or "")


async def _ignored(_team: str, _event: Raw) -> None:
    """Do nothing."""
