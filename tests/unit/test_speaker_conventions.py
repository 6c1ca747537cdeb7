"""Whatever convention captions name their speakers by: the words stay, once and in time, and the labels go."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.times import clock
from core.transcript.clean import RawCue, clean

Said = tuple[str, str]  # who and what
Show = Callable[[str, str, float], str]

NAMES = (
    *("Ann Lee", "Bo", "Okafor, Grace", "Dr. Ruth O'Brien-Lee", "Ludwig van der Berg", "JANE DOE", "Interviewer"),
    *(
        "The Right Honourable Member for North East Fife",
        "Иван Петров",
        "田中",
        "A",
        "Q",
        "Speaker 1",
        "Kaitlin Luna, Ph.D.",
    ),
)
NUMBERED = ("SPEAKER_00", "SPEAKER_01", "speaker 2", "Speaker 3", "spk_4")
NAMED: dict[str, Show] = {
    "colon": lambda name, words, _: f"{name}: {words}",
    "wide colon": lambda name, words, _: f"{name}：{words}",
    "line below": lambda name, words, _: f"{name}:\n{words}",
    "arrows": lambda name, words, _: f">> {name}: {words}",
    "brackets": lambda name, words, _: f"[{name}]: {words}",
    "dash": lambda name, words, _: f"- {name}: {words}",
    "bar": lambda name, words, _: f"{name}|{words}",
    "bar with blanks": lambda name, words, _: f"{name} | {words}",
    "time after": lambda name, words, start: f"{name} ({clock(start)}): {words}",
    "time in brackets after": lambda name, words, start: f"{name} [{clock(start)}]: {words}",
    "time before": lambda name, words, start: f"[0:{int(start) // 60:02}:{int(start) % 60:02}] {name}: {words}",
    "time behind the colon": lambda name, words, start: f"{name}: {clock(start)} {words}",
}
ANONYMOUS: dict[str, Show] = {
    "round": lambda name, words, _: f"({name}) {words}",
    "square": lambda name, words, _: f"[{name}] {words}",
    "square and colon": lambda name, words, _: f"[{name}]: {words}",
    "angle": lambda name, words, _: f"<{name}> {words}",
    "bar": lambda name, words, _: f"{name}|{words}",
    "colon": lambda name, words, _: f"{name}: {words}",
    "after arrows": lambda name, words, _: f">> [{name}] {words}",
}
WORDS = st.lists(st.sampled_from(["bread", "rises", "slowly", "the", "10:30", "oven", "it's", "Tuesday"]), max_size=6)


@st.composite
def talks(draw: st.DrawFn, names: tuple[str, ...]) -> list[Said]:
    """Draw a talk of two to four people, in which each says several things and each caption has a word of its own."""
    people = draw(st.lists(st.sampled_from(names), min_size=2, max_size=4, unique=True))
    turns = draw(st.lists(st.tuples(st.sampled_from(people), WORDS), max_size=12))
    first = [(name, ["so"]) for name in people * 3]
    return [(name, " ".join(["w" + str(number), *words, "."])) for number, (name, words) in enumerate([*first, *turns])]


def heard(captions: list[RawCue]) -> list[tuple[float, str, str]]:
    """Return when who said what, after cleaning."""
    told, speaker = [], ""
    for cue in clean(captions).cues:
        speaker = cue.speaker or speaker
        told.append((cue.start, speaker, cue.text))
    return told


def shown(talk: list[Said], show: Show) -> list[RawCue]:
    return [RawCue(3.0 * at, 3.0, show(name, words, 3.0 * at)) for at, (name, words) in enumerate(talk)]


def expected(talk: list[Said]) -> list[tuple[float, str, str]]:
    return [(3.0 * at, name, words) for at, (name, words) in enumerate(talk)]


@pytest.mark.parametrize("convention", NAMED)
@settings(max_examples=15)
@given(talks(NAMES))
def test_named_speakers(convention: str, talk: list[Said]) -> None:
    assert heard(shown(talk, NAMED[convention])) == expected(talk)


@pytest.mark.parametrize("convention", ANONYMOUS)
@settings(max_examples=15)
@given(talks(NUMBERED))
def test_numbered_speakers(convention: str, talk: list[Said]) -> None:
    assert heard(shown(talk, ANONYMOUS[convention])) == expected(talk)


@pytest.mark.parametrize("time", ["", " 0:05", "  (00:05)", " [00:00:05]"])
@settings(max_examples=15)
@given(talks(("Ann Lee", "Bo Hart", "Speaker 1", "Ludwig van der Berg", "JANE DOE")))
def test_names_on_lines_of_their_own(time: str, talk: list[Said]) -> None:
    assert heard(shown(talk, lambda name, words, _: f"{name}{time}\n{words}")) == expected(talk)


@settings(max_examples=15)
@given(talks(NAMES))
def test_speakers_that_the_source_names(talk: list[Said]) -> None:
    captions = [RawCue(3.0 * at, 3.0, words, name) for at, (name, words) in enumerate(talk)]
    assert heard(captions) == expected(talk)


@pytest.mark.parametrize("name", ["-", " ", "—", "?", "*"])
def test_a_name_without_a_letter_is_none(name: str) -> None:
    assert [cue.speaker for cue in clean([RawCue(0, 1, "Hello.", name), RawCue(1, 1, "Hi.", name)]).cues] == ["", ""]


@settings(max_examples=15)
@given(talks(("Ann Lee", "Bo Hart", "JANE DOE")))
def test_labels_inside_a_caption_after_a_sentence(talk: list[Said]) -> None:
    text = " ".join(f"{name}: {words[:-2]}." for name, words in talk)
    first = [RawCue(0.0, 3.0, "Ann Lee: w."), RawCue(3.0, 3.0, "Bo Hart: w."), RawCue(6.0, 3.0, "JANE DOE: w.")]
    again = [RawCue(9.0 + one.start, 3.0, one.text) for one in first]
    told = heard([*first, *again, RawCue(30.0, 9.0, text)])[6:]
    words = " ".join(said for _, _, said in told)
    assert words == " ".join(f"{words[:-2]}." for _, words in talk)
    assert not any(name in words for name in ("Ann", "Bo", "JANE"))


def layered(captions: list[RawCue]) -> list[RawCue]:
    """Return captions three times each, told apart by invisible characters, as editors of films write shadows."""
    pads = ("", "\u200b", "\u200b\u200b")
    return [RawCue(one.start, one.duration, f"{pad}{one.text}{pad}") for one in captions for pad in pads]


def animated(captions: list[RawCue]) -> list[RawCue]:
    """Return captions again and again, a third of their time each, told apart by invisible characters."""
    pads = ("\u200b", "", "\u200b\u200b")
    return [
        RawCue(one.start + one.duration / 3 * at, one.duration / 3, f"{one.text}{pad}")
        for one in captions
        for at, pad in enumerate(pads)
    ]


def highlighted(captions: list[RawCue]) -> list[RawCue]:
    """Return captions once for each of their words, as players show them that mark the word that is said."""
    return [RawCue(one.start + 0.1 * at, 0.1, one.text) for one in captions for at, _ in enumerate(one.text.split())]


def with_counters(captions: list[RawCue]) -> list[RawCue]:
    """Return captions as one, whose text is a SubRip file."""
    times = (f"00:{int(one.start) // 60:02}:{int(one.start) % 60:02},000 --> 01:00:00,000" for one in captions)
    lines = [f"{at}\n{time}\n{one.text}\n" for at, (time, one) in enumerate(zip(times, captions, strict=True), 1)]
    return [RawCue(0.0, 60.0, "\n".join(lines))]


@pytest.mark.parametrize("variant", [layered, animated, highlighted, with_counters, lambda captions: captions[::-1]])
@pytest.mark.parametrize("convention", ["colon", "arrows", "brackets"])
@settings(max_examples=15)
@given(talks(NAMES))
def test_each_caption_is_read_once(
    variant: Callable[[list[RawCue]], list[RawCue]], convention: str, talk: list[Said]
) -> None:
    assert heard(variant(shown(talk, NAMED[convention]))) == expected(talk)


PROSE = (
    *("Note: this is small.", "Chapter 3: the oven.", "Genesis 1:1 says so.", "at 10:30 it starts.", "10:30 is late."),
    *(
        "One thing: it rises.",
        "The ratio is 2:1.",
        "He said: no.",
        "PS: bring salt.",
        "(whispering) come here.",
        "a | b",
    ),
    *("Well, John: no.", "Plan A: wait.", "[sic] it was.", "<b> is bold.", "3 - 2 = 1.", "speakers: two of them."),
)


@settings(max_examples=25)
@given(st.lists(st.sampled_from(PROSE), min_size=1, max_size=3, unique=True), st.integers(3, 8))
def test_ordinary_prose_with_colons_loses_nothing(odd: list[str], apart: int) -> None:
    texts = [text for one in odd for text in (one, *[f"And w{at} goes on like that." for at in range(apart)])]
    found = clean(RawCue(3.0 * at, 3.0, text) for at, text in enumerate(texts)).cues
    expect = [text.replace("[sic] ", "") for text in texts]
    assert [(cue.start, cue.speaker, cue.text) for cue in found] == [
        (3.0 * at, "", one) for at, one in enumerate(expect)
    ]
