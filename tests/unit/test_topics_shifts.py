"""Where topics shift, in talks made up for it."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Chapter, Cue, Site, Transcript, TranscriptKind, Video, VideoRef
from core.topics.sections import with_words
from core.topics.shifts import section_starts, strengths
from tests.fakes.youtube.talk import make_video
from tests.unit.hostile import texts

MINUTE = 60.0


def transcript(cues: Sequence[Cue], language: str = "en", chapters: tuple[Chapter, ...] = ()) -> Transcript:
    video = Video(VideoRef(Site.FILE, "made-up"), "Made up", chapters=chapters)
    return Transcript(video, language, TranscriptKind.FILE, tuple(cues))


def talk(minutes: float, topics: int, *, automatic: bool = False, language: str = "en") -> Transcript:
    track = make_video(f"{minutes} {topics}", minutes, topics, automatic=automatic).tracks[0]
    return transcript([Cue(cue.start, cue.duration, cue.text) for cue in track.cues], language)


def unmarked(texts_: Sequence[str], seconds: float = 3.0) -> list[Cue]:
    return [Cue(at * seconds, seconds, text) for at, text in enumerate(texts_)]


def small_talk(cues: int, seed: int = 0) -> list[str]:
    """Return captions in which nothing ever changes."""
    chance = random.Random(seed)  # noqa: S311
    words = ["river", "stone", "cloud", "paper", "window", "garden", "letter", "bridge", "candle", "winter"]
    return [" ".join(chance.choices(words, k=6)) for _ in range(cues)]


def met(given_transcript: Transcript, changes: Sequence[float], tolerance: float) -> float:
    """Return the share of changes that a section begins near."""
    starts = [given_transcript.cues[at].start for at in section_starts(given_transcript)]
    return sum(any(abs(start - change) <= tolerance for start in starts) for change in changes) / len(changes)


@pytest.mark.parametrize("automatic", [False, True])
@pytest.mark.parametrize("language", ["en", "xx"])
def test_sections_begin_where_the_words_change(language: str, automatic: bool) -> None:  # noqa: FBT001
    spoken = talk(36, 9, automatic=automatic, language=language)
    assert met(spoken, [at * 4 * MINUTE for at in range(1, 9)], 15) >= 0.7
    assert 7 <= len(section_starts(spoken)) <= 15


def test_sections_begin_where_the_words_change_in_a_script_without_spaces() -> None:
    chance = random.Random(3)  # noqa: S311
    pools = [[chr(0x4E00 + 60 * topic + chance.randrange(60)) * 2 for _ in range(14)] for topic in range(8)]
    said = ["".join(chance.choices(pool, k=5)) for pool in pools for _ in range(60)]
    assert met(transcript(unmarked(said), "ja"), [at * 180.0 for at in range(1, 8)], 15) >= 0.8


def test_a_marker_of_change_tells_where_within_a_slow_change_it_is() -> None:
    said = small_talk(200)
    said[101] = "okay let's move on to the next question"
    chances = strengths(transcript(unmarked(said)))
    assert max(range(20, 180), key=chances.__getitem__) in {100, 101}


def test_a_marker_leads_back_to_where_its_sentence_begins() -> None:
    said = [f"{text}." for text in small_talk(200)]
    said[100:103] = [
        "And before all of us get too tired of it",
        "I think by now it is high time that we",
        "move on to the next question.",
    ]
    chances = strengths(transcript(unmarked(said, 2.0)))
    assert max(range(20, 180), key=chances.__getitem__) == 100


def test_what_is_said_all_the_time_marks_nothing() -> None:
    rare, common = small_talk(200), small_talk(200)
    rare[100] = common[100] = "let's talk about stone"
    for at in range(0, 200, 3):
        common[at] = "let's talk about stone"
    assert strengths(transcript(unmarked(rare)))[100] > strengths(transcript(unmarked(common)))[99]


@pytest.mark.parametrize("shown", [3.0, 9.0])
def test_a_pause_is_where_a_topic_begins_though_the_caption_before_may_stand_through_it(shown: float) -> None:
    cues = [replace(cue, start=cue.start + 6 * (at >= 100)) for at, cue in enumerate(unmarked(small_talk(200)))]
    cues[99] = replace(cues[99], duration=shown)
    chances = strengths(transcript(cues))
    assert max(range(20, 180), key=chances.__getitem__) == 100


def test_the_host_leads_from_topic_to_topic() -> None:
    said = small_talk(240)
    cues = unmarked(said)
    for at in range(0, 240, 40):
        cues[at] = replace(cues[at], text="What about the river then?", speaker="Ada")
        cues[at + 4] = replace(cues[at + 4], speaker="Ben")
        cues[at + 20] = replace(cues[at + 20], speaker="Cleo")
    asked = replace(cues[80], text=cues[81].text)
    chances = strengths(transcript([*cues[:80], asked, *cues[81:]]))
    assert chances[80] > chances[100]


def test_more_of_a_video_has_more_and_longer_sections() -> None:
    counts = [len(section_starts(talk(minutes, math.ceil(minutes / 3)))) for minutes in (10, 40, 160)]
    assert counts[0] < counts[1] < counts[2] < 4 * counts[1] < 16 * counts[0]


@pytest.mark.parametrize("minutes", [4, 5])
def test_a_short_tutorial_has_a_few_sections(minutes: int) -> None:
    assert 2 <= len(section_starts(talk(minutes, 3))) <= 5


@pytest.mark.parametrize(
    "cues",
    [
        [Cue(0, 1, "one")],
        [Cue(0, 3, "this is a test"), Cue(3, 3, "of almost nothing"), Cue(6, 3, "made up for it")],
        [Cue(5, 0, "the same")] * 50,
        [Cue(0, 0, "!?")] * 3,
        [Cue(at, 1, "🍞") for at in range(20)],
    ],
)
def test_where_there_is_next_to_nothing_there_is_one_section(cues: list[Cue]) -> None:
    assert section_starts(transcript(cues)) == (0,)


def test_silence_for_hours_is_no_section_of_its_own() -> None:
    cues = [*unmarked(small_talk(20)), *(replace(cue, start=cue.start + 4 * 3600) for cue in unmarked(small_talk(20)))]
    assert section_starts(transcript(cues)) in {(0,), (0, 20)}


def test_a_long_day_is_divided_in_good_time() -> None:
    starts = section_starts(talk(8 * 60, 90))
    assert 50 <= len(starts) <= 110


gaps = st.sampled_from([0.0, 0.0, 0.5, 3.0, 60.0, 4000.0])
durations = st.sampled_from([0.0, 1.0, 9.0])
speakers = st.sampled_from(["", "", ">>", "Ada", "Ben"])
moments = st.lists(st.tuples(gaps, durations, texts, speakers), min_size=1, max_size=60)


def cues_of(moments_: list[tuple[float, float, str, str]]) -> list[Cue]:
    at, cues = 0.0, []
    for gap, duration, text, speaker in moments_:
        at += gap
        cues.append(Cue(at, duration, text or "x", speaker))
    return cues


@given(moments, st.sampled_from(["en", "de", "ja", "zh", "ko", "ar", "hi", "th", "", "xx-YY"]))
def test_any_cues_give_sections_that_are_never_empty(
    given_: list[tuple[float, float, str, str]], language: str
) -> None:
    spoken = transcript(cues_of(given_), language)
    starts, chances = section_starts(spoken), strengths(spoken)
    assert starts[0] == 0
    assert list(starts) == sorted(set(starts))
    assert all(spoken.cues[at].start > spoken.cues[at - 1].start for at in starts[1:])
    assert len(chances) == len(spoken.cues)
    assert all(0 <= chance <= 1 for chance in chances)
    assert (starts, chances) == (section_starts(spoken), strengths(spoken))


@pytest.mark.parametrize("change", [str.upper, str.title])
def test_capitals_change_nothing(change: Callable[[str], str]) -> None:
    spoken = talk(20, 5)
    loud = replace(spoken, cues=tuple(replace(cue, text=change(cue.text)) for cue in spoken.cues))
    assert section_starts(loud) == section_starts(spoken)


def test_a_few_words_between_silences_are_no_section() -> None:
    whole = talk(20, 4)
    middle = len(whole.cues) // 2
    before, after = whole.cues[:middle], whole.cues[middle:]
    word = Cue(before[-1].end + 60, 1.0, "Right.")
    moved = tuple(replace(cue, start=cue.start + 180) for cue in after)
    starts = section_starts(replace(whole, cues=(*before, word, *moved)))
    assert middle not in starts
    assert middle + 1 in starts
    assert with_words([0, 1, 2, 9], np.array([1, 50, 1, 1, 50, 50, 50, 50, 50, 50])) == [0, 2, 9]
    assert with_words([0, 9], np.array([1] * 10)) == [0, 9]
