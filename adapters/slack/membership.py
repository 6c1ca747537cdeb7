"""The workspaces that installed the app, asked whether they still have it: a removal unseen sends no event again."""

import asyncio
import logging

from slack_sdk.errors import SlackApiError

from adapters.slack.web import Web, asking, refusal
from adapters.slack.workspaces import Workspace
from core.delivery.chat import ChatDown, Gone
from core.delivery.departures import Departures

EVERY = 1800.0
"""How many seconds lie between two looks: what is kept of a workspace that was left goes within the hour."""
_AT_ONCE = 4
# https://docs.slack.dev/reference/methods/auth.test#errors; other refusals may be our own mistake.
_UNINSTALLED = {"account_inactive", "app_uninstalled", "token_revoked"}

log = logging.getLogger(__name__)


async def leave(web: Web, departures: Departures, team: str) -> None:
    """Forget a workspace's token at once, and have all else erased that is kept of it."""
    await departures.add(team)
    await web.workspaces.forget(team)


async def compare_workspaces(web: Web, departures: Departures) -> None:
    """Leave the workspaces whose token Slack no longer takes, as the app was removed there.

    Args:
        web: Slack, with the workspaces that installed the app.
        departures: what has their records erased.
    """
    turns = asyncio.Semaphore(_AT_ONCE)

    async def compare(workspace: Workspace) -> None:
        async with turns:
            if await _is_uninstalled(web, workspace):
                await leave(web, departures, workspace.team)

    await asyncio.gather(*map(compare, await web.workspaces.all()))


async def _is_uninstalled(web: Web, workspace: Workspace) -> bool:
    try:
        with asking():
            await web.client(workspace.token).auth_test()
    except Gone as gone:
        reason = gone.__cause__
        return isinstance(reason, SlackApiError) and refusal(reason) in _UNINSTALLED
    except (ChatDown, SlackApiError) as error:
        log.warning("workspace %s could not be asked whether it has the app: %s", workspace.team, error)
    return False
