import pytest

from core.transcript.clean import RawCue, clean

FILLER = "And that is how it goes on."


def speakers(*texts: str, filler: int = 0) -> list[str]:
    """Return who speaks at each cue, and "=words" where a label stayed in the text; fillers come after each caption."""
    lines = [line for text in texts for line in (text, *[FILLER] * filler)]
    cues = clean(RawCue(2.0 * number, 2.0, line) for number, line in enumerate(lines)).cues
    return [cue.speaker or f"={cue.text}" for cue in cues if cue.text != FILLER]


def test_labels_that_recur_are_speakers() -> None:
    texts = ("Ann Lee: It rises.", "Bo: Does it?", "Ann Lee: It does.", "Bo: I see.")
    assert speakers(*texts) == ["Ann Lee", "Bo", "Ann Lee", "Bo"]
    assert speakers(*texts, filler=5) == ["Ann Lee", "Bo", "Ann Lee", "Bo"]


def test_a_speaker_who_goes_on_is_named_once() -> None:
    assert speakers("ann: It rises.", "ann: Slowly.", "bo: Does it?", "ann: Yes.", "bo: Ah.", "bo: Good.") == [
        "ann", "=Slowly.", "bo", "ann", "bo", "=Good."
    ]  # fmt: skip


@pytest.mark.parametrize(
    "names",
    [
        ("PERSON A", "PERSON B"),
        ("Speaker 0", "Speaker 1"),
        ("SPEAKER_00", "SPEAKER_01"),
        ("Dr. Ruth O'Brien-Lee", "J. R. Okafor"),
        ("Ludwig van der Berg", "Maria de la Cruz"),
        ("The Chair (Ms. Ann Lee (Northfield, Ind.))", "Hon. Bo Hart (Minister of Bread and Butter)"),
        ("Anna Ek (SVT)", "Publik"),
        ("anna | Radio", "bo_77"),
        ("Иван Петров", "Ольга"),
        ("田中", "鈴木さん"),
        ("小明", "老师"),
        ("지수", "민호"),
        ("أحمد", "ليلى"),
        ("דנה", "יוסי"),
        ("राम", "सीता"),
        ("สมชาย", "มาลี"),
    ],
)
@pytest.mark.parametrize("colon", [": ", "： ", "："])
def test_names_of_many_kinds(names: tuple[str, str], colon: str) -> None:
    texts = [f"{names[number % 2]}{colon}Word number {number}." for number in range(6)]
    assert speakers(*texts) == [names[number % 2] for number in range(6)]


def test_a_name_that_stands_once_is_a_speaker_where_speakers_are_named() -> None:
    texts = ["Ann Lee: Welcome.", "Bo Hart: Thanks.", "Ann Lee: A question?", "Cay Diaz: Yes, one.", "Bo Hart: Well."]
    assert speakers(*texts, filler=3)[3] == "Cay Diaz"


def test_two_lines_of_two_people() -> None:
    assert speakers("Ann: Hello.", "Bo: Hi.") == ["Ann", "Bo"]


def test_a_transcript_that_names_its_only_speaker_does_so_at_the_beginning() -> None:
    texts = ["Ann Lee: Welcome.", *[FILLER] * 40, "Ann Lee: Goodbye."]
    assert speakers(*texts) == ["Ann Lee", "=Goodbye."]
    assert speakers(FILLER, FILLER, FILLER, *texts) == [f"={texts[0]}", f"={texts[-1]}"]


def test_several_who_are_named_late_are_speakers() -> None:
    texts = ["Ann Lee: Welcome.", "Bo: Thanks.", "Ann Lee: So.", "Bo: So."]
    assert speakers(*[FILLER] * 5, *texts, filler=20) == ["Ann Lee", "Bo", "Ann Lee", "Bo"]


def test_numbered_speakers_count_as_one_kind() -> None:
    texts = ["Ann Lee: A guest?", "Guest 1: Yes.", "Ann Lee: Another guest?", "Guest 2: Yes.", "Ann Lee: So."]
    assert speakers(*texts, filler=3) == ["Ann Lee", "Guest 1", "Ann Lee", "Guest 2", "Ann Lee"]


def test_where_every_line_is_labelled_every_label_is_one() -> None:
    texts = [
        f"{name}: Word." for name in ("ann", "bo", "ann", "dee", "bo", "ann", "cay", "bo", "ann", "bo", "ann", "bo")
    ]
    texts.insert(5, "and this is what I said to her: no, so")
    assert speakers(*texts) == [
        *("ann", "bo", "ann", "dee", "bo", "=and this is what I said to her: no, so"),
        *("ann", "cay", "bo", "ann", "bo", "ann", "bo"),
    ]


@pytest.mark.parametrize("label", ["That Plan", "People", "people", "(Applause) Ann Lee"])
def test_words_that_are_said_are_no_names(label: str) -> None:
    said = ["That is what people, and people, and more people do.", "It is that."]
    texts = ["Ann Lee: Welcome.", *said, f"{label}: once.", *said, "Bo: Thanks.", "Ann Lee: So.", *said, "Bo: Well."]
    assert f"={label}: once." in speakers(*texts)
    if len(label.split()) == 1:
        assert f"={label}: once." in speakers(*texts, *[f"{label}: again."] * 3, *said)


def test_a_name_in_the_middle_of_a_sentence_is_none() -> None:
    texts = ["Ann Lee: Welcome.", "Bo: Thanks.", "It was.", "Ann Lee: I read a book called", "Cay Diaz: A Life, and"]
    assert speakers(*texts)[4] == "=Cay Diaz: A Life, and"


