import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.model import Cue
from core.transcript.clean import Cleaned, RawCue, clean
from tests.unit.runs import readings, runs


def cleaned(*texts: str) -> list[tuple[str, str]]:
    """Return speaker and words of each cue that captions with these texts become."""
    cues = clean(RawCue(2.0 * number, 2.0, text) for number, text in enumerate(texts)).cues
    return [(cue.speaker, cue.text) for cue in cues]


def test_captions_without_words_still_count_to_where_captions_start_and_end() -> None:
    music = [RawCue(0.0, 22.0, "[Music]"), RawCue(20.0, 2.0, "Good evening."), RawCue(22.0, 9.0, "[Applause]")]
    assert clean(music).span == (0.0, 31.0)
    assert clean([RawCue(3.0, 1.0, " "), *music[1:2]]).span == (20.0, 22.0)
    assert clean([RawCue(3.0, 1.0, " ")]).span is None


def test_a_caption_becomes_a_cue() -> None:
    assert clean([RawCue(1.5, 2.25, "The tower\n has  112\u00a0steps.")]) == Cleaned(
        (Cue(1.5, 2.25, "The tower has 112 steps."),), 0, (1.5, 3.75)
    )


def test_cues_come_in_order_of_start_and_keep_their_order_where_that_is_equal() -> None:
    captions = [RawCue(3, 1, "three"), RawCue(1, 1, "one"), RawCue(3, 1, "four"), RawCue(2, 1, "two")]
    assert [cue.text for cue in clean(captions).cues] == ["one", "two", "three", "four"]


@pytest.mark.parametrize("start", [math.nan, math.inf, -math.inf, -0.001, 360_000.0])
def test_impossible_starts_are_left_out_and_counted(start: float) -> None:
    assert clean([RawCue(start, 1, "no"), RawCue(1, 1, "yes")]) == Cleaned((Cue(1, 1, "yes"),), 1, (1, 2))


@pytest.mark.parametrize("duration", [math.nan, math.inf, -1.0])
def test_impossible_durations_are_left_out_and_counted(duration: float) -> None:
    assert clean([RawCue(1, duration, "no"), RawCue(1, 0, "yes")]) == Cleaned((Cue(1, 0, "yes"),), 1, (1, 1))


def test_nobody_leaves_a_caption_standing_for_an_hour() -> None:
    assert clean([RawCue(1, 3600, "the end")]).cues[0].duration == 600


def test_overlapping_durations_stay() -> None:
    cues = clean([RawCue(0, 5, "one"), RawCue(2, 5, "two")]).cues
    assert [(cue.start, cue.end) for cue in cues] == [(0, 5), (2, 7)]


def test_sound_marks_go_and_other_brackets_stay() -> None:
    assert cleaned("[Music] ♪ la la ♫ {laugh} (Applause) 【音楽】 <p> & more") == [
        ("", "la la (Applause) 【音楽】 <p> & more")
    ]
    assert cleaned("[Music]", "♪", "{pause}", " \n ", "[]", "words") == [("", "words")]


def test_long_brackets_are_words() -> None:
    aside = "[" + "x" * 41 + "]"
    assert cleaned(aside, "{" + "x" * 41 + "}") == [("", aside), ("", "{" + "x" * 41 + "}")]


def test_quotes_apostrophes_and_case_stay() -> None:
    text = "“It’s” 'n' \"O'Brien\" — NOT `code` … 3.5% ?! »so«"
    assert cleaned(text) == [("", text)]


def test_a_speaker_change_inside_makes_two_cues_of_one_start() -> None:
    cues = clean([RawCue(7, 3, "and so it rises. >> Does it? >>> Always.")]).cues
    assert cues == (Cue(7, 3, "and so it rises."), Cue(7, 3, "Does it?", ">>"), Cue(7, 3, "Always.", ">>"))


