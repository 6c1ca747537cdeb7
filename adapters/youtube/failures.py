"""From what the library, `requests` and urllib3 raise to the errors that people are told of."""

import contextlib
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import TypeAlias
from xml.etree.ElementTree import ParseError

import requests
import urllib3
import youtube_transcript_api as library
from youtube_transcript_api.proxies import InvalidProxyConfig

from adapters.youtube import errors
from adapters.youtube.session import TooLarge, YouTubeSession
from core.errors import TranscriptError

Made: TypeAlias = Callable[[Exception, YouTubeSession], TranscriptError]
_AGE_STATUSES = frozenset({"AGE_VERIFICATION_REQUIRED", "AGE_CHECK_REQUIRED"})


@contextlib.contextmanager
def told(session: YouTubeSession) -> Iterator[None]:
    """Turn what the library raises inside the block into a `TranscriptError`.

    Args:
        session: the session that the library was given: its last answers say more than some exceptions do.
    """
    try:
        yield
    except tuple(KNOWN) as error:
        raise failure(error, session) from error


def failure(error: Exception, session: YouTubeSession) -> TranscriptError:
    """Return the error that people are told of; the nearest class of `error` that is known decides."""
    return next(KNOWN[kind] for kind in type(error).__mro__ if kind in KNOWN)(error, session)


def _always(kind: type[TranscriptError], detail: str = "") -> Made:
    return lambda _error, _session: kind(detail)


def _blocked(_error: Exception, session: YouTubeSession) -> TranscriptError:
    return errors.ProxyBlocked() if session.proxies else errors.AddressBlocked()


def _limited(error: Exception, session: YouTubeSession) -> TranscriptError:
    """Tell HTTP 429 from the page that asks whether one is a robot: the library raises `IpBlocked` for both."""
    if session.status == HTTPStatus.TOO_MANY_REQUESTS:
        return errors.TooManyRequests(after=session.after)
    return _blocked(error, session)


def _refused(_error: Exception, session: YouTubeSession) -> TranscriptError:
    kind = errors.ServerFailed if session.status >= HTTPStatus.INTERNAL_SERVER_ERROR else errors.Refused
    return kind(f"HTTP {session.status}")


def _without_captions(_error: Exception, session: YouTubeSession) -> TranscriptError:
    facts = session.facts()
    if facts.upcoming:
        return errors.Upcoming()
    return errors.LiveNow() if facts.live else errors.NoCaptions()


def _unplayable(_error: Exception, session: YouTubeSession) -> TranscriptError:
    """Tell apart, by the player's status, what the library calls unplayable."""
    facts = session.facts()
    if facts.upcoming:
        return errors.Upcoming()
    if facts.age_gate or facts.status in _AGE_STATUSES:
        return errors.AgeRestricted()
    if facts.status == "LOGIN_REQUIRED":
        return errors.SignInRequired(facts.reason)
    return errors.Unplayable(facts.reason)


def _no_connection(error: Exception, _session: YouTubeSession) -> TranscriptError:
    """Say why there is no connection: `requests` wraps urllib3's error, and that its reason."""
    cause = error.args[0] if error.args else None
    match getattr(cause, "reason", cause):
        case urllib3.exceptions.NameResolutionError():
            return errors.Unreachable("its name could not be looked up")
        case urllib3.exceptions.NewConnectionError():
            return errors.Unreachable("no connection could be made")
        case urllib3.exceptions.TimeoutError():
            return errors.TimedOut()
        case _:
            return errors.Unreachable("the connection broke")


KNOWN: dict[type[Exception], Made] = {
    # the library's tree
    library.YouTubeTranscriptApiException: _always(errors.Unreadable, "an unknown failure of the library"),
    library.YouTubeDataUnparsable: _always(errors.Unreadable, "the watch page has no key to the player"),
    library.YouTubeRequestFailed: _refused,
    library.VideoUnplayable: _unplayable,
    library.VideoUnavailable: _always(errors.VideoUnavailable),
    library.InvalidVideoId: _always(errors.InvalidId),
    library.RequestBlocked: _blocked,
    library.IpBlocked: _limited,
    library.TranscriptsDisabled: _without_captions,
    library.NoTranscriptFound: _without_captions,
    library.NotTranslatable: _without_captions,
    library.TranslationLanguageNotAvailable: _without_captions,
    library.AgeRestricted: _always(errors.AgeRestricted),
    library.FailedToCreateConsentCookie: _always(errors.ConsentNotPassed),
    library.PoTokenRequired: _always(errors.TokenRequired),
    library.CookieError: _always(errors.SettingsUnusable, "a cookie file"),
    InvalidProxyConfig: _always(errors.SettingsUnusable, "a proxy without an address"),
    # requests; a ConnectTimeout is a ConnectionError first, and a JSONDecodeError of no other use
    requests.exceptions.RequestException: _always(errors.Unreachable, "the request failed"),
    requests.exceptions.ConnectionError: _no_connection,
    requests.exceptions.ConnectTimeout: _always(errors.TimedOut),
    requests.exceptions.Timeout: _always(errors.TimedOut),
    requests.exceptions.ProxyError: _always(errors.ProxyFailed),
    requests.exceptions.SSLError: _always(errors.Unreachable, "its certificate could not be verified"),
    requests.exceptions.InvalidURL: _always(errors.SettingsUnusable, "an address is not one"),
    requests.exceptions.MissingSchema: _always(errors.SettingsUnusable, "an address has no http:// or https://"),
    requests.exceptions.InvalidSchema: _always(errors.SettingsUnusable, "only http:// and https:// are understood"),
    requests.exceptions.TooManyRedirects: _always(errors.Unreadable, "it leads from one address to the next"),
    requests.exceptions.InvalidJSONError: _always(errors.Unreadable, "it is not JSON"),
    requests.exceptions.JSONDecodeError: _always(errors.Unreadable, "it is not JSON"),
    # urllib3, where a body is read; Python, where an answer is JSON or XML, and not what the library expects
    urllib3.exceptions.HTTPError: _always(errors.Unreachable, "the connection broke"),
    urllib3.exceptions.TimeoutError: _always(errors.TimedOut),
    urllib3.exceptions.DecodeError: _always(errors.Unreadable, "it is packed in a wrong way"),
    urllib3.exceptions.LocationValueError: _always(errors.SettingsUnusable, "an address is not one"),
    TooLarge: _always(errors.Unreadable, "it is larger than any of YouTube's"),
    ParseError: _always(errors.Unreadable, "the captions are not XML, or cut off"),
    ValueError: _always(errors.Unreadable, "it is not what it should be"),
    LookupError: _always(errors.Unreadable, "something is missing in it"),
    TypeError: _always(errors.Unreadable, "it is not what it should be"),
    AttributeError: _always(errors.Unreadable, "it is not what it should be"),
    RecursionError: _always(errors.Unreadable, "it is nested too deeply"),
}
"""What is known of, and what each becomes. A class that isn't here counts as the nearest of its parents that is."""
