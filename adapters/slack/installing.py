"""Workspaces that install the app by themselves: OAuth, its states, and the tokens it brings, kept encrypted."""

import json
import logging
import time
from dataclasses import asdict
from logging import Logger
from urllib.parse import urlsplit

from cryptography.fernet import Fernet, InvalidToken
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from adapters.slack.errors import KeyWrong
from adapters.slack.http import INSTALL_PATH, REDIRECT_PATH
from adapters.slack.starting import SCOPES
from adapters.slack.web import Web
from adapters.slack.workspaces import Workspace
from core.keys import FORMAT
from core.ports import Names, Store
from core.times import DAY

KEPT = 10 * 365 * DAY
STATE_LASTS = 600
"""For how many seconds somebody may read the consent page."""
REMEMBERED = 30.0
"""For how many seconds a process remembers a workspace: what another one has forgotten, it then forgets too."""

log = logging.getLogger(__name__)


def cipher(key: str) -> Fernet:
    """Return what encrypts the workspaces' tokens.

    Raises:
        KeyWrong: the key is none of Fernet's.
    """
    try:
        return Fernet(key)
    except ValueError as error:
        raise KeyWrong from error


class InstalledWorkspaces(AsyncInstallationStore):
    """Implements `Workspaces` and bolt's store of installations: all are kept in a store, their tokens encrypted."""

    def __init__(self, store: Store, names: Names, key: str) -> None:
        """Make it.

        Raises:
            KeyWrong: the key is none of Fernet's.
        """
        self._store = store
        self._names = names
        self._known: dict[str, tuple[float, Workspace | None]] = {}
        self.fernet = cipher(key)

    @property
    def logger(self) -> Logger:
        """Return where bolt logs."""
        return log

    async def find(self, team: str) -> Workspace | None:
        """Return the workspace, or organisation, of that id, or None where we are not in it."""
        until, found = self._known.get(team, (0.0, None))
        if time.monotonic() > until:
            found = await self._load(team)
            self._known[team] = (time.monotonic() + REMEMBERED, found)
        return found

    async def all(self) -> tuple[Workspace, ...]:
        """Return all of them."""
        found = [await self.find(team) for team in await self._names.all(_LISTING)]
        return tuple(each for each in found if each)

    async def forget(self, team: str) -> None:
        """Forget a workspace and its token."""
        self._known.pop(team, None)
        await self._names.drop(_LISTING, team)
        await self._store.drop(_key(team))

    async def add(self, workspace: Workspace) -> None:
        """Remember a workspace."""
        said = {each: value for each, value in asdict(workspace).items() if each != "team"}
        await self._store.put(_key(workspace.team), self.fernet.encrypt(json.dumps(said).encode()), KEPT)
        await self._names.add(_LISTING, workspace.team, KEPT)
        self._known.pop(workspace.team, None)

    async def async_save(self, installation: Installation) -> None:
        """Remember what bolt's flow brought."""
        team = (installation.enterprise_id if installation.is_enterprise_install else installation.team_id) or ""
        token, user = installation.bot_token or "", installation.bot_user_id or ""
        name = installation.team_name or installation.enterprise_name or ""
        await self.add(Workspace(team, token, user, installation.bot_id or "", name, installation.user_id))

    async def _load(self, team: str) -> Workspace | None:
        kept = await self._store.get(_key(team))
        if not kept:
            return None
        try:
            said = json.loads(self.fernet.decrypt(kept))
        except InvalidToken:
            log.warning("the token of workspace %s was encrypted with another SLACK_TOKEN_KEY", team)
            return None
        return Workspace(team, said["token"], said["user"], said["bot"], said["name"], said.get("installer", ""))


class SignedStates(AsyncOAuthStateStore):
    """The `state` of OAuth: it proves that a visitor of the redirect page was sent to Slack by Cuepoint.

    A state carries its own proof, so a visit of the install page stores nothing. Bolt compares it with the visitor's
    cookie, and Slack takes a code once only, so a state need not be remembered to be used once
    (https://datatracker.ietf.org/doc/html/rfc6749#section-10.12).
    """

    def __init__(self, fernet: Fernet) -> None:
        self._fernet = fernet

    @property
    def logger(self) -> Logger:
        """Return where bolt logs."""
        return log

    async def async_issue(self, *_: object, **__: object) -> str:
        """Return a new state."""
        return self._fernet.encrypt(_STATE).decode()

    async def async_consume(self, state: str) -> bool:
        """Return whether a state was issued by `async_issue` with the same key, in the last `STATE_LASTS` seconds."""
        try:
            return self._fernet.decrypt(state, ttl=STATE_LASTS) == _STATE
        except (InvalidToken, ValueError):
            return False


def oauth_flow(
    web: Web, workspaces: InstalledWorkspaces, *, client_id: str, client_secret: str, public_url: str
) -> AsyncOAuthFlow:
    """Return how a workspace installs the app.

    Args:
        web: Slack.
        workspaces: where the installations are kept.
        client_id: the app's.
        client_secret: the app's.
        public_url: the address under which people reach this process.
    """
    slack = urlsplit(web.url)
    settings = AsyncOAuthSettings(
        client_id=client_id,
        client_secret=client_secret,
        scopes=SCOPES,
        install_path=INSTALL_PATH,
        redirect_uri_path=REDIRECT_PATH,
        redirect_uri=public_url.rstrip("/") + REDIRECT_PATH,
        authorization_url=f"{slack.scheme}://{slack.netloc}/oauth/v2/authorize",
        installation_store=workspaces,
        state_store=SignedStates(workspaces.fernet),
        state_expiration_seconds=STATE_LASTS,
        logger=log,
    )
    return AsyncOAuthFlow(client=web.client(), settings=settings, logger=log)


_STATE = b"oauth state"
_LISTING = f"workspaces:{FORMAT}:slack"


def _key(team: str) -> str:
    return f"workspace:{FORMAT}:slack:{team}"
