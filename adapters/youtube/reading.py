"""One attempt to read a video's transcript, blocking, in the order in which YouTube is asked."""

import threading

from requests import RequestException
from urllib3.exceptions import HTTPError
from youtube_transcript_api import Transcript as Track
from youtube_transcript_api import YouTubeTranscriptApi
from youtube_transcript_api.proxies import GenericProxyConfig, ProxyConfig, WebshareProxyConfig

from adapters.youtube import errors
from adapters.youtube.facts import Facts
from adapters.youtube.failures import told
from adapters.youtube.jsons import Json, parsed, words
from adapters.youtube.languages import Choice, choose
from adapters.youtube.options import YOUTUBE, GenericProxy, WebshareProxy, YouTubeOptions
from adapters.youtube.session import YouTubeSession
from core.model import Chapter, Transcript, Video, VideoRef
from core.transcript.raw import RawCue


def read(
    ref: VideoRef, language: str | None, options: YouTubeOptions, given_up: threading.Event
) -> tuple[Transcript, tuple[RawCue, ...]]:
    """Return a video's transcript without its cues, and these as they come: from watch page, player and captions.

    Args:
        ref: the video.
        language: what the reader asked for (BCP 47), or None for the video's own.
        options: where and how YouTube is asked.
        given_up: set when nobody waits any more; then it ends as soon as the next piece of an answer comes, or fails
            to come in time.

    Raises:
        TranscriptError: one of `adapters.youtube.errors`.
        GivenUp: nobody waits any more.
    """
    with YouTubeSession(options, given_up) as session:
        tracks = _tracks(session, options, ref)
        facts = session.facts()
        if facts.live:
            raise errors.LiveNow
        if not tracks:
            raise errors.NoCaptions
        choice, cues = _captions(session, choose(tracks, facts.captions, language))
        chapters, on_chapters = facts.chapters()
        transcript = Transcript(
            video=_video(session, facts, ref, chapters),
            language=choice.track.language_code,
            kind=choice.kind,
            cues=(),
            notes=tuple(filter(None, (choice.note, on_chapters))),
        )
        return transcript, cues


def _tracks(session: YouTubeSession, options: YouTubeOptions, ref: VideoRef) -> list[Track]:
    with told(session):
        library = YouTubeTranscriptApi(_proxy(options), session)
        session.reach()
        return list(library.list(ref.id))


def _captions(session: YouTubeSession, choice: Choice) -> tuple[Choice, tuple[RawCue, ...]]:
    """Return the captions of the chosen track; of the video's own where its translation is withheld."""
    try:
        with told(session):
            snippets = choice.track.fetch()
    except (errors.TooManyRequests, errors.Refused, errors.Unreadable):
        if not choice.instead:
            raise
        return _captions(session, choice.instead)
    return choice, tuple(RawCue(snippet.start, snippet.duration, snippet.text) for snippet in snippets)


def _video(session: YouTubeSession, facts: Facts, ref: VideoRef, chapters: tuple[Chapter, ...]) -> Video:
    """Return the video; oEmbed is asked only where neither page nor player tells its title."""
    url = f"{YOUTUBE}/watch?v={ref.id}"
    embedded = None if facts.title else _oembed(session, url)
    return Video(
        ref=ref,
        title=facts.title or words(embedded, "title") or f"YouTube video {ref.id}",
        url=url,
        channel=facts.channel or words(embedded, "author_name") or None,
        published=facts.published,
        duration=facts.duration,
        description=facts.description,
        chapters=chapters,
    )


def _oembed(session: YouTubeSession, url: str) -> Json:
    """Return what YouTube's oEmbed endpoint (of the list of providers at https://oembed.com) says, or None."""
    try:
        return parsed(session.get(f"{YOUTUBE}/oembed", params={"url": url, "format": "json"}).text)
    except (RequestException, HTTPError, ValueError):
        return None


def _proxy(options: YouTubeOptions) -> ProxyConfig | None:
    match options.proxy:
        case GenericProxy(http_url=http_url, https_url=https_url):
            return GenericProxyConfig(http_url, https_url)
        case WebshareProxy() as webshare:
            return WebshareProxyConfig(
                webshare.username,
                webshare.password,
                filter_ip_locations=list(webshare.locations),
                retries_when_blocked=webshare.retries,
                domain_name=webshare.host,
                proxy_port=webshare.port,
            )
        case None:
            return None
