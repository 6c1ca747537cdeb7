"""What Slack says of the tokens before Cuepoint connects."""

from slack_sdk.errors import SlackApiError

from adapters.slack.errors import AppTokenWrong, SlackUnreachable
from adapters.slack.starting import workspace_of
from adapters.slack.web import LOST, Web, refusal
from core.checks import Finding, Status, found_wrong
from core.errors import CuepointError

MATTER = "Slack"


async def check_slack(web: Web, bot_token: str | None, app_token: str | None) -> list[Finding]:
    """Return what Slack says of the tokens that are set; no websocket is opened.

    Args:
        web: where Slack is.
        bot_token: xoxb-..., or None where workspaces install the app.
        app_token: xapp-..., or None where events come over HTTP.
    """
    found = []
    if bot_token:
        try:
            workspace = await workspace_of(web, bot_token)
            text = f"SLACK_BOT_TOKEN opens the workspace {workspace.name} and has the scopes of the manifest."
            found.append(Finding(MATTER, Status.OK, text))
        except CuepointError as error:
            found.append(found_wrong(MATTER, error))
    if app_token:
        try:
            await check_app_token(web, app_token)
            found.append(Finding(MATTER, Status.OK, "SLACK_APP_TOKEN may open a websocket."))
        except CuepointError as error:
            found.append(found_wrong(MATTER, error))
    return found


async def check_app_token(web: Web, token: str) -> None:
    """Ask for a websocket's address, which opens nothing: https://docs.slack.dev/reference/methods/apps.connections.open.

    Raises:
        AppTokenWrong: Slack doesn't know the app's token, or it may not connect.
        SlackUnreachable: it can't be reached.
    """
    try:
        await web.client().apps_connections_open(app_token=token)
    except SlackApiError as error:
        name = refusal(error)
        if name in LOST or not name:
            raise SlackUnreachable(name or "no answer that can be read") from error
        raise AppTokenWrong(name) from error
    except (OSError, TimeoutError) as error:
        raise SlackUnreachable(type(error).__name__) from error
