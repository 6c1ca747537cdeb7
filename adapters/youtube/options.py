"""What a YouTube source is made with."""

from dataclasses import dataclass, field

YOUTUBE = "https://www.youtube.com"


@dataclass(frozen=True, slots=True)
class GenericProxy:
    """A proxy for YouTube alone. Where only one address is given, it serves both kinds of connection."""

    http_url: str | None = field(default=None, repr=False)
    https_url: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class WebshareProxy:
    """Webshare's rotating residential proxies. `locations` are country codes, `retries` those of a blocked request."""

    username: str = field(repr=False)
    password: str = field(repr=False)
    locations: tuple[str, ...] = ()
    retries: int = 10
    host: str = "p.webshare.io"
    port: int = 80


@dataclass(frozen=True, slots=True)
class YouTubeOptions:
    """Where and how YouTube is asked.

    Attributes:
        base_url: where watch page, player and captions are fetched; links to videos stay as they are.
        timeout: seconds to wait for a connection, and for each next piece of an answer.
        deadline: seconds that a whole fetch may take, retries included.
        attempts: how often a fetch is tried where the failure may pass.
        first_wait: seconds before the second attempt; each further wait is twice as long, plus a random part of it.
        proxy: the proxy to go through; without one, the proxies of the environment that `requests` knows are used.
    """

    base_url: str = YOUTUBE
    timeout: float = 10.0
    deadline: float = 45.0
    attempts: int = 4
    first_wait: float = 0.5
    proxy: GenericProxy | WebshareProxy | None = None
