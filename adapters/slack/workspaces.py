"""The workspaces that Cuepoint is in, and its token in each."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace: its id, our bot's token there, and the ids of our user and bot.

    `name` is for people; `installer` is who installed us, "" where that isn't known.
    """

    team: str
    token: str
    user: str
    bot: str
    name: str = ""
    installer: str = ""


class Workspaces(Protocol):
    """Knows them."""

    async def find(self, team: str) -> Workspace | None:
        """Return the workspace of that id, or None where we are not in it."""
        ...

    async def all(self) -> tuple[Workspace, ...]:
        """Return all of them."""
        ...

    async def forget(self, team: str) -> None:
        """Forget a workspace that we were taken out of."""
        ...


class OneWorkspace:
    """Implements `Workspaces` with the one whose token is in the settings."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    async def find(self, team: str) -> Workspace | None:  # noqa: ARG002 - there is but one
        """Return it for any id: events of an organisation or a shared channel can name another's."""
        return self._workspace

    async def all(self) -> tuple[Workspace, ...]:
        """Return it."""
        return (self._workspace,)

    async def forget(self, team: str) -> None:
        """Keep it: the token is the settings', and Slack refuses it by itself."""


class NoWorkspaces:
    """Implements `Workspaces` before it is known which there are."""

    async def find(self, team: str) -> None:  # noqa: ARG002 - none
        """Return none."""
        return

    async def all(self) -> tuple[()]:
        """Return none."""
        return ()

    async def forget(self, team: str) -> None:
        """Forget none."""
