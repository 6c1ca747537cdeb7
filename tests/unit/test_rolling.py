import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transcript.clean import RawCue, clean
from core.transcript.rolling import unroll

TALK = [
    "so today we bake",
    "bread and that is",
    "all there is to",
    "it you take flour",
    "water salt and time",
    "no no no",
    "no no no",
    "time is the hard",
    "part",
    "part",
]

WORDS = " ".join(TALK[:5]).split()


def automatic(lines: list[str], *, fillers: bool) -> list[RawCue]:
    """Return lines as YouTube's automatic captions show them: the last line above the new one, 10 ms in between."""
    captions, above = [], " "
    for number, line in enumerate(lines):
        start = 2.0 * number
        captions.append(RawCue(start, 1.99 if fillers else 2.0, f"{above}\n{line}"))
        if fillers:
            captions.append(RawCue(start + 1.99, 0.01, f"{line}\n "))
        above = line
    return captions


@pytest.mark.parametrize("fillers", [True, False])
def test_each_line_stands_once_at_the_time_it_first_appears(fillers: bool) -> None:  # noqa: FBT001 - pytest's
    cues = clean(automatic(TALK, fillers=fillers)).cues
    assert [(cue.start, cue.text) for cue in cues] == [(2.0 * number, line) for number, line in enumerate(TALK)]


@given(st.lists(st.sampled_from(["no", "no no", "yes no", "so we bake", "ha"]), max_size=30), st.booleans())
def test_whatever_is_said_is_kept(lines: list[str], fillers: bool) -> None:  # noqa: FBT001 - hypothesis'
    spoken = [*TALK, *lines]
    cues = clean(automatic(spoken, fillers=fillers)).cues
    assert [cue.text for cue in cues] == spoken


def test_three_lines_roll_too() -> None:
    captions = [
        RawCue(2.0 * number, 2.0, "\n".join(TALK[max(0, number - 2) : number + 1])) for number in range(len(TALK))
    ]
    assert [caption.text for caption in unroll(captions)] == TALK


def test_captions_that_fill_up_and_start_again() -> None:
    captions = [RawCue(2.0 * number, 2.0, "\n".join(TALK[number - number % 3 : number + 1])) for number in range(6)]
    assert [caption.text for caption in unroll(captions)] == TALK[:6]


@pytest.mark.parametrize(
    ("words", "glue"),
    [
        (WORDS, " "),
        (list("今日はパンを焼きます。小麦粉と水"), ""),
    ],
)
def test_captions_that_grow_by_words(words: list[str], glue: str) -> None:
    captions = [RawCue(0.5 * number, 0.5, glue.join(words[: number + 1])) for number in range(len(words))]
    cues = clean(captions).cues
    assert [(cue.start, cue.text) for cue in cues] == [(0.5 * number, word) for number, word in enumerate(words)]


def test_words_that_leave_on_the_left() -> None:
    captions = [RawCue(0.5 * n, 0.5, " ".join(WORDS[max(0, n - 4) : n + 1])) for n in range(len(WORDS))]
    assert [cue.text for cue in clean(captions).cues] == WORDS


def test_a_caption_that_only_stays_for_a_moment_is_no_repetition() -> None:
    captions = [
        caption
        for number, line in enumerate(["no\nno", *TALK[:4]])
        for caption in (RawCue(2.0 * number, 1.99, line), RawCue(2.0 * number + 1.99, 0.01, line))
    ]
    assert [cue.text for cue in clean(captions).cues] == ["no no", *TALK[:4]]


def test_after_a_pause_the_same_words_were_said_again() -> None:
    captions = [*automatic(TALK, fillers=False), RawCue(60, 2, "part\nof it")]
    assert clean(captions).cues[-1].text == "part of it"


def test_sound_marks_roll_as_well() -> None:
    captions = automatic(["[Music]", "so today", "[Music]", "we bake"], fillers=True)
    assert [(cue.start, cue.text) for cue in clean(captions).cues] == [(2, "so today"), (6, "we bake")]


@pytest.mark.parametrize(
    "texts",
    [
        ["la la la", "la la la", "la la la", "we will rock you", "we will rock you"],
        ["la la\nla la", "la la\nla la", "la la\nla la"],
        ["we will\nrock you", "rock you\ntonight", "and then", "he said", "that was\nall"],
        ["the", "the cat sat", "on the mat", "and that", "was all of it", "good night"],
        ["one two", "two three", "and so on", "and so forth", "until ten"],
        [
            "we will\nrock you",
            "rock you\nrock me",
            "he said",
            "so\nrock me",
            "rock me\nagain",
            "and",
            "then",
            "good night",
        ],
        ["so then we bake the", "the bread rises in a", "a tin that is so", "so full that you", "you can not"],
    ],
)
def test_songs_and_chance_do_not_roll(texts: list[str]) -> None:
    captions = [RawCue(2.0 * number, 2.0, text) for number, text in enumerate(texts)]
    assert unroll(captions) == captions


@given(st.lists(st.text("ab \n", max_size=12), max_size=15))
def test_nothing_is_invented(texts: list[str]) -> None:
    captions = [RawCue(2.0 * number, 2.0, text) for number, text in enumerate(texts)]
    kept = unroll(captions)
    assert {caption.start for caption in kept} <= {caption.start for caption in captions}
    for caption in kept:
        shown = captions[int(caption.start / 2)].text
        assert shown.split()[len(shown.split()) - len(caption.text.split()) :] == caption.text.split()
