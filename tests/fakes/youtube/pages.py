"""The answers of YouTube, written by us. Each field stands where the library or a recorded answer has it.

Checked in youtube-transcript-api 1.2.5 (`_transcripts.py`): INNERTUBE_API_KEY, g-recaptcha, the consent form's action
and field `v`, `playabilityStatus` with status, reason and subreason, `playerCaptionsTracklistRenderer` with
captionTracks (baseUrl, name.runs, languageCode, kind, isTranslatable) and translationLanguages, `&fmt=srv3`,
`&exp=xpe`, `&tlang=`, and the form of the captions.

Checked in the recorded answers: `videoDetails`, `audioTracks`, `desktopLegacyAgeGateReason` (player and page);
`microformat` (page only), the engagement panels and their markers (page), the class of the captcha.

Known from elsewhere, for want of a recording: `isLive`, `isUpcoming` and LIVE_STREAM_OFFLINE (many readers of the
player's answer agree on them), "…-description-chapters", and oEmbed's fields (https://oembed.com).
"""

import json
from html import escape
from typing import TypeAlias

from tests.fakes.youtube.videos import Failure, FakeChapter, FakeTrack, FakeVideo

Content: TypeAlias = bytes | str | dict[str, object]
KEY = "loopback-key_0"
CONSENT_FIELD = "cb.20240120-00-p0.en+FX+000"
_VERDICTS = {
    Failure.BLOCKED: ("LOGIN_REQUIRED", "Sign in to confirm you’re not a bot"),
    Failure.AGE_RESTRICTED: ("LOGIN_REQUIRED", "This video may be inappropriate for some users."),
    Failure.AGE_REWORDED: ("LOGIN_REQUIRED", "Show us that you are old enough"),
    Failure.PRIVATE: ("LOGIN_REQUIRED", "This video is private"),
    Failure.UNAVAILABLE: ("ERROR", "This video is unavailable"),
    Failure.UPCOMING: ("LIVE_STREAM_OFFLINE", "This live event will begin in 3 hours."),
    Failure.UNPLAYABLE: ("UNPLAYABLE", "Not here"),
}
_NAMES = {"de": "German", "en": "English", "es": "Spanish", "fr": "French", "iw": "Hebrew", "pt": "Portuguese"}


def encoded(content: Content) -> bytes:
    """Return the bytes of an answer: recorded ones as they are, a page in UTF-8, data as JSON."""
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)).encode()


def watch_page(video: FakeVideo) -> str:
    """Return the watch page."""
    page_player = {**player(video), "microformat": _microformat(video)}
    page_player.pop("captions", None)
    return "\n".join(
        (
            "<!DOCTYPE html><html><head>",
            f"<title>{escape(video.title)} - YouTube</title>",
            f'<meta itemprop="datePublished" content="{video.published}">',
            "</head><body>",
            f'<script>ytcfg.set({{"INNERTUBE_API_KEY":"{KEY}","HL":"en"}});</script>',
            f"<script>var ytInitialPlayerResponse = {_script(page_player)};var meta = 1;</script>",
            f"<script>var ytInitialData = {_script(_initial_data(video))};</script>",
            "</body></html>",
        )
    )


def captcha_page() -> str:
    """Return the page that asks whether one is a robot."""
    return '<!DOCTYPE html><html><body><form method="POST"><div class="g-recaptcha"></div></form></body></html>'


def consent_page(video: FakeVideo) -> str:
    """Return the cookie consent page; sent back is its field `v`."""
    field = "" if video.failure is Failure.CONSENT_BROKEN else f'<input type="hidden" name="v" value="{CONSENT_FIELD}">'
    return (
        '<!DOCTYPE html><html><body><form action="https://consent.youtube.com/s" method="POST">'
        f'<input type="hidden" name="continue" value="https://www.youtube.com/watch?v={video.id}">{field}'
        "</form></body></html>"
    )


def player(video: FakeVideo) -> dict[str, object]:
    """Return the player's answer to the Android client."""
    answer: dict[str, object] = {"playabilityStatus": playability(video)}
    if video.failure in {Failure.BLOCKED, Failure.PRIVATE, Failure.UNPLAYABLE, Failure.UNAVAILABLE}:
        return answer
    answer["videoDetails"] = _details(video)
    if video.failure not in {Failure.NO_CAPTIONS, Failure.LIVE, Failure.UPCOMING, Failure.AGE_RESTRICTED}:
        answer["captions"] = {"playerCaptionsTracklistRenderer": _track_list(video)}
    return answer


def playability(video: FakeVideo) -> dict[str, object]:
    """Return the player's verdict on a video: its status, and the reason unless the video has one of its own."""
    if video.failure not in _VERDICTS:
        return {"status": "OK", "playableInEmbed": True}
    status, reason = _VERDICTS[video.failure]
    verdict: dict[str, object] = {"status": status, "reason": video.reason or reason}
    if video.failure in {Failure.AGE_RESTRICTED, Failure.AGE_REWORDED}:
        verdict["desktopLegacyAgeGateReason"] = 1
    if video.failure is Failure.UNPLAYABLE:
        subreason = {"runs": [{"text": "Ask its "}, {"text": "owner"}]}
        verdict["errorScreen"] = {"playerErrorMessageRenderer": {"subreason": subreason}}
    return verdict


