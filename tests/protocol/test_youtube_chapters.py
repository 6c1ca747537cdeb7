"""Chapters: those in the page, and those that a description lists by YouTube's rules."""

import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.youtube.chapters import creator_chapters, described, key_moments
from adapters.youtube.jsons import assigned
from core.model import Chapter
from core.times import clock
from tests.fakes.youtube import FakeChapter, Recorded
from tests.protocol.youtube_kit import a_video, shown

LISTED = "0:00 Intro\n0:20 The <b>dough</b>\n0:45 Oven & crust"


async def test_the_creators_chapters_come_once_and_in_order() -> None:
    made = (FakeChapter(0, "Intro"), FakeChapter(20.5, "The </script> dough"), FakeChapter(45, "Oven & crust"))
    moments = (FakeChapter(3, "A moment"),)
    transcript = await shown(replace(a_video(), chapters=made, key_moments=moments, description=LISTED))
    assert transcript.video.chapters == (
        Chapter(0, "Intro"),
        Chapter(20.5, "The </script> dough"),
        Chapter(45, "Oven & crust"),
    )
    assert transcript.notes == ()


async def test_the_description_counts_where_the_page_has_no_chapters_of_the_creator() -> None:
    transcript = await shown(replace(a_video(), description=LISTED, key_moments=(FakeChapter(3, "A moment"),)))
    assert [chapter.start for chapter in transcript.video.chapters] == [0, 20, 45]
    assert transcript.notes == ()


async def test_youtubes_own_key_moments_come_last_and_are_told() -> None:
    transcript = await shown(replace(a_video(), key_moments=(FakeChapter(3, "Flour"), FakeChapter(30.5, "Oven"))))
    assert transcript.video.chapters == (Chapter(3, "Flour"), Chapter(30.5, "Oven"))
    assert transcript.notes == ("key_moments",)


async def test_a_page_that_cannot_be_read_costs_the_chapters_only() -> None:
    page = b'<script>"INNERTUBE_API_KEY":"loopback-key_0"; var ytInitialData = {"engagementPanels": [{</script>'
    transcript = await shown(replace(a_video(), recorded=Recorded(page=page)))
    assert transcript.video.title == "A talk about bread"
    assert transcript.video.chapters == ()
    assert transcript.video.published is None


@pytest.mark.parametrize(
    ("description", "starts"),
    [
        (LISTED, [0, 20, 45]),
        ("Links: https://x.y/1:30\n\n00:00 – Intro\n00:20 – One\n 00:45 | Two\n\nSubscribe!", [0, 20, 45]),
        ("0:00 Intro\nwords between\n0:20 One\n0:45 Two", [0, 20, 45]),
        ("(0:00) Intro\n[0:20] One\n• 0:45: Two", [0, 20, 45]),
        ("1. 0:00 Intro\n2. 0:20 One\n3. 0:45 Two", [0, 20, 45]),
        ("Intro 0:00\nOne - 0:20\nTwo (0:45)", [0, 20, 45]),
        ("0:00-0:20 Intro\n0:20 - 0:45 One\n0:45 – 1:00 Two", [0, 20, 45]),
        ("0:00 はじめに\n0:20 粉\n0:45 窯", [0, 20, 45]),
        ("0:00:00 Intro\n0:00:20 One\n0:00:45 Two", [0, 20, 45]),
        ("0:01 Intro\n0:20 One\n0:45 Two", []),
        ("0:00 Intro\n0:20 One", []),
        ("0:00 Intro\n0:45 Two\n0:20 One", []),
        ("0:00 Intro\n0:09 One\n0:45 Two", []),
        ("0:00 Intro\n0:20 One\n0:55 Two", []),
        ("0:00 Intro\n0:20 One\n0:75 Two", []),
        ("0:00 Intro\n0:20\n0:45 Two", []),
        ("0:00 Intro\n10:30pm show\n0:45 Two", []),
        ("", []),
    ],
)
def test_what_a_description_lists(description: str, starts: list[float]) -> None:
    chapters = described(description, 60)
    assert [chapter.start for chapter in chapters] == starts
    assert all(chapter.title and ":" not in chapter.title for chapter in chapters)


def test_the_last_chapter_may_be_short_where_the_length_is_not_known() -> None:
    assert len(described("0:00 a\n0:20 b\n0:55 c", 0)) == 3


TITLES = st.text(st.characters(categories=("L", "N"), include_characters=" "), min_size=1, max_size=40).filter(
    lambda title: title.strip() and not title.strip()[0].isdigit()
)


@given(st.lists(st.tuples(st.integers(10, 5000), TITLES), min_size=3, max_size=30))
def test_every_list_that_keeps_the_rules_is_found(steps: list[tuple[int, str]]) -> None:
    starts = [sum(step for step, _ in steps[1 : number + 1]) for number in range(len(steps))]
    lines = [f"{clock(start)} {title}" for start, (_, title) in zip(starts, steps, strict=True)]
    chapters = described("\n".join(lines), starts[-1] + 10)
    assert [chapter.start for chapter in chapters] == starts
    assert [chapter.title for chapter in chapters] == [" ".join(title.split()) for _, title in steps]


@given(st.text(st.sampled_from("0123456789:- ()[].\nab–|"), max_size=300), st.floats(0, 1e6))
def test_no_description_breaks_the_rules(description: str, duration: float) -> None:
    chapters = described(description, duration)
    ends = [chapter.start for chapter in chapters[1:]] + [duration or math.inf]
    assert len(chapters) == 0 or len(chapters) >= 3
    assert all(end - chapter.start >= 10 for chapter, end in zip(chapters, ends[: len(chapters)], strict=True))


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["engagementPanels", "engagementPanelSectionListRenderer", "panelIdentifier", "content", "contents",
             "macroMarkersListRenderer", "macroMarkersListItemRenderer", "title", "onTap", "watchEndpoint", "runs",
             "startTimeSeconds", "simpleText", "text"]
        ),
        inner,
        max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip


@given(JSON, st.floats(0, 100))
def test_no_page_breaks_the_reading(data: object, duration: float) -> None:
    creator_chapters(data, "", duration)
    key_moments(data, duration)


@pytest.mark.parametrize("start", [-1, 60, 61, "soon", None, True, 1e999, [5]])
def test_a_chapter_at_no_place_in_the_video_is_left_out(start: object) -> None:
    def marker(at: object, title: str) -> object:
        watch = {"watchEndpoint": {"startTimeSeconds": at}}
        return {"macroMarkersListItemRenderer": {"title": {"runs": [{"text": title}]}, "onTap": watch}}

    panel = {
        "panelIdentifier": "engagement-panel-macro-markers-description-chapters",
        "content": {
            "macroMarkersListRenderer": {"contents": [marker(start, "no"), marker("5", "yes"), marker(7, " ")]}
        },
    }
    data = {"engagementPanels": [{"engagementPanelSectionListRenderer": panel}]}
    assert creator_chapters(data, "", 60) == (Chapter(5, "yes"),)


def test_the_recorded_page(recorded_youtube: Path) -> None:
    page = (recorded_youtube / "youtube.html.static").read_text(encoding="utf-8")
    data = assigned(page, "ytInitialData")
    moments = key_moments(data, 316)
    assert creator_chapters(data, "", 316) == (), "its panel is headed Key moments"
    assert (len(moments), moments[0], moments[-1].title) == (10, Chapter(39.16, "Build Quality"), "Ports")
    assert [int(chapter.start) for chapter in moments[:3]] == [39, 66, 106]
