"""How things are said where a topic begins."""

import numpy as np
import pytest

from core.model import Cue
from core.topics.delivery import asked, host_turns, pauses, sentence_begins
from core.topics.timeline import Timeline


def cues(*texts: str, seconds: float = 2.0) -> list[Cue]:
    return [Cue(at * seconds, seconds, text) for at, text in enumerate(texts)]


def line(of: list[Cue]) -> Timeline:
    return Timeline(np.array([cue.start for cue in of]), of[-1].end)


@pytest.mark.parametrize("end", [".", "!", "?", '."', "。", "؟", "।"])
def test_a_sentence_begins_after_one_that_ends(end: str) -> None:
    assert sentence_begins(cues("so it goes", f"on and on{end}", "then it", f"ends{end}")).tolist() == [0, 0, 1, 0]


def test_captions_without_marks_have_no_sentences() -> None:
    assert not sentence_begins(cues(*["on and on"] * 9, "ends.", "again")).any()


@pytest.mark.parametrize("text", ["Is it?", "そうですか？", "هل هذا صحيح؟"])
def test_a_question_is_known_by_its_mark(text: str) -> None:
    assert asked(cues("It is.", text)).tolist() == [0, 1]


def test_a_pause_is_what_words_do_not_fill() -> None:
    spoken = [Cue(0, 2, "a" * 20), Cue(2, 2, "a" * 20), Cue(4, 9, "a" * 20), Cue(13, 6, "a" * 60), Cue(19, 2, "a" * 20)]
    late = pauses(spoken, line(spoken))
    assert late.argmax() == 3
    assert late[3] == 1.0
    assert late[[0, 1, 2, 4]].max() < 0.1


def test_captions_that_start_together_are_no_pause() -> None:
    spoken = [Cue(0, 2, "a" * 20), Cue(2, 4, "a" * 20), Cue(2, 4, "b" * 20), Cue(6, 2, "a" * 20)]
    assert pauses(spoken, line(spoken)).max() < 0.1


def conversation(*turns: tuple[str, str], seconds: float = 10.0) -> list[Cue]:
    return [Cue(at * seconds, seconds, text, speaker) for at, (speaker, text) in enumerate(turns)]


def led(spoken: list[Cue]) -> list[bool]:
    return [bool(weight) for weight in host_turns(spoken, asked(spoken), line(spoken))]


def test_who_asks_most_is_the_host_and_leads_with_every_turn_after_a_longer_one() -> None:
    spoken = conversation(
        ("Ada", "Why?"), ("Ben", "Because."), ("", "So."), ("Ada", "I see."), ("Ben", "Do you?"), ("", "Eh.")
    )
    assert led(spoken) == [False, False, False, True, False, False]


def test_a_host_who_follows_on_a_mere_yes_does_not_lead() -> None:
    spoken = conversation(("Ada", "Why?"), ("Ben", "Because."), ("Ada", "I see."))
    short = [spoken[0], Cue(10, 1, "Because.", "Ben"), Cue(11, 9, "I see.", "Ada")]
    assert led(spoken) == [False, False, True]
    assert led(short) == [False, False, False]


@pytest.mark.parametrize("names", [("Ada", "Ada"), (">>", ">>"), ("", "")])
def test_where_nobody_is_told_apart_nobody_leads(names: tuple[str, str]) -> None:
    spoken = conversation((names[0], "Why?"), (names[1], "Because."), (names[0], "I see?"), (names[1], "Good."))
    assert not any(led(spoken))


def test_where_nothing_is_asked_nobody_leads() -> None:
    assert not any(led(conversation(("Ada", "Well."), ("Ben", "Fine."), ("Ada", "Good."))))


def test_captions_that_all_stand_at_one_moment_have_a_host_too() -> None:
    at_once = [Cue(0.0, 0.0, text, name) for text, name in (("well", ""), ("and what next?", "Ada"))]
    assert led(at_once) == [False, False]
