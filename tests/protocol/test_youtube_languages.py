"""Which caption track is read, for a reader of one language or another."""

from dataclasses import replace

import pytest

from adapters.youtube import errors
from core.model import TranscriptKind
from tests.fakes.youtube import Failure, FakeCue, FakeTrack, FakeVideo, FakeYouTube, Step
from tests.protocol.youtube_kit import ID, ref, shown, source_of

MANUAL, AUTOMATIC, TRANSLATED = TranscriptKind.MANUAL, TranscriptKind.AUTOMATIC, TranscriptKind.TRANSLATED
SHORT = {MANUAL: "", AUTOMATIC: "~"}


def a_track(code: str, *into: str) -> FakeTrack:
    """Return a track whose words say what it is; `~en` is automatic English."""
    return FakeTrack(code.lstrip("~"), (FakeCue(0, 1, f"this is {code}"),), code.startswith("~"), into)


def of(*codes: str, into: tuple[str, ...] = (), default: int | None = None) -> FakeVideo:
    return FakeVideo(ID, tracks=tuple(a_track(code, *into) for code in codes), default_track=default)


@pytest.mark.parametrize(
    ("codes", "asked", "default", "expected"),
    [
        (("zh", "cs", "en", "~en"), None, None, "en"),
        (("zh", "cs", "~en"), None, None, "~en"),
        (("zh", "cs", "en-GB", "~en"), None, None, "en-GB"),
        (("zh", "cs", "en"), None, 1, "cs"),
        (("zh", "cs", "en"), None, None, "zh"),
        (("zh", "cs", "en"), None, 9, "zh"),
        (("de", "en", "~en"), "de", None, "de"),
        (("de", "en", "~en"), "de-AT", None, "de"),
        (("de", "en", "~en"), "DE", None, "de"),
        (("de", "en", "~en"), "", None, "en"),
        (("pt-PT", "pt-BR", "~en"), "pt-BR", None, "pt-BR"),
        (("pt-PT", "pt", "~en"), "pt-BR", None, "pt"),
        (("pt-PT", "~pt-BR"), "pt-BR", None, "pt-PT"),
        (("pt-PT", "pt-BR", "~en"), "pt", None, "pt-PT"),
        (("en", "~pt"), "pt-BR", None, "~pt"),
        (("en", "iw"), "he", None, "iw"),
        (("en", "id"), "in", None, "id"),
        (("zh-Hans", "zh-Hant"), "zh-Hant", None, "zh-Hant"),
        (("zh_CN", "en"), "zh", None, "zh_CN"),
    ],
)
async def test_the_track_that_is_read(
    codes: tuple[str, ...], asked: str | None, default: int | None, expected: str
) -> None:
    transcript = await shown(of(*codes, default=default, into=("de", "fr")), asked)
    assert transcript.cues[0].text == f"this is {expected}"
    assert (SHORT[transcript.kind] + transcript.language) == expected
    assert transcript.notes == ()


@pytest.mark.parametrize(("asked", "language"), [("fr", "fr"), ("fr-CA", "fr-CA"), ("fr-CH", "fr"), ("he", "iw")])
async def test_what_has_no_track_is_translated_from_the_videos_own(asked: str, language: str) -> None:
    transcript = await shown(of("cs", "en", "~en", into=("de", "fr", "fr-CA", "iw")), asked)
    assert (transcript.kind, transcript.language) == (TRANSLATED, language)
    assert transcript.cues[0].text == f"({language}) this is en"
    assert transcript.notes == ()


async def test_another_track_is_translated_where_the_videos_own_may_not_be() -> None:
    video = FakeVideo(ID, tracks=(a_track("cs", "fr"), a_track("en"), a_track("~en")))
    transcript = await shown(video, "fr")
    assert transcript.cues[0].text == "(fr) this is cs"


async def test_without_a_translation_the_videos_own_is_read_and_it_is_told() -> None:
    transcript = await shown(of("cs", "en", "~en"), "fr")
    assert (transcript.kind, transcript.language) == (MANUAL, "en")
    assert transcript.notes == ("not_in_language|fr|en",)


@pytest.mark.parametrize("failure", [Failure.TOO_MANY_REQUESTS, Failure.FORBIDDEN, Failure.EMPTY])
async def test_a_translation_that_is_withheld_is_done_without(failure: Failure) -> None:
    async with FakeYouTube() as youtube:
        video = of("en", into=("fr",))
        youtube.add(replace(video, failure=failure, at=Step.CAPTIONS, times=1))
        transcript = await source_of(youtube).fetch(ref(), "fr")
        assert (transcript.kind, transcript.language, len(transcript.notes)) == (MANUAL, "en", 1)
        assert youtube.fetches(ID) == 2
        assert youtube.requests(Step.WATCH) == 1


async def test_what_is_withheld_altogether_is_an_error() -> None:
    with pytest.raises(errors.Refused):
        await shown(replace(of("en", into=("fr",)), failure=Failure.FORBIDDEN, at=Step.CAPTIONS), "fr")


@pytest.mark.parametrize(("heard", "language"), [((1,), "en"), ((2,), "fr"), ((), "de"), (None, "de"), ((9,), "de")])
async def test_of_a_dubbed_video_the_default_sound_decides(heard: tuple[int, ...] | None, language: str) -> None:
    transcript = await shown(replace(of("~de", "~en", "~fr"), heard=heard))
    assert (transcript.language, transcript.kind) == (language, AUTOMATIC)


async def test_an_automatic_track_tells_what_is_spoken_whatever_sound_it_belongs_to() -> None:
    assert (await shown(replace(of("zh", "~en"), heard=(), default_track=0))).language == "en"
