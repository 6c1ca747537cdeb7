"""What the settings lack or misspell: each is said, where it would else be passed over."""

import difflib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from bot.settings import Settings, SettingsWrong
from core.checks import Finding, Status

MATTER = "Settings"
_OURS = ("DISCORD_", "SLACK_", "OPENAI_", "CUEPOINT_", "YOUTUBE_")
"""What the names of our settings begin with, and hardly any other program's."""
_OTHERS = frozenset(
    {
        # Read by the openai package itself (openai/_client.py, openai/_utils/_logs.py).
        *("OPENAI_ORG_ID", "OPENAI_PROJECT_ID", "OPENAI_WEBHOOK_SECRET", "OPENAI_ADMIN_KEY", "OPENAI_LOG"),
        *("OPENAI_CUSTOM_HEADERS",),
    }
)
_OAUTH = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "SLACK_TOKEN_KEY")


def oversights(settings: Settings) -> list[Finding]:
    """Return what is wrong with the settings as a whole, and what of them is misspelt or does nothing."""
    wrong = [Finding(MATTER, Status.WRONG, text) for text in (*half_configured(settings), *_unusable(settings))]
    return [*wrong, *(Finding(MATTER, Status.NOTE, text) for text in idle(settings))]


def idle(settings: Settings) -> list[str]:
    """Return what of the settings, or of what looks like one, does nothing."""
    return [*unused(settings), *unknown_names(_named())]


def unused(settings: Settings) -> list[str]:
    """Return which settings do nothing, as others that would use them aren't there."""
    found = []
    if "openai_model" in settings.model_fields_set and not settings.has_model:
        found.append("OPENAI_MODEL does nothing without OPENAI_API_KEY or OPENAI_BASE_URL: the offline engine writes.")
    if any(name.startswith("budget_") for name in _set(settings)) and not settings.has_model:
        found.append("BUDGET_… does nothing without a model: the offline engine costs nothing.")
    if settings.discord_shards and not settings.has_discord:
        found.append("DISCORD_SHARDS does nothing without DISCORD_TOKEN.")
    if settings.youtube_proxy_url and settings.youtube_webshare_username:
        found.append("YOUTUBE_PROXY_URL does nothing beside YOUTUBE_WEBSHARE_USERNAME, which is used.")
    return found


def unknown_names(names: Iterable[str]) -> list[str]:
    """Return which names look like settings of Cuepoint and are none, each with the one that was probably meant."""
    known = [name.upper() for name in Settings.model_fields]
    found = []
    for name in sorted({name.upper() for name in names} - {*known, *_OTHERS}):
        meant = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
        hint = f" Did you mean {meant[0]}?" if meant else ""
        found.append(f"{name} is no setting of Cuepoint.{hint}")
    return found


def _set(settings: Settings) -> set[str]:
    return {name for name in settings.model_fields_set if getattr(settings, name) is not None}


def half_configured(settings: Settings) -> Iterator[str]:
    """Yield which settings of Slack need others that aren't there: what they were to start can't be started."""
    values: Mapping[str, object] = {name: getattr(settings, name.lower()) for name in _OAUTH}
    missing = [name for name in _OAUTH if not values[name]]
    listens = settings.slack_app_token or settings.slack_signing_secret
    if settings.slack_bot_token and not listens:
        yield (
            "SLACK_BOT_TOKEN needs SLACK_APP_TOKEN (Basic Information, App-Level Tokens, connections:write), or for "
            "`python -m bot web` SLACK_SIGNING_SECRET (Basic Information, App Credentials): https://api.slack.com/apps."
        )
    if not settings.slack_bot_token and len(missing) == len(_OAUTH) and listens:
        name = "SLACK_APP_TOKEN" if settings.slack_app_token else "SLACK_SIGNING_SECRET"
        yield f"{name} needs SLACK_BOT_TOKEN (OAuth & Permissions, Bot User OAuth Token): https://api.slack.com/apps."
    if missing and len(missing) < len(_OAUTH):
        given = ", ".join(name for name in _OAUTH if values[name])
        yield f"{given} can't be used without {', '.join(missing)} (docs/slack.md, Many workspaces)."
    if not missing and not settings.slack_bot_token and not settings.http_url:
        yield "HTTP_URL is not set: it is the address under which people reach /slack/install (docs/slack.md)."


def _unusable(settings: Settings) -> Iterator[str]:
    """Yield which other settings can't be used together; what uses them says so too."""
    from bot.youtube import youtube_source  # noqa: PLC0415 - here and below: who serves a chat imports them later

    checks: list[Callable[[Settings], object]] = [youtube_source]
    if settings.has_model and settings.limits_money:
        from bot.model import check_price  # noqa: PLC0415

        checks.append(check_price)
    for check in checks:
        try:
            check(settings)
        except SettingsWrong as error:
            yield error.detail


def _named() -> set[str]:
    """Return the names in the environment and in `.env` that look like ours."""
    names = {name for name in os.environ if name.upper().startswith(_OURS)}
    if Path(".env").is_file():
        from dotenv import dotenv_values  # noqa: PLC0415 - most have no such file where others are served

        # All that such a file holds is meant for Cuepoint, but for what its libraries read.
        names |= {name for name in dotenv_values(".env") if name.upper().startswith((*_OURS, "BUDGET_", "LIMIT_"))}
    return names
