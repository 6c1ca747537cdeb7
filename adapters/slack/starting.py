"""What is checked before the app begins: whether Slack knows the token, and lets it do what Cuepoint does."""

from slack_sdk.errors import SlackApiError

from adapters.slack.errors import ScopeMissing, SlackUnreachable, TokenWrong
from adapters.slack.web import Web, asking, refusal
from adapters.slack.workspaces import Workspace
from core.delivery.chat import ChatDown, Gone

SCOPES = (
    "assistant:write",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "mpim:history",
    "mpim:read",
    "reactions:read",
    "reactions:write",
    "users:read",
)
"""What the bot's token must be allowed, as the manifest lists it."""


async def workspace_of(web: Web, token: str) -> Workspace:
    """Return the workspace that a token opens.

    Raises:
        TokenWrong: none.
        ScopeMissing: it may not do all that is needed, naming what.
        SlackUnreachable: Slack can't be reached.
    """
    try:
        with asking():
            told = await web.client(token).auth_test()
    except Gone as gone:
        raise TokenWrong(gone.detail) from gone
    except ChatDown as down:
        raise SlackUnreachable(down.detail) from down
    except SlackApiError as error:
        raise TokenWrong(refusal(error)) from error
    # Slack says with each answer what the token may do: https://docs.slack.dev/authentication/installing-with-oauth
    given = next((value for name, value in told.headers.items() if name.lower() == "x-oauth-scopes"), None)
    if given is not None:
        scopes = {each.strip() for each in given.split(",")}
        if missing := [scope for scope in SCOPES if scope not in scopes]:
            raise ScopeMissing(", ".join(missing))
    return Workspace(
        told["team_id"], token, told["user_id"], str(told.get("bot_id") or ""), str(told.get("team") or "")
    )