@pytest.mark.parametrize(
    "text",
    [
        "Note: use the small bowl.",
        "Remember: it breathes.",
        "Step 2: fold it.",
        "The question: who winds it?",
        "Achtung: heiß.",
        "Die Frage: wer dreht?",
        "Question : qui tourne ?",
        "Внимание: горячо.",
        "注意：熱いです。",
        "他说：好的。",
        "so here is the thing: it rises.",
        "And I said: no.",
        "10:30 is when it starts.",
        "at 10: 30 it starts.",
        "https://example.org: go there.",
        "file:///a: b",
        "Yes, well: no.",
        "Why? Because: it is.",
    ],
)
def test_what_is_no_label_stays_where_speakers_are_named(text: str) -> None:
    texts = ["Ann Lee: Welcome.", FILLER, text, FILLER, "Bo Hart: Thanks.", "Ann Lee: So.", FILLER, text, FILLER]
    found = clean(RawCue(2.0 * number, 2.0, line) for number, line in enumerate(texts)).cues
    assert [cue.text for cue in found][2] == text
    assert [cue.text for cue in found][7] == text


@pytest.mark.parametrize(
    "texts",
    [
        ("Note: use the small bowl.", "Note: and the big one.", "Note: and a spoon."),
        ("Star Wars: A New Hope was on.",),
        ("Germany: a country.", "Italy: another."),
        ("I said: no.", "He said: yes.", "I said: no."),
        ("people: they eat it.", "people: they like it.", "people: they do."),
        ("DNA: a molecule.",),
    ],
)
def test_nobody_is_named_where_speakers_are_not_named(texts: tuple[str, ...]) -> None:
    words = [f"={text}" for text in texts]
    assert speakers("Some people bake.", *texts, "Other people eat.", filler=9) == [
        "=Some people bake.", *words, "=Other people eat."
    ]  # fmt: skip


def test_capitals_name_speakers_where_not_all_is_in_capitals() -> None:
    assert speakers("MAN: Help!", "WOMAN: What is it?", filler=9) == ["MAN", "WOMAN"]
    shouted = ("SO HERE IS THE THING: IT RISES.", "AND THE ANSWER IS: YES.")
    assert speakers("IT IS LATE.", *shouted, "GOOD NIGHT TO ALL OF YOU.") == [
        "=IT IS LATE.", *(f"={text}" for text in shouted), "=GOOD NIGHT TO ALL OF YOU."
    ]  # fmt: skip


def test_a_label_alone_belongs_to_the_next_words() -> None:
    cues = clean([RawCue(0, 1, "Ann:"), RawCue(1, 1, "It rises."), RawCue(2, 1, "Bo: Ah."), RawCue(3, 1, "Ann: Yes.")])
    assert [(cue.start, cue.speaker, cue.text) for cue in cues.cues] == [
        (1, "Ann", "It rises."), (2, "Bo", "Ah."), (3, "Ann", "Yes.")
    ]  # fmt: skip


def test_a_label_after_a_speaker_mark_names_the_speaker() -> None:
    assert speakers(">> Ann: It rises.", ">> Bo: Ah. >> Ann: Yes.", ">> Bo: Ah.") == ["Ann", "Bo", "Ann", "Bo"]


def test_two_speakers_on_two_lines_are_two_cues() -> None:
    cues = clean([RawCue(0, 2, "Ann: It rises.\nAnd rises.\nBo: Ah."), RawCue(2, 2, "Ann: Yes.\nBo: No.")]).cues
    assert [(cue.start, cue.speaker, cue.text) for cue in cues] == [
        (0, "Ann", "It rises. And rises."), (0, "Bo", "Ah."), (2, "Ann", "Yes."), (2, "Bo", "No.")
    ]  # fmt: skip


def test_dashes_are_speakers() -> None:
    cues = clean(
        [RawCue(0, 2, "- How are you?\n- Good, thanks."), RawCue(2, 2, "And you?"), RawCue(4, 2, "-Fine.")]
    ).cues
    assert [(cue.start, cue.speaker, cue.text) for cue in cues] == [
        (0, ">>", "How are you?"), (0, ">>", "Good, thanks."), (2, "", "And you?"), (4, ">>", "Fine.")
    ]  # fmt: skip


def test_dashes_on_one_line_are_two_speakers() -> None:
    assert clean([RawCue(0, 2, "– Right. – Yeah, 5 - 3 is two."), RawCue(2, 2, "– ¿Qué?")]).cues[1].text == (
        "Yeah, 5 - 3 is two."
    )


@pytest.mark.parametrize("texts", [("it was cold", "- off the coast", "-5 degrees"), ("- one dash", "- and two")])
def test_other_dashes_are_words(texts: tuple[str, ...]) -> None:
    assert speakers(*texts) == [f"={text}" for text in texts]


@pytest.mark.parametrize("label", ["Speaker 4", "SPEAKER_04", "Ms. Kate Young (London West, Lib.)"])
def test_a_label_that_can_be_nothing_else_is_one_wherever_speakers_are_named(label: str) -> None:
    said = "the speaker said so, and the young said so in the west"
    texts = ["Ann Lee: Welcome.", said, f"{label}: once.", said, "Bo: Thanks.", "Ann Lee: So.", said, "Bo: Well."]
    assert label in speakers(*texts)
