"""Each way in which YouTube gives no transcript, and the sentence it becomes."""

import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import youtube_transcript_api as library

from adapters.youtube import errors
from adapters.youtube.failures import KNOWN
from adapters.youtube.options import GenericProxy, YouTubeOptions
from adapters.youtube.source import YouTubeSource
from core.errors import TranscriptError
from core.times import HOUR
from tests.fakes.youtube import Failure, FakeYouTube, Recorded, Step
from tests.protocol.youtube_kit import QUICK, a_video, ref, shown, source_of

STATES = {
    Failure.CAPTCHA: errors.AddressBlocked,
    Failure.CONSENT_REFUSED: errors.ConsentNotPassed,
    Failure.CONSENT_BROKEN: errors.ConsentNotPassed,
    Failure.BLOCKED: errors.AddressBlocked,
    Failure.AGE_RESTRICTED: errors.AgeRestricted,
    Failure.AGE_REWORDED: errors.AgeRestricted,
    Failure.PRIVATE: errors.SignInRequired,
    Failure.UNPLAYABLE: errors.Unplayable,
    Failure.UNAVAILABLE: errors.VideoUnavailable,
    Failure.LIVE: errors.LiveNow,
    Failure.LIVE_CAPTIONED: errors.LiveNow,
    Failure.UPCOMING: errors.Upcoming,
    Failure.NO_CAPTIONS: errors.NoCaptions,
    Failure.NO_TRACKS: errors.NoCaptions,
    Failure.NO_WORDS: errors.EmptyCaptions,
    Failure.PO_TOKEN: errors.TokenRequired,
    Failure.FORBIDDEN: errors.Refused,
}
FAULTS = {
    Failure.HANGS: errors.TimedOut,
    Failure.RESET: errors.Unreachable,
    Failure.CUT_OFF: errors.Unreachable,
    Failure.EMPTY: errors.Unreadable,
    Failure.GARBAGE: errors.Unreadable,
    Failure.SERVER_ERROR: errors.ServerFailed,
    Failure.TOO_MANY_REQUESTS: errors.TooManyRequests,
}
STEPS = (Step.WATCH, Step.PLAYER, Step.CAPTIONS)


@pytest.mark.parametrize(("state", "kind"), STATES.items())
async def test_what_lasts_is_told_and_not_tried_again(state: Failure, kind: type[TranscriptError]) -> None:
    async with FakeYouTube() as youtube:
        youtube.add(replace(a_video(), failure=state))
        with pytest.raises(kind) as told:
            await source_of(youtube).fetch(ref(), None)
        assert type(told.value) is kind
        assert told.value.lasting > 0
        assert youtube.requests(Step.WATCH) <= 2  # the consent page is asked for once more with the cookie
        assert youtube.requests(Step.PLAYER) <= 1
        assert youtube.fetches() <= 1


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("fault", "kind"), FAULTS.items())
async def test_what_may_pass_is_tried_again_then_told(fault: Failure, kind: type[TranscriptError], step: Step) -> None:
    async with FakeYouTube() as youtube:
        youtube.add(replace(a_video(), failure=fault, at=step))
        options = replace(QUICK, timeout=0.1, attempts=2)
        with pytest.raises(kind) as told:
            await source_of(youtube, options).fetch(ref(), None)
        assert type(told.value) is kind
        assert youtube.requests(step) == 2


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault is not Failure.HANGS])
async def test_what_passes_is_never_told(fault: Failure, step: Step) -> None:
    transcript = await shown(replace(a_video(), failure=fault, at=step, times=2))
    assert [cue.text for cue in transcript.cues] == ["Hello & welcome, it's bread day.", "First the flour."]


@pytest.mark.parametrize("step", [Step.PLAYER, Step.CAPTIONS])
async def test_half_an_answer_is_not_taken_for_the_whole(step: Step) -> None:
    with pytest.raises(errors.Unreadable):
        await shown(replace(a_video(), failure=Failure.TRUNCATED, at=step))


