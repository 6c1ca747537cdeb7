"""What is told of a video beside its words, and how few requests that takes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.youtube.facts import Facts
from adapters.youtube.jsons import assigned, dig, number, words
from core.errors import NothingSaid
from core.model import TranscriptKind
from tests.fakes.youtube import Failure, FakeChapter, FakeCue, FakeTrack, FakeYouTube, Recorded, Step, make_video
from tests.protocol.youtube_kit import ID, a_video, ref, shown, source_of

NO_TITLE = json.dumps(
    {
        "captions": {
            "playerCaptionsTracklistRenderer": {
                "captionTracks": [
                    {
                        "baseUrl": f"https://www.youtube.com/api/timedtext?v={ID}&lang=en",
                        "name": {"runs": [{"text": "English"}]},
                        "languageCode": "en",
                    }
                ]
            }
        },
        "playabilityStatus": {"status": "OK"},
    }
).encode()
SAID = ("Hello and welcome.", "No.", "No.", "First the flour.")
BARE_PAGE = b'<html>"INNERTUBE_API_KEY": "loopback-key_0"</html>'


async def test_all_facts_come_with_the_three_requests_of_a_transcript() -> None:
    async with FakeYouTube() as youtube:
        youtube.add(
            replace(
                a_video(), title="Bread &amp; <script> “quotes” 🍞", channel="Ünï", description="a\n\nb", duration=316
            )
        )
        video = (await source_of(youtube).fetch(ref(), None)).video
        assert (video.ref, video.url) == (ref(), f"https://www.youtube.com/watch?v={ID}")
        assert (video.title, video.channel) == ("Bread &amp; <script> “quotes” 🍞", "Ünï")
        assert (video.published, video.duration, video.description) == ("2024-01-20", 316, "a\n\nb")
        assert [youtube.requests(step, ID) for step in Step] == [1, 1, 1, 0]


async def test_oembed_is_asked_where_neither_page_nor_player_tells_the_title() -> None:
    async with FakeYouTube() as youtube:
        youtube.add(replace(a_video(), recorded=Recorded(page=BARE_PAGE, player=NO_TITLE)))
        video = (await source_of(youtube).fetch(ref(), None)).video
        assert (video.title, video.channel) == ("A talk about bread", "The Loopback Channel")
        assert youtube.requests(Step.OEMBED) == 1


@pytest.mark.parametrize("fault", [Failure.SERVER_ERROR, Failure.GARBAGE, Failure.CUT_OFF, Failure.HANGS])
async def test_a_video_without_a_title_is_still_read(fault: Failure) -> None:
    bare = Recorded(page=BARE_PAGE, player=NO_TITLE)
    transcript = await shown(replace(a_video(), recorded=bare, failure=fault, at=Step.OEMBED))
    assert transcript.video.title == f"YouTube video {ID}"
    assert transcript.cues


async def test_the_title_of_the_watch_page_counts_where_the_player_has_none() -> None:
    async with FakeYouTube() as youtube:
        youtube.add(replace(a_video(), recorded=Recorded(player=NO_TITLE)))
        assert (await source_of(youtube).fetch(ref(), None)).video.title == "A talk about bread"
        assert youtube.requests(Step.OEMBED) == 0


async def test_all_answers_are_in_utf_8_whether_they_say_so_or_not() -> None:
    video = replace(make_video(ID, 1, 3, chapters=True), title="Über “Brot” 🍞", charset=None)
    unsaid = replace(
        video, chapters=(FakeChapter(0, "Käse 🧀"),), tracks=(FakeTrack("de", (FakeCue(0, 1, "Grüße 🍞"),)),)
    )
    transcript = await shown(unsaid)
    assert (transcript.video.title, transcript.cues[0].text) == ("Über “Brot” 🍞", "Grüße 🍞")
    assert transcript.video.chapters[0].title == "Käse 🧀"


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2024-01-20T23:59:00-08:00", "2024-01-20"),
        ("2024-01-20", "2024-01-20"),
        ("Jan 20", None),
        ("", None),
        ("2024-13-01", None),
    ],
)
async def test_the_date_of_publication(written: str, published: str | None) -> None:
    assert (await shown(replace(a_video(), published=written))).video.published == published


def test_the_date_of_the_page_itself_counts_where_the_microformat_is_gone() -> None:
    assert (
        Facts.read('<meta itemprop="datePublished" content="2024-01-20T05:00:08-08:00">', None).published
        == "2024-01-20"
    )


@pytest.mark.parametrize(
    ("player", "upcoming"),
    [
        ({"playabilityStatus": {"status": "LIVE_STREAM_OFFLINE"}}, True),
        ({"videoDetails": {"isUpcoming": True}}, True),
        ({"videoDetails": {"isUpcoming": False}, "playabilityStatus": {"status": "OK"}}, False),
        ({"videoDetails": {"isLiveContent": True}}, False),
    ],
)
def test_what_is_not_there_to_watch_yet(player: object, upcoming: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert Facts.read("", player).upcoming is upcoming


def test_nothing_is_told_of_nothing() -> None:
    facts = Facts.read("", None)
    assert (facts.title, facts.channel, facts.description, facts.duration) == ("", "", "", 0)
    assert (facts.published, facts.live, facts.upcoming, facts.chapters()) == (None, False, False, ((), ""))


@pytest.mark.parametrize("length", ["-5", "soon", "nan", "1e999", ""])
def test_an_impossible_length_is_none(length: str) -> None:
    assert Facts.read("", {"videoDetails": {"lengthSeconds": length}}).duration == 0


@pytest.mark.parametrize(
    "script",
    [
        'var ytInitialData = {"a": {"b": "};"}};var x',
        'window["ytInitialData"] = {"a": {"b": "};"}};',
        'ytInitialData={"a":{"b":"};"}}',
        'ytInitialData = {broken}; ytInitialData = {"a": {"b": "};"}}',
    ],
)
def test_an_object_is_found_where_a_script_assigns_it(script: str) -> None:
    assert assigned(f"<script>{script}</script>", "ytInitialData") == {"a": {"b": "};"}}


@given(st.text(st.sampled_from('ytInitialData={}":[],x1 '), max_size=200))
def test_no_page_breaks_the_search_for_an_object(page: str) -> None:
    found = assigned(page + "ytInitialData = {" + page, "ytInitialData")
    assert found is None or isinstance(found, dict)


def test_reading_json_that_is_not_as_expected() -> None:
    data = {"a": [{"runs": [{"text": "x"}, {"text": 3}, None, {"text": "y"}]}], "n": "12", "b": True}
    assert words(data, "a", 0) == "xy"
    assert dig(data, "a", "b") is dig(data, "a", 5) is dig(data, 0) is None
    assert (number(data, "n"), number(data, "b"), number(data, "a")) == (12, None, None)


@pytest.mark.parametrize(
    ("name", "video_id", "told", "chapters"),
    [
        ("youtube", "GJLlxj_dtq8", ("Dave2D", 316, "2018-08-02"), 10),
        ("youtube_ww1_nl_en", "F1xioXWb8CY", ("The Great War", 1509, "2024-01-20"), 0),  # with a page of our own
    ],
)
async def test_recorded_answers(
    recorded_youtube: Path, name: str, video_id: str, told: tuple[str, float, str], chapters: int
) -> None:
    page = recorded_youtube / f"{name}.html.static"
    answers = Recorded(
        page=page.read_bytes() if page.exists() else None,
        player=(recorded_youtube / f"{name}.innertube.json.static").read_bytes(),
        captions=(recorded_youtube / "transcript.xml.static").read_bytes(),
    )
    transcript = await shown(replace(a_video(video_id), recorded=answers))
    assert (transcript.language, transcript.kind) == ("en", TranscriptKind.MANUAL)
    assert [cue.start for cue in transcript.cues] == [0.0, 1.54, 5.7]
    assert "<i>" not in transcript.cues[1].text
    assert (transcript.video.channel, transcript.video.duration, transcript.video.published) == told
    assert len(transcript.video.chapters) == chapters


def test_the_recorded_player_never_tells_the_date(recorded_youtube: Path) -> None:
    answers = [json.loads(path.read_bytes()) for path in sorted(recorded_youtube.glob("*.innertube.json.static"))]
    assert len(answers) >= 10
    assert not any("microformat" in answer for answer in answers)


async def test_captions_in_layers_are_read_once() -> None:
    layers = [
        FakeCue(2.0 * at, 2.0, f"{pad}{text}{pad}")
        for at, text in enumerate(SAID)
        for pad in ("", "\u200b", "\u200b\u200b")
    ]
    transcript = await shown(replace(a_video(), tracks=(FakeTrack("en", tuple(layers)),)))
    assert [(cue.start, cue.text) for cue in transcript.cues] == [(2.0 * at, text) for at, text in enumerate(SAID)]


async def test_captions_that_name_sounds_alone_are_told_so() -> None:
    sounds = (FakeCue(0, 2, "[Music]"), FakeCue(2, 2, "(upbeat music)"))
    with pytest.raises(NothingSaid):
        await shown(replace(a_video(), tracks=(FakeTrack("en", sounds),)))


async def test_what_is_wrong_with_captions_is_noted() -> None:
    stuck = tuple(FakeCue(2.0 * at, 2.0, "Thank you for watching.") for at in range(20))
    transcript = await shown(replace(a_video(), tracks=(FakeTrack("en", stuck),)))
    assert transcript.notes == ("captions_repeated|0:02|0:40",)
