"""The settings, from the environment or a `.env` file. `.env.example` lists them for people."""

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from platformdirs import user_data_path
from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from core.errors import ConfigurationError
from core.retention import Retention
from core.times import DAY

_MOST_AT_ONCE = 1000
"""The most that a process can be told to do side by side: each takes its memory before there is anything to do."""


class SettingsWrong(ConfigurationError):
    """A setting can't be used."""

    code = "settings"
    sentence = "{detail} Correct it in the environment or in .env."


def _expanded(folder: Path) -> Path:
    try:
        return folder.expanduser()
    except RuntimeError as error:  # a home of nobody's
        raise ValueError(str(error)) from error


def web_address(text: str) -> str:
    """Return the address.

    Raises:
        ValueError: it is none of the web.
    """
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ValueError("it should look like http://host:port or https://host")
    return text


# Far from what floats can't divide by, and from what no message has room for.
_Tokens = Annotated[int, Field(gt=0, le=10**15)]
_Money = Annotated[float, Field(ge=1e-6, le=1e9, allow_inf_nan=False)]
# A day at least: what was posted in the last day is read after a downtime, and must be known still.
_Days = Annotated[int, Field(ge=1, le=3650)]
_Address = Annotated[str, AfterValidator(web_address)]


def _printable(secret: SecretStr) -> SecretStr:
    if not secret.get_secret_value().isprintable():
        raise ValueError("it holds a line break, or another character that can't be sent")
    return secret


_Token = Annotated[SecretStr, AfterValidator(_printable)]
_SHARDS = re.compile(r"(\d{1,6})(?:-(\d{1,6}))?/(\d{1,6})")


def _shards(text: str | None) -> tuple[int, int, int] | None:
    """Return the first and the last shard that are served here, and how many there are in all."""
    if text is None:
        return None
    found = _SHARDS.fullmatch(text.replace(" ", ""))
    first, last, count = (int(found[1]), int(found[2] or found[1]), int(found[3])) if found else (0, 0, 0)
    if not first <= last < count:
        raise ValueError("it should look like 0-3/8, shards 0 to 3 of 8")
    return first, last, count


def _upper(text: str) -> str:
    # A signature is read from the text of str.upper itself, which imports and compiles Python's tokenizer.
    return text.upper()


def _lower(text: str) -> str:
    return text.lower()


class Settings(BaseSettings):
    """All settings, each with the default that it has when it isn't set. An empty one counts as not set."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore")

    discord_token: _Token | None = None
    discord_shards: Annotated[tuple[int, int, int] | None, NoDecode, BeforeValidator(_shards)] = None
    discord_api_url: _Address = "https://discord.com/api/v10"
    slack_bot_token: _Token | None = None
    slack_app_token: _Token | None = None
    slack_signing_secret: _Token | None = None
    slack_client_id: str | None = None
    slack_client_secret: _Token | None = None
    slack_token_key: _Token | None = None
    slack_api_url: _Address = "https://slack.com/api/"

    openai_api_key: _Token | None = None
    openai_base_url: _Address | None = None
    openai_model: str = "gpt-6-luna"
    openai_concurrency: int = Field(default=16, ge=1, le=_MOST_AT_ONCE)
    openai_deadline: float = Field(default=300.0, gt=0, le=DAY)

    budget_tokens: _Tokens | None = None
    budget_money: _Money | None = None
    budget_server_tokens: _Tokens | None = None
    budget_server_money: _Money | None = None

    limit_user: int = Field(default=30, ge=0)
    limit_channel: int = Field(default=100, ge=0)
    limit_server: int = Field(default=300, ge=0)

    retention_transcripts_days: _Days = 30
    retention_summaries_days: _Days = 90
    retention_questions_days: _Days = 14
    retention_deliveries_days: _Days = 14

    youtube_url: _Address = "https://www.youtube.com"
    youtube_timeout: float = Field(default=10.0, gt=0, le=DAY)
    youtube_proxy_url: SecretStr | None = None
    youtube_webshare_username: SecretStr | None = None
    youtube_webshare_password: SecretStr | None = None

    redis_url: SecretStr | None = None
    cuepoint_data_dir: Annotated[Path, AfterValidator(_expanded)] = Field(
        default_factory=lambda: user_data_path("cuepoint")
    )
    cuepoint_concurrency: int = Field(default=4, ge=0, le=_MOST_AT_ONCE)
    cuepoint_log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(_upper)] = (
        "INFO"
    )
    cuepoint_log_format: Annotated[Literal["auto", "text", "json"], BeforeValidator(_lower)] = "auto"
    http_url: _Address | None = None
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8080, ge=0, le=65535)
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=0, le=65535)

    @property
    def retention(self) -> Retention:
        """Return for how long records are kept."""
        return Retention(
            transcripts=self.retention_transcripts_days * DAY,
            summaries=self.retention_summaries_days * DAY,
            questions=self.retention_questions_days * DAY,
            deliveries=self.retention_deliveries_days * DAY,
        )

    @property
    def has_discord(self) -> bool:
        """Return whether there is a token for Discord."""
        return self.discord_token is not None

    @property
    def has_slack(self) -> bool:
        """Return whether there is a token for Slack's Socket Mode."""
        return self.slack_app_token is not None

    @property
    def limits_money(self) -> bool:
        """Return whether a budget is one of money."""
        return self.budget_money is not None or self.budget_server_money is not None

    @property
    def has_model(self) -> bool:
        """Return whether a model writes; else the offline engine does."""
        return bool(self.openai_api_key or self.openai_base_url)


def load() -> Settings:
    """Return the settings.

    Raises:
        SettingsWrong: naming the first setting that can't be used, without its value; or that `.env` can't be read.
    """
    try:
        return Settings()
    except (OSError, UnicodeDecodeError):
        raise SettingsWrong("The file .env can't be read as text in UTF-8.") from None
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        why = first["msg"].lower().removeprefix("value error, ").rstrip(".")
        raise SettingsWrong(f"{str(first['loc'][0]).upper()} can't be used: {why}.") from None
