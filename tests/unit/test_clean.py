import itertools
import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import TooManyCaptions
from core.language.turns import turns
from core.laws.quotes import find_quote
from core.model import Cue, Quote
from core.times import clock
from core.transcript import limits
from core.transcript.clean import Cleaned, RawCue, clean
from core.transcript.limits import LONGEST_CUE
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
    result = clean([RawCue(start, 1, "no"), RawCue(1, 1, "yes")])
    assert result.cues == (Cue(1, 1, "yes", after_gap=True),)
    assert (result.broken, result.span, result.notes) == (1, (1, 2), ("captions_left_out|1",))


@pytest.mark.parametrize(("duration", "clipped"), [(math.nan, 0.0), (math.inf, 600.0), (-1.0, 0.0), (-math.inf, 0.0)])
def test_a_caption_with_an_impossible_end_keeps_its_words(duration: float, clipped: float) -> None:
    assert clean([RawCue(1, duration, "yes")]).cues == (Cue(1, clipped, "yes"),)


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


def test_brackets_that_do_not_close_on_their_line_take_no_word_along() -> None:
    assert cleaned("[a \n-  [Bo]: w0") == [("", "[a"), ("Bo", "w0")]
    assert cleaned("[Ann\nLee]: w0") == [("Ann Lee", "w0")]
    assert "w0" in cleaned("[a >> b]: w0")[-1][1]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        *(("我了\n解你", "我了解你"), ("今日は\nいい", "今日はいい"), ("ขน\nมปัง", "ขนมปัง")),
        *(("你好，\n我们", "你好， 我们"), ("我 说\n OK", "我 说 OK"), ("빵이\n부풀어", "빵이 부풀어")),
    ],
)
def test_a_line_ends_inside_words_of_scripts_without_spaces(text: str, joined: str) -> None:
    assert cleaned(text) == [("", joined)]


def test_a_long_caption_becomes_several_cues_of_the_same_time() -> None:
    words = " ".join(f"w{number}" for number in range(2_000)) + " " + "x" * 5_000
    cues = clean([RawCue(1, 2, words, "Ann"), RawCue(3, 1, "end")]).cues
    assert all(len(cue.text) <= LONGEST_CUE for cue in cues)
    assert "".join(cue.text for cue in cues).replace(" ", "") == words.replace(" ", "") + "end"
    assert [cue.speaker for cue in cues] == ["Ann"] + [""] * (len(cues) - 1)
    assert {(cue.start, cue.duration) for cue in cues[:-1]} == {(1, 2)}


def test_a_long_caption_that_says_the_same_again_keeps_every_word() -> None:
    cues = clean([RawCue(0, 60, "no more " * 3_000)]).cues
    assert sum(cue.text.count("more") for cue in cues) == 3_000


@pytest.mark.parametrize(("limit", "most"), [("MOST_CUES", 2), ("MOST_CHARACTERS", 8)])
def test_more_than_a_video_has_is_refused(limit: str, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, limit, most)
    assert clean([RawCue(0, 1, "four"), RawCue(1, 1, "more")]).cues
    with pytest.raises(TooManyCaptions):
        clean([RawCue(0, 1, "four"), RawCue(1, 1, "more"), RawCue(2, 1, "x")])


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


ENGLISH = [
    "so today we talk about the bread and how it rises in the oven",
    "and that is what you have to do with the flour and the water",
    "it is not as hard as they say and you will like it",
    "then we wait for an hour because the dough needs the time",
    "you can see that it has grown and it is soft to the touch",
    "this is how my mother did it and what she told me about it",
    "we have to heat the stone before the bread goes in there",
    "and now I would like to show you what is inside of it",
]
GERMAN = [
    "also heute reden wir über das Brot und wie es im Ofen aufgeht",
    "und das ist es was man mit dem Mehl und dem Wasser machen muss",
    "es ist nicht so schwer wie alle sagen und ihr werdet es mögen",
    "dann warten wir eine Stunde weil der Teig die Zeit auch braucht",
    "man kann sehen dass er gewachsen ist und er ist sehr weich",
    "so hat es meine Mutter gemacht und was sie mir darüber erzählt hat",
    "wir müssen den Stein heiß machen bevor das Brot dort hinein kommt",
    "und jetzt möchte ich euch noch zeigen was da drin ist",
]


def in_turn(first: list[str], second: list[str]) -> list[RawCue]:
    return [RawCue(4.0 * at, 4.0, text) for at, both in enumerate(zip(first, second, strict=True)) for text in both]


def in_lines(first: list[str], second: list[str]) -> list[RawCue]:
    return [RawCue(4.0 * at, 4.0, "\n".join(both)) for at, both in enumerate(zip(first, second, strict=True))]


