"""Why Cuepoint can't be started on Discord."""

from core.delivery.chat import ChatDown
from core.errors import ConfigurationError


class TokenWrong(ConfigurationError):
    """Discord doesn't know the token."""

    code = "discord_token"
    sentence = (
        "Discord does not accept DISCORD_TOKEN. Copy the token again from your application's page, Bot, Reset Token "
        "(https://discord.com/developers/applications), into .env."
    )


class IntentOff(ConfigurationError):
    """The message content intent is switched off for the application."""

    code = "discord_intent"
    sentence = (
        "Discord does not let Cuepoint read messages. Switch on Message Content Intent on your application's page, "
        "Bot, Privileged Gateway Intents (https://discord.com/developers/applications), then start again."
    )


class ShardsWrong(ConfigurationError):
    """The shards that this process is to serve are refused."""

    code = "discord_shards"
    sentence = (
        "Discord does not accept the shards of DISCORD_SHARDS: there must be enough of them for all servers. "
        "Leave the setting out to serve as many as Discord advises."
    )


class DiscordUnreachable(ChatDown):
    """There is no connection to Discord."""

    code = "discord_unreachable"
    sentence = "Discord could not be reached ({detail}). Check the network connection and DISCORD_API_URL."
