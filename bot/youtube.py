"""How YouTube is reached, from the settings."""

from adapters.youtube.options import GenericProxy, WebshareProxy, YouTubeOptions
from adapters.youtube.source import YouTubeSource
from bot.settings import Settings, SettingsWrong
from core.compute import ComputePool
from core.keys import digest


def youtube_source(settings: Settings, pool: ComputePool | None = None) -> YouTubeSource:
    """Return YouTube as a source of transcripts, which are cleaned in a pool, or in threads without one.

    Raises:
        SettingsWrong: half of what Webshare needs is set.
    """
    options = YouTubeOptions(settings.youtube_url, timeout=settings.youtube_timeout, proxy=_proxy(settings))
    return YouTubeSource(options, pool)


def way(settings: Settings) -> str:
    """Return a name for how YouTube is reached, too short a hash to tell a password by."""
    secrets = (settings.youtube_proxy_url, settings.youtube_webshare_username, settings.youtube_webshare_password)
    return digest(settings.youtube_url, *(secret.get_secret_value() if secret else "" for secret in secrets))[:8]


def _proxy(settings: Settings) -> GenericProxy | WebshareProxy | None:
    username, password = settings.youtube_webshare_username, settings.youtube_webshare_password
    if bool(username) != bool(password):
        raise SettingsWrong("YOUTUBE_WEBSHARE_USERNAME and YOUTUBE_WEBSHARE_PASSWORD go together.")
    if username and password:
        return WebshareProxy(username.get_secret_value(), password.get_secret_value())
    if settings.youtube_proxy_url:
        return GenericProxy(settings.youtube_proxy_url.get_secret_value())
    return None
