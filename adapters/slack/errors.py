"""Why Cuepoint can't be started on Slack."""

from core.delivery.chat import ChatDown
from core.errors import ConfigurationError, CuepointError


class TokenWrong(ConfigurationError):
    """Slack doesn't know the bot's token."""

    code = "slack_token"
    sentence = (
        "Slack does not accept SLACK_BOT_TOKEN ({detail}). Copy it again from your app's page, OAuth & Permissions, "
        "Bot User OAuth Token (https://api.slack.com/apps), into .env; it begins with xoxb-."
    )


class AppTokenWrong(ConfigurationError):
    """Slack doesn't know the app's token, which opens the websocket."""

    code = "slack_app_token"
    sentence = (
        "Slack does not accept SLACK_APP_TOKEN ({detail}). Make one with the scope connections:write on your app's "
        "page, Basic Information, App-Level Tokens (https://api.slack.com/apps); it begins with xapp-."
    )


class ScopeMissing(ConfigurationError):
    """The token may not do what Cuepoint does."""

    code = "slack_scope"
    sentence = (
        "Slack has not given Cuepoint the scope {detail}. Add it on your app's page, OAuth & Permissions, Bot Token "
        "Scopes (https://api.slack.com/apps), or paste adapters/slack/manifest.yaml under App Manifest; "
        "then install the app to your workspace again."
    )


class SlackUnreachable(ChatDown):
    """There is no connection to Slack."""

    code = "slack_unreachable"
    sentence = "Slack could not be reached ({detail}). Check the network connection and SLACK_API_URL."


class PortTaken(CuepointError):
    """The address that requests should come to is somebody else's."""

    code = "port_taken"
    sentence = "Can't listen for Slack's requests ({detail}). Set HTTP_HOST and HTTP_PORT to an address that is free."


class KeyWrong(ConfigurationError):
    """Tokens can't be encrypted with the key."""

    code = "slack_key"
    sentence = (
        "SLACK_TOKEN_KEY is no key. Make one with: "
        "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
    )