@pytest.mark.parametrize(
    "shape", [in_turn, in_lines, lambda first, second: in_turn(first, second)[::2] + in_turn(first, second)[1::2]]
)
def test_of_two_languages_at_once_one_is_read_and_it_is_told(
    shape: Callable[[list[str], list[str]], list[RawCue]],
) -> None:
    first = clean(shape(ENGLISH, GERMAN))
    assert [cue.text for cue in first.cues] == ENGLISH
    assert [cue.start for cue in first.cues] == [4.0 * at for at in range(len(ENGLISH))]
    assert first.notes == ("two_languages|en|de",)
    wanted = clean(shape(ENGLISH, GERMAN), "de-AT")
    assert [cue.text for cue in wanted.cues] == GERMAN
    assert wanted.notes == ("two_languages|de|en",)


@pytest.mark.parametrize("texts", [ENGLISH, GERMAN])
@pytest.mark.parametrize("shape", [in_turn, in_lines])
def test_one_language_is_no_two(shape: Callable[[list[str], list[str]], list[RawCue]], texts: list[str]) -> None:
    half = len(texts) // 2
    found = clean(shape(texts[:half] * 3, texts[half:] * 3))
    assert " ".join(cue.text for cue in found.cues).count(texts[-1]) == 3
    assert not any(note.startswith("two_languages") for note in found.notes)


@pytest.mark.parametrize(
    "texts", [["(upbeat music)"], ["[BLANK_AUDIO]", "(applause)"], ["*laughs*", "♪ (Musik) ♪"], ["【音楽】"]]
)
def test_nothing_but_sounds_is_silence(texts: list[str]) -> None:
    silence = clean([RawCue(3.0 * at, 3.0, text) for at, text in enumerate(texts)])
    assert silence.silent
    assert silence.cues == ()
    assert not clean([RawCue(0, 1, " \u200b")]).silent
    assert not clean([RawCue(0, 3, texts[0]), RawCue(3, 3, "words")]).silent


def noted(texts: list[str], step: float = 3.0) -> list[str]:
    return list(clean([RawCue(step * at, step, text) for at, text in enumerate(texts)]).notes)


VARIED = [f"word {at} of the talk goes here" for at in range(40)]


@pytest.mark.parametrize("period", [1, 2, 3, 4])
def test_a_recogniser_that_got_stuck_is_noted(period: int) -> None:
    stuck = [f"thank you for watching {at}" for at in range(period)] * 8
    assert noted([*VARIED[:10], *stuck, *VARIED[10:]]) == [
        f"captions_repeated|0:{30 + 3 * period}|{clock(30 + 24 * period)}"
    ]


def test_a_stretch_that_stands_in_the_captions_twice_is_noted() -> None:
    assert noted([*VARIED, *VARIED[10:30]]) == ["captions_repeated|2:00|3:00"]


@pytest.mark.parametrize(
    "texts",
    [
        VARIED,
        ["no"] * 4 + VARIED,
        [*VARIED[:8], "refrain", "again", "oh"] * 2 + VARIED[8:20] + ["refrain", "again", "oh"],
    ],
)
def test_songs_and_people_who_repeat_themselves_are_not_noted(texts: list[str]) -> None:
    assert noted(texts) == []


def test_useless_times_are_noted() -> None:
    assert "times_useless" in noted(VARIED, step=0.0)
    assert "times_useless" in noted([" ".join(VARIED * 3)])
    assert noted([" ".join(VARIED[:5])]) == []


def test_what_is_left_out_parts_what_is_said_around_it() -> None:
    captions = [RawCue(0, 2, "we bake the"), RawCue(math.nan, 1, "big"), RawCue(2, 2, "bread today")]
    cues = clean(captions).cues
    assert [cue.after_gap for cue in cues] == [False, True]
    assert [turn.text for turn in turns(cues)] == ["we bake the", "bread today"]
    assert find_quote("we bake the bread today", cues, 0, 1) != Quote("we bake the bread today", 0)


def test_a_subrip_file_in_a_caption_is_read_as_one() -> None:
    text = "before\n12\n00:00:07,000 --> 00:00:09,500\nfirst\nline\n\n13\n00:01:00.5 --> 00:01:02\n14"
    cues = clean([RawCue(5, 2, text)]).cues
    assert [(cue.start, cue.end, cue.text) for cue in cues] == [
        (5, 7, "before"), (7, 9.5, "first line"), (60.5, 62, "14")
    ]  # fmt: skip
    assert clean([RawCue(5, 2, "we go from A -> B\nand 12")]).cues[0].text == "we go from A -> B and 12"
