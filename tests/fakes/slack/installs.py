"""Installing the app into a workspace (docs: Installing with OAuth; oauth.v2.access)."""

import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from aiohttp import web

from tests.fakes.slack.errors import ApiError, Payload
from tests.fakes.slack.model import Team, User
from tests.fakes.slack.world import World


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to."""

    team: Team
    user: User
    scopes: tuple[str, ...]
    redirect_uri: str | None


@dataclass(eq=False)
class Installs:
    """Who is before the consent page, and the codes given out. `installer` None means that they decline."""

    world: World
    installer: User | None = None
    codes: dict[str, Consent] = field(default_factory=dict)

    async def authorize(self, request: web.Request) -> web.Response:
        """Answer /oauth/v2/authorize as the person agrees at once (docs: Installing with OAuth > Asking for scopes)."""
        asked = request.query
        if asked.get("client_id") != self.world.app.client_id:
            return web.Response(status=400, text="Invalid client_id parameter")
        if "redirect_uri" not in asked or not asked.get("scope"):
            return web.Response(status=400, text="redirect_uri and scope are needed")
        back: dict[str, str] = {"state": asked.get("state", "")}
        if self.installer is None:
            back["error"] = "access_denied"
        else:
            code = secrets.token_hex(8)
            scopes = tuple(asked["scope"].replace(" ", ",").split(","))
            self.codes[code] = Consent(self.installer.team, self.installer, scopes, asked["redirect_uri"])
            back["code"] = code
        return web.Response(status=302, headers={"Location": f"{asked['redirect_uri']}?{urlencode(back)}"})

    def exchange(self, code: str, redirect_uri: str | None) -> Payload:
        """Return what a code is worth: a token (docs: oauth.v2.access; read by slack_bolt/oauth/async_oauth_flow.py).

        Raises:
            ApiError: invalid_code, bad_redirect_uri.
        """
        consent = self.codes.pop(code, None)
        if consent is None:
            raise ApiError("invalid_code")
        if redirect_uri is not None and redirect_uri != consent.redirect_uri:
            raise ApiError("bad_redirect_uri")
        team = consent.team
        team.token = team.token if team.installed and team.token else f"xoxb-{team.id}-{secrets.token_hex(6)}"
        team.installed, team.scopes = True, consent.scopes
        return {
            "access_token": team.token,
            "token_type": "bot",
            "scope": ",".join(consent.scopes),
            "bot_user_id": team.bot.id,
            "app_id": self.world.app.id,
            "team": {"id": team.id, "name": team.name},
            "enterprise": None,
            "authed_user": {"id": consent.user.id},
            "is_enterprise_install": False,
        }