def captions(track: FakeTrack, into: str, *, silent: bool = False) -> str:
    """Return a track as XML, its texts as HTML inside; a translation marks each caption with its language."""
    mark = f"({into}) " if into else ""
    texts = ("" if silent else escape(escape(mark + cue.text)) for cue in track.cues)
    lines = (
        f'<text start="{cue.start:.3f}" dur="{cue.duration:.3f}">{text}</text>'
        for cue, text in zip(track.cues, texts, strict=True)
    )
    return f'<?xml version="1.0" encoding="utf-8" ?><transcript>{"".join(lines)}</transcript>'


def oembed(video: FakeVideo) -> dict[str, object]:
    """Return what oEmbed says of a video."""
    return {"type": "video", "title": video.title, "author_name": video.channel, "provider_name": "YouTube"}


def _details(video: FakeVideo) -> dict[str, object]:
    live = video.failure in {Failure.LIVE, Failure.LIVE_CAPTIONED}
    details: dict[str, object] = {
        "videoId": video.id,
        "title": video.title,
        "author": video.channel,
        "lengthSeconds": f"{video.duration:.0f}",
        "shortDescription": video.description,
        "isLiveContent": live,
    }
    return (
        details
        | ({"isLive": True} if live else {})
        | ({"isUpcoming": True} if video.failure is Failure.UPCOMING else {})
    )


def _microformat(video: FakeVideo) -> dict[str, object]:
    return {"playerMicroformatRenderer": {"publishDate": video.published, "uploadDate": video.published}}


def _track_list(video: FakeVideo) -> dict[str, object]:
    tracks = () if video.failure is Failure.NO_TRACKS else video.tracks
    positions = range(len(tracks))
    heard = positions if video.heard is None else video.heard
    audio: dict[str, object] = {"captionTrackIndices": list(heard)}
    if video.default_track is not None:
        audio["defaultCaptionTrackIndex"] = video.default_track
    languages = dict.fromkeys(language for track in tracks for language in track.into)
    return {
        "captionTracks": [_track(video, track) for track in tracks],
        "audioTracks": [{"captionTrackIndices": [i for i in positions if i not in heard]}, audio],
        "translationLanguages": [{"languageCode": code, "languageName": _name(code)} for code in languages],
        "defaultAudioTrackIndex": 1,
    }


def _track(video: FakeVideo, track: FakeTrack) -> dict[str, object]:
    token = "&exp=xpe" if video.failure is Failure.PO_TOKEN else ""
    kind = "&kind=asr" if track.automatic else ""
    described: dict[str, object] = {
        "baseUrl": f"https://www.youtube.com/api/timedtext?v={video.id}{token}{kind}&lang={track.language}&fmt=srv3",
        "name": _name(track.language, " (auto-generated)" if track.automatic else ""),
        "vssId": f"{'a' if track.automatic else ''}.{track.language}",
        "languageCode": track.language,
        "isTranslatable": bool(track.into),
        "trackName": "",
    }
    return described | {"kind": "asr"} if track.automatic else described


def _name(code: str, addition: str = "") -> dict[str, object]:
    return {"runs": [{"text": _NAMES.get(code, code) + addition}]}


def _initial_data(video: FakeVideo) -> dict[str, object]:
    panels = [_panel("description-chapters", video.chapters), _panel("auto-chapters", video.key_moments)]
    cards = {"horizontalCardListRenderer": {"cards": [_marker(c) for c in video.chapters or video.key_moments]}}
    described = {"structuredDescriptionContentRenderer": {"items": [cards]}}
    return {"engagementPanels": [*filter(None, panels), {"engagementPanelSectionListRenderer": {"content": described}}]}


def _panel(name: str, chapters: tuple[FakeChapter, ...]) -> dict[str, object] | None:
    if not chapters:
        return None
    identifier = f"engagement-panel-macro-markers-{name}"
    content = {"macroMarkersListRenderer": {"contents": [_marker(chapter) for chapter in chapters]}}
    section = {"panelIdentifier": identifier, "targetId": identifier, "content": content}
    return {"engagementPanelSectionListRenderer": section}


def _marker(chapter: FakeChapter) -> dict[str, object]:
    minutes, seconds = divmod(int(chapter.start), 60)
    return {
        "macroMarkersListItemRenderer": {
            "title": {"simpleText": chapter.title},
            "timeDescription": {"simpleText": f"{minutes}:{seconds:02}"},
            "onTap": {"watchEndpoint": {"startTimeSeconds": chapter.start}},
        }
    }


def _script(data: object) -> str:
    """Return JSON that can stand in a script of a page."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")
