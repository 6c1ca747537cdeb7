from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.laws.sections import may_begin
from core.model import Chapter, Cue, Site, Transcript, TranscriptKind, Video, VideoRef
from core.topics.timeline import timeline
from core.written.cutting import best_cuts
from core.written.lines import lines_of, numbered
from core.written.tokens import estimate
from core.written.windows import SMALLEST, Window, windows_of
from tests.fakes.talk import talk


def size(window: Window) -> float:
    return sum(estimate(line.text) for line in window.lines)


def covered(windows: list[Window]) -> list[int]:
    return [at for window in windows for at in range(window.first, window.last + 1)]


@pytest.mark.parametrize("minutes", [0.2, 5, 13, 40, 120])
def test_windows_hold_all_cues_once_and_are_even(minutes: float) -> None:
    transcript = talk(minutes)
    windows = windows_of(transcript)
    assert covered(windows) == list(range(len(transcript.cues)))
    assert max(map(size, windows)) <= 1.6 * max(SMALLEST, sum(map(size, windows)) / len(windows))
    assert len(windows) == 1 or size(windows[0]) < SMALLEST


def test_windows_are_cut_where_topics_shift() -> None:
    transcript = talk(60, topics=12)
    shifts = {300.0 * number for number in range(12)}
    starts = [transcript.cues[window.first].start for window in windows_of(transcript)]
    assert sum(any(abs(start - shift) <= 30 for shift in shifts) for start in starts) >= 0.8 * len(starts)


def test_an_hour_or_two_go_side_by_side_at_once_and_long_talks_have_larger_windows() -> None:
    assert len(windows_of(talk(97))) <= 16
    assert len(windows_of(talk(150))) <= 16
    eight_hours = windows_of(talk(480))
    assert 40 <= len(eight_hours) <= 60


def test_chapters_are_never_cut_unless_they_are_very_long() -> None:
    transcript = talk(30, topics=10, chapters=True)
    starts = [chapter.start for chapter in transcript.video.chapters]
    windows = windows_of(transcript)
    assert [transcript.cues[first].start for window in windows for first, _, _ in window.chapters] == starts
    assert all(line.first in {one[0] for one in window.chapters} for window in windows for line in window.lines[:1])
    long = talk(90)
    chapters = (Chapter(0.0, "Hello"), Chapter(60.0, "The talk"))
    long = replace(long, video=replace(long.video, chapters=chapters))
    hello, *parts = windows_of(long)
    assert hello.chapters[0][2] == "Hello"
    assert len(parts) > 8
    assert not any(part.chapters for part in parts)


def test_what_comes_before_the_first_chapter_has_no_title_of_a_chapter() -> None:
    transcript = talk(20)
    chapters = (Chapter(200.0, "One"), Chapter(600.0, "Two"))
    transcript = replace(transcript, video=replace(transcript.video, chapters=chapters))
    titles = [title for window in windows_of(transcript) for _, _, title in window.chapters]
    assert titles == ["", "One", "Two"]


words = st.sampled_from(["so", "wheel.", "the", "車輪を直す", "Is it?", "um", "колесо", "a" * 40])
texts = st.lists(words, min_size=1, max_size=12).map(" ".join)
cues = st.lists(st.tuples(st.integers(0, 3), texts, st.sampled_from(["", "", ">>", "Ann"])), min_size=1, max_size=60)


def transcript_of(parts: list[tuple[int, str, str]]) -> Transcript:
    starts = np.cumsum([gap for gap, _, _ in parts])
    said = tuple(Cue(float(start), 1.0, text, speaker) for start, (_, text, speaker) in zip(starts, parts, strict=True))
    return Transcript(Video(VideoRef(Site.FILE, "x"), "x"), "en", TranscriptKind.FILE, said)


@given(cues)
@settings(max_examples=50)
def test_any_transcript_is_windowed_into_lawful_lines(parts: list[tuple[int, str, str]]) -> None:
    transcript = transcript_of(parts)
    windows = windows_of(transcript)
    lines = [line for window in windows for line in window.lines]
    assert covered(windows) == list(range(len(transcript.cues)))
    assert [at for line in lines for at in range(line.first, line.last + 1)] == list(range(len(transcript.cues)))
    assert all(may_begin(transcript.cues, line.first) for line in lines)


def test_lines_end_with_sentences_and_name_who_begins_to_speak() -> None:
    said = (
        Cue(0, 2, "Good evening.", "Ann"),
        Cue(2, 2, "Is that a wheel?", ">>"),
        Cue(4, 2, "It is " + "really " * 30 + "one.", "Ann"),
        Cue(6, 2, "Is it yours?", "Ann"),
    )
    lines = lines_of(said, 0, 3)
    assert [(line.first, line.last) for line in lines] == [(0, 2), (3, 3)]
    text = numbered(lines)
    assert text.startswith("1 Ann: Good evening. >> Is that a wheel? Ann: It is really")
    assert text.endswith("\n2 Ann: Is it yours?")
    unpunctuated = lines_of([Cue(float(at), 1.0, "and so on we go") for at in range(100)], 0, 99)
    assert all(60 <= estimate(line.text) <= 100 for line in unpunctuated[:-1])


@given(
    st.lists(st.tuples(st.floats(1, 300), st.floats(0, 1)), min_size=1, max_size=150),
    st.floats(200, 2000),
)
@settings(max_examples=60)
def test_any_places_are_cut_into_pieces_of_about_the_target(places: list[tuple[float, float]], target: float) -> None:
    sizes = np.cumsum([0.0, *(size for size, _ in places)])
    cuts = best_cuts(sizes, np.array([gain for _, gain in places]), target, target)
    assert cuts[0] == 0
    assert cuts == sorted(set(cuts))
    assert cuts[-1] < len(places)
    pieces = [sizes[b] - sizes[a] for a, b in pairwise([*cuts, len(places)])]
    assert all(piece <= 1.5 * target + 300 * 12 for piece in pieces)
    assert len(pieces) <= sizes[-1] / target * 2 + 2


def test_tokens_are_estimated_by_script() -> None:
    assert estimate("The wheel is round. " * 10) == pytest.approx(50)
    assert estimate("колесо круглое") == pytest.approx(13 / 2.5 + 0.25)
    assert estimate("車輪は丸い") == pytest.approx(4)
    assert estimate("") == 0


def test_about_so_many_sections_as_people_make() -> None:
    assert round(timeline(talk(1)).usual) == 1
    assert round(timeline(talk(74)).usual) == 20
    assert round(timeline(talk(480)).usual) == 75