@pytest.mark.parametrize(
    "body", [b"[]", b"null", b"3", b'{"playabilityStatus": []}', b"[" * 100_000, b'{"captions": 1}']
)
async def test_json_of_another_form_is_unreadable(body: bytes) -> None:
    with pytest.raises(errors.Unreadable):
        await shown(replace(a_video(), recorded=Recorded(player=body)))


@pytest.mark.parametrize(
    "body",
    [
        b"<transcript><text>no start</text></transcript>",
        b'<transcript><text start="soon">when?</text></transcript>',
        b'<!DOCTYPE t [<!ENTITY e "e">]><transcript><text start="0">&e;</text></transcript>',
    ],
)
async def test_xml_of_another_form_is_unreadable(body: bytes) -> None:
    with pytest.raises(errors.Unreadable):
        await shown(replace(a_video(), recorded=Recorded(captions=body)))


async def test_captions_at_impossible_times_are_left_out_and_counted() -> None:
    body = (
        '<transcript><text start="nan">lost</text><text start="-5">lost</text>'
        '<text start="1" dur="2">kept</text></transcript>'
    )
    transcript = await shown(replace(a_video(), recorded=Recorded(captions=body.encode())))
    assert [cue.text for cue in transcript.cues] == ["kept"]
    assert "2" in transcript.notes[0]


async def test_a_wait_that_youtube_asks_for_is_kept_where_it_is_short() -> None:
    transcript = await shown(replace(a_video(), failure=Failure.TOO_MANY_REQUESTS, times=1, retry_after=0))
    assert transcript.cues


async def test_a_long_wait_that_youtube_asks_for_is_left_to_the_next_who_asks() -> None:
    async with FakeYouTube() as youtube:
        youtube.add(replace(a_video(), failure=Failure.TOO_MANY_REQUESTS, times=1, retry_after=3600))
        with pytest.raises(errors.TooManyRequests):
            await source_of(youtube).fetch(ref(), None)
        assert youtube.requests(Step.WATCH) == 1


@pytest.mark.parametrize("consent", [Failure.CONSENT, Failure.CONSENT_ELSEWHERE])
async def test_the_consent_page_is_passed(consent: Failure) -> None:
    transcript = await shown(replace(a_video(), failure=consent))
    assert (transcript.cues[0].start, transcript.video.published) == (0, "2024-01-20")


async def test_youtubes_own_reason_is_told_on_one_short_line() -> None:
    reason = "Not in your country:\n\u202e<@everyone>\x07 " + "very " * 100 + "sorry"
    with pytest.raises(errors.Unplayable) as told:
        await shown(replace(a_video(), failure=Failure.UNPLAYABLE, reason=reason))
    sentence = str(told.value)
    assert "Not in your country:" in sentence
    assert sentence.isprintable()
    assert len(sentence) < 350


async def test_the_details_of_a_reason_are_told() -> None:
    with pytest.raises(errors.Unplayable, match=re.escape("Gone. Ask its owner")):
        await shown(replace(a_video(), failure=Failure.UNPLAYABLE, reason="Gone."))


@pytest.mark.parametrize(
    "wrong", ["", "short", "twelve_chars", "../../etc/x", "https://y.be", "aaaaaaaaaa\n", "äbcdefghijk"]
)
async def test_no_request_is_made_for_what_is_no_id(wrong: str) -> None:
    async with FakeYouTube() as youtube:
        with pytest.raises(errors.InvalidId):
            await source_of(youtube).fetch(ref(wrong), None)
        assert youtube.requests(Step.WATCH) == 0


async def test_nobody_listens() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(errors.Unreachable, match="no connection"):
        await YouTubeSource(replace(QUICK, base_url=f"http://127.0.0.1:{port}")).fetch(ref(), None)


async def test_there_is_no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    source = YouTubeSource(replace(QUICK, base_url="http://youtube.invalid"))
    monkeypatch.setattr(socket, "getaddrinfo", offline)
    with pytest.raises(errors.Unreachable, match="its name could not be looked up"):
        await source.fetch(ref(), None)


