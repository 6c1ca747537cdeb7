"""Slack: who installed the app, else the workspace's primary owner."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from adapters.slack.managers import SlackManagers
from adapters.slack.people import People
from adapters.slack.web import Web
from adapters.slack.workspaces import OneWorkspace, Workspace
from tests.contract.managers.kit import Realm
from tests.fakes.slack.kit import Slack, User


@asynccontextmanager
async def realm() -> AsyncIterator[Realm]:
    async with Slack() as slack:
        installer, ada = slack.add_user("greta", locale="de-DE"), slack.add_user("ada")
        workspace = Workspace(slack.team.id, slack.token, slack.team.bot.id, "B1", installer=installer.id)

        def directly(user: User) -> list[str]:
            return [slack.text(message) for message in slack.own(slack.world.direct(user))]

        def unreachable() -> None:
            installer.deleted = True

        async with Web(slack.url, OneWorkspace(workspace)) as web:
            yield Realm(
                SlackManagers(web, People(web)),
                f"slack:{slack.team.id}",
                f"slack:{slack.team.id}/{slack.world.direct(ada).id}",
                f"slack:{slack.team.id}/D0GONE",
                lambda: directly(installer),
                lambda: directly(ada),
                lambda: [*directly(slack.owner), *map(slack.text, slack.own(slack.general))],
                unreachable,
                lambda: cast("None", slack.fault("chat.postMessage")),
                slack.pings,
            )