def test_a_speaker_change_at_the_end_belongs_to_the_next_words() -> None:
    assert cleaned("Thank you. >>", "[Applause]", "My pleasure.") == [("", "Thank you."), (">>", "My pleasure.")]


def test_what_the_source_says_of_the_speaker_is_kept() -> None:
    captions = [RawCue(0, 1, "Hello.", "Ann"), RawCue(1, 1, "Well.", "Ann"), RawCue(2, 1, "Hi.", "Bo")]
    assert [cue.speaker for cue in clean(captions).cues] == ["Ann", "", "Bo"]


def test_a_name_in_brackets_before_a_colon_is_a_speaker() -> None:
    assert cleaned("[Ann Lee]: Hello.", ">> [SPEAKER 2]： Hi.") == [("Ann Lee", "Hello."), ("SPEAKER 2", "Hi.")]


def test_nothing_in_nothing_out() -> None:
    assert clean([]) == Cleaned((), 0)


PIECES = st.sampled_from(
    [
        *("bread", "rises", "slowly", "overnight", "Ann", "Note", "yes", "of", "10:30", "https://x.org", "it's", "."),
        *("Ann Lee:", "Bo:", "NOTE:", "so this:", "田中：", "Dr. Who:", "The Chair (Ms. May):", "[Bo]:", "\nBo: "),
        *("- ", "– ", "-", "—", "\n- ", ". - Yes", ">>", ">> ", "[Music]", "{x}", "♪", "(Applause)", "[a", "]", "\n"),
    ]
)
TEXTS = st.lists(PIECES, max_size=7).map(" ".join)


@given(st.lists(TEXTS, max_size=12))
def test_what_a_speaker_says_is_found_word_for_word_in_the_captions(texts: list[str]) -> None:
    numbered = [f"{text} w{number}" for number, text in enumerate(texts)]
    cues = clean(RawCue(2.0 * number, 2.0, text) for number, text in enumerate(numbered)).cues
    for run in runs(cues):
        assert any(run in reading for reading in readings(numbered)), run


@given(st.lists(TEXTS, max_size=12))
def test_no_word_is_lost(texts: list[str]) -> None:
    cues = clean(RawCue(2.0 * number, 2.0, f"{text} w{number}") for number, text in enumerate(texts)).cues
    said = " ".join(cue.text for cue in cues)
    assert [word for word in said.split() if word[0] == "w" and word[1:].isdigit()] == [
        f"w{n}" for n in range(len(texts))
    ]
    for word in ("bread", "rises", "(Applause)", "10:30", "https://x.org", "it's"):
        assert said.split().count(word) >= sum(_plain(text).count(word) for text in texts)


def _plain(text: str) -> list[str]:
    """Return the words of a text in which nothing can be a label or a mark."""
    words = text.split()
    return [] if set(text) & set("[]{}") or any(word[-1] in ":：" for word in words) else words


FLOATS = st.floats() | st.floats(0, 100)
CAPTIONS = st.builds(RawCue, FLOATS, FLOATS, st.text(max_size=40) | TEXTS, st.sampled_from(["", "Ann", ">>"]))


@given(st.lists(CAPTIONS, max_size=30))
def test_whatever_comes_in_lawful_cues_come_out(captions: list[RawCue]) -> None:
    result = clean(captions)
    starts = {caption.start for caption in captions}
    assert all(cue.text and cue.text == " ".join(cue.text.split()) for cue in result.cues)
    assert all(cue.start in starts and 0 <= cue.duration <= 600 for cue in result.cues)
    assert all(one.start <= other.start for one, other in itertools.pairwise(result.cues))
    assert 0 <= result.broken <= len(captions)


@given(st.lists(st.sampled_from(["no", "no no", "no no no", "yes", "ha ha", "we will rock you"]), max_size=30))
def test_people_who_repeat_themselves_keep_their_words(texts: list[str]) -> None:
    line = [f"{text}," for text in texts]
    assert [text for _, text in cleaned(*line)] == line