@pytest.mark.parametrize("address", ["no-scheme", "ftp://127.0.0.1", "http://", "http://[::1", "http://127.0.0.1:port"])
async def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(errors.SettingsUnusable):
        await YouTubeSource(replace(QUICK, base_url=address)).fetch(ref(), None)


@pytest.mark.parametrize("proxy", [GenericProxy(), GenericProxy("socks9://127.0.0.1:1"), GenericProxy("http://")])
async def test_a_proxy_that_is_none(proxy: GenericProxy) -> None:
    with pytest.raises(errors.SettingsUnusable):
        await YouTubeSource(replace(QUICK, base_url="http://youtube.invalid", proxy=proxy)).fetch(ref(), None)


def every_kind(kind: type[Exception]) -> Iterator[type[Exception]]:
    for child in kind.__subclasses__():
        yield child
        yield from every_kind(child)


def test_every_failure_that_the_library_knows_is_known_here() -> None:
    groups = {library.CouldNotRetrieveTranscript, library.CookiePathInvalid, library.CookieInvalid}
    unknown = set(every_kind(library.YouTubeTranscriptApiException)) - set(KNOWN) - groups
    assert not unknown


KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, TranscriptError)]
OURS = [kind for kind in KINDS if kind not in {TranscriptError, errors.Passing}]


def test_codes_are_not_shared() -> None:
    codes = [kind.code for kind in OURS]
    assert len(set(codes)) == len(codes) >= 20


@pytest.mark.parametrize("kind", OURS)
def test_every_sentence_says_what_to_do(kind: type[TranscriptError]) -> None:
    sentence = str(kind("the detail"))
    assert re.search(r"try again|Check|caption|captions|ask again|Ask again|Set ", sentence)
    assert "{" not in sentence
    assert sentence.count(". ") >= 1, "what happened, and what to do"
    assert kind.lasting <= HOUR or not issubclass(kind, errors.Passing)


RECORDED = {
    "youtube_age_restricted": errors.AgeRestricted,
    "youtube_request_blocked": errors.AddressBlocked,
    "youtube_video_unavailable": errors.VideoUnavailable,
    "youtube_unplayable": errors.Unplayable,
    "youtube_transcripts_disabled": errors.NoCaptions,
    "youtube_transcripts_disabled2": errors.NoCaptions,
    "youtube_po_token_required": errors.TokenRequired,
}


@pytest.mark.parametrize(("name", "kind"), RECORDED.items())
async def test_recorded_answers_of_the_player(recorded_youtube: Path, name: str, kind: type[TranscriptError]) -> None:
    player = (recorded_youtube / f"{name}.innertube.json.static").read_bytes()
    with pytest.raises(kind) as told:
        await shown(replace(a_video(), recorded=Recorded(player=player)))
    assert type(told.value) is kind
    if kind is errors.Unplayable:
        assert "Custom Reason Sub Reason 1" in str(told.value)


PAGES = {
    "youtube_consent_page": errors.ConsentNotPassed,
    "youtube_consent_page_invalid": errors.ConsentNotPassed,
    "youtube_too_many_requests": errors.AddressBlocked,
}


@pytest.mark.parametrize(("name", "kind"), PAGES.items())
async def test_recorded_pages(recorded_youtube: Path, name: str, kind: type[TranscriptError]) -> None:
    page = (recorded_youtube / f"{name}.html.static").read_bytes()
    with pytest.raises(kind):
        await shown(replace(a_video(), recorded=Recorded(page=page)))


async def test_the_deadline_is_for_all_attempts_together() -> None:
    async with FakeYouTube() as youtube:
        youtube.add(replace(a_video(), failure=Failure.HANGS))
        options = YouTubeOptions(timeout=0.05, deadline=0.3, attempts=1000, first_wait=0.01)
        with pytest.raises(errors.TimedOut):
            await source_of(youtube, options).fetch(ref(), None)
        assert 2 <= youtube.requests(Step.WATCH) <= 6
