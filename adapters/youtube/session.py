"""The connection to YouTube: one a fetch, with time-outs, a bound on what it reads, and a memory of the answers."""

import io
import threading
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from requests import PreparedRequest, Response, Session
from requests.adapters import HTTPAdapter
from requests.exceptions import InvalidURL

from adapters.youtube.facts import Facts
from adapters.youtube.jsons import parsed
from adapters.youtube.options import YOUTUBE, WebshareProxy, YouTubeOptions

WATCH = "/watch"
PLAYER = "/youtubei/v1/player"
LARGEST = 32 * 2**20
_PIECE = 2**16


class GivenUp(Exception):
    """Nobody waits for the fetch any more."""


class TooLarge(ValueError):
    """An answer is larger than any of YouTube's."""


class YouTubeSession(Session):
    """A session of `requests` that the library is given.

    The library itself sets no time-outs, and throws away the pages it takes the caption tracks from.
    """

    def __init__(self, options: YouTubeOptions, given_up: threading.Event) -> None:
        super().__init__()
        self._options = options
        self._given_up = given_up
        self._kept: dict[str, Response] = {}
        self.status = 0
        """The HTTP status of the last answer."""
        self.after: float | None = None
        """For how many seconds the last answer asked to be left alone, unless the next request has another address."""

    def reach(self) -> None:
        """Send to the configured server from now on. To be called after the library has mounted its own adapters.

        Those (for Webshare) would heed a `Retry-After` that was meant for another address, for as long as it says.
        The library itself begins anew with another address, and so does who called it.

        Raises:
            InvalidURL: the configured server's address is none.
        """
        _check(self._options.base_url)
        for scheme in ("http://", "https://"):
            self.mount(scheme, _ConfiguredServer(self._options.base_url))

    def send(self, request: PreparedRequest, **kwargs: Any) -> Response:  # noqa: ANN401 - the signature of requests
        """Return the answer to a request, whole.

        Raises:
            GivenUp: nobody waits for it any more.
            TooLarge: it is larger than `LARGEST`.
            RequestException: as `requests` raises them; or an `HTTPError` of urllib3 while the body is read.
        """
        self._wanted()
        kwargs.update(stream=True, timeout=self._options.timeout)
        response = super().send(request, **kwargs)
        if not isinstance(response.raw, io.BytesIO):  # what a redirect led to has come through here already
            response.raw = io.BytesIO(self._body(response))
        response.encoding = "utf-8"  # all of YouTube's answers are, whether they say so or not
        self._remember(request, response)
        return response

    def merge_environment_settings(  # type: ignore[override]  # the types of requests are not public
        self,
        url: str,
        proxies: dict[str, str] | None,
        stream: bool | None,  # noqa: FBT001 - the signature of requests
        verify: bool | str | None,  # noqa: FBT001 - the signature of requests
        cert: str | None,
    ) -> dict[str, Any]:
        """Return the settings of a request; unlike in `requests`, a configured proxy goes before the environment's."""
        settings = dict(
            super().merge_environment_settings(moved(url, self._options.base_url), proxies, stream, verify, cert)
        )
        return {**settings, "proxies": self.proxies} if self.proxies else settings

    def facts(self) -> Facts:
        """Return what the answers so far say of the video."""
        page, player = self._kept.get(WATCH), self._kept.get(PLAYER)
        return Facts.read(page.text if page else "", parsed(player.text) if player else None)

    def _remember(self, request: PreparedRequest, response: Response) -> None:
        self._kept[urlsplit(request.url or "").path] = response
        self.status = response.status_code
        after = response.headers.get("Retry-After", "")
        same_address = not isinstance(self._options.proxy, WebshareProxy)
        self.after = float(after) if after.isdecimal() and same_address else None

    def _body(self, response: Response) -> bytes:
        body = bytearray()
        for piece in response.raw.stream(_PIECE, decode_content=True):
            self._wanted()
            body += piece
            if len(body) > LARGEST:
                raise TooLarge(f"more than {LARGEST >> 20} MB")
        return bytes(body)

    def _wanted(self) -> None:
        if self._given_up.is_set():
            raise GivenUp


class _ConfiguredServer(HTTPAdapter):
    """Sends what is meant for YouTube to the configured server.

    It moves requests when they leave, so that the session sees YouTube's addresses, and cookies of youtube.com
    (the one that the consent page asks for) are sent.
    """

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url
        super().__init__()

    def send(self, request: PreparedRequest, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401 - the signature of requests
        """Return the answer of the configured server."""
        sent = request.copy()
        sent.url = moved(request.url or "", self._base_url)
        return super().send(sent, *args, **kwargs)


def _check(address: str) -> None:
    try:
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # an unclosed bracket, or a port that is no number
        usable = False
    if not usable:
        raise InvalidURL(address)


def moved(url: str, base_url: str) -> str:
    """Return `url` at another server: scheme, host and a leading path come from `base_url`."""
    if base_url.rstrip("/") == YOUTUBE:
        return url
    base, parts = urlsplit(base_url), urlsplit(url)
    return urlunsplit((base.scheme, base.netloc, base.path.rstrip("/") + parts.path, parts.query, ""))
