"""Which of a video's caption tracks is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from adapters.youtube.jsons import Json, dig, items, number, words
from core.model import TranscriptKind
from core.notes import Note

if TYPE_CHECKING:  # the library is imported when a video is fetched
    from youtube_transcript_api import Transcript as Track

# Codes that the IANA language subtag registry lists as deprecated, with their preferred values; YouTube uses "iw".
_RENAMED = {"iw": "he", "in": "id", "ji": "yi", "jw": "jv", "mo": "ro"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A track, how its text came to be, and what to read where it fails: the video's own, for a translation."""

    track: "Track"
    kind: TranscriptKind
    note: str = ""
    instead: "Choice | None" = None


def choose(tracks: Sequence["Track"], captions: Json, asked: str | None) -> Choice:
    """Return the track to read.

    In the language that was asked for, else in the video's own; made by a person before automatic; translated only
    where the language that was asked for has no track.

    Args:
        tracks: the video's tracks in YouTube's order, at least one.
        captions: `playerCaptionsTracklistRenderer` of the player's answer.
        asked: the language that was asked for (BCP 47), or None.
    """
    own = _as_it_is(_best(tracks, own_language(tracks, captions)))
    if not asked:
        return own
    if matching := _matching(tracks, asked):
        return _as_it_is(_best(matching, asked))
    return _translated(own, tracks, asked)


def own_language(tracks: Sequence["Track"], captions: Json) -> str:
    """Return the language that is spoken, as far as YouTube tells.

    An automatic track is in the language that is spoken; of several (a dubbed video) the one of the default audio
    track counts. Without one it is the language of the default caption track, else of the first.
    """
    automatic = [track.language_code for track in tracks if track.is_generated]
    audio = dig(captions, "audioTracks", int(number(captions, "defaultAudioTrackIndex") or 0))
    default = number(audio, "defaultCaptionTrackIndex")
    of_audio = [number(index) for index in items(audio, "captionTrackIndices")]
    heard = [
        words(track, "languageCode")
        for position, track in enumerate(items(captions, "captionTracks"))
        if (position in of_audio and words(track, "kind") == "asr") or (not automatic and position == default)
    ]
    known = {track.language_code for track in tracks}
    return next((code for code in [*heard, *automatic] if code in known), tracks[0].language_code)


def _as_it_is(track: "Track") -> Choice:
    return Choice(track, TranscriptKind.AUTOMATIC if track.is_generated else TranscriptKind.MANUAL)


def _translated(own: Choice, tracks: Sequence["Track"], asked: str) -> Choice:
    """Return a translation of the video's own track, else of any other; where there is none, the own one."""
    for track in sorted(tracks, key=lambda track: track is not own.track):
        codes = [into.language_code for into in track.translation_languages]
        alike = [code for code in codes if _primary(code) == _primary(asked)]
        if target := min(alike, key=lambda code: _distance(code, asked), default=None):
            return Choice(track.translate(target), TranscriptKind.TRANSLATED, instead=_without(own, asked))
    return _without(own, asked)


def _without(own: Choice, asked: str) -> Choice:
    return Choice(own.track, own.kind, Note.NOT_IN_LANGUAGE.of(asked, own.track.language_code))


def _matching(tracks: Sequence["Track"], asked: str) -> list["Track"]:
    return [track for track in tracks if _primary(track.language_code) == _primary(asked)]


def _best(tracks: Sequence["Track"], language: str) -> "Track":
    """Return the track nearest to a language; of a person's and an automatic one in it, the person's."""
    own = _matching(tracks, language)
    return min(own, key=lambda track: (track.is_generated, _distance(track.language_code, language)))


def _distance(code: str, asked: str) -> int:
    """Return 0 for the same code, 1 for the language without a region or script, 2 for one of another region."""
    if code.lower() == asked.lower():
        return 0
    return 1 if "-" not in code else 2


def _primary(code: str) -> str:
    """Return the primary subtag: what is the same in pt, pt-BR and pt_PT."""
    first = code.replace("_", "-").split("-")[0].lower()
    return _RENAMED.get(first, first)
