"""Section summaries: what is chosen, and how it is shown."""

import pytest

from core.language.measure import length
from core.offline.material import material
from core.offline.summaries import chosen, summary
from tests.unit.offline_texts import DOUGH, OVEN, said, transcript


def written(captions: list[str], language: str = "en", first: int = 0, last: int | None = None) -> str:
    ready = material(transcript(captions, language))
    stretch = ready.stretch(first, len(captions) - 1 if last is None else last)
    return summary(chosen(stretch, ready.worth), ready.worth, language)


def test_a_summary_is_two_to_four_sentences_in_their_order() -> None:
    found = said(written(said(DOUGH, OVEN)))
    assert 2 <= len(found) <= 4
    places = [said(DOUGH, OVEN).index(sentence) for sentence in found]
    assert places == sorted(places)
    assert length(" ".join(found)) <= 90


def test_a_summary_says_what_is_said_in_its_stretch_only() -> None:
    assert "starter" not in written(said(DOUGH, OVEN), first=7)


def test_nothing_is_said_twice() -> None:
    found = written([*said(DOUGH), *said(DOUGH), *said(DOUGH)])
    assert len(said(found)) == len(set(said(found)))
    assert written(["A linen towel absorbs moisture."] * 3) == "A linen towel absorbs moisture."


def test_filler_and_beginnings_that_lean_on_nothing_are_gone() -> None:
    lines = [
        "So, um, the starter doubles its, uh, volume in four hours.",
        "And, you know, salt slows the fermentation of the dough down.",
        "Yeah.",
        "Okay.",
    ]
    assert written(lines) == (
        "The starter doubles its volume in four hours. Salt slows the fermentation of the dough down."
    )


def test_greetings_and_advertisements_are_left_out() -> None:
    lines = [
        "Hello everyone and welcome back to the bread channel.",
        *said(DOUGH),
        "This episode is brought to you by Sockland, the merino sock company.",
        "Use code BREAD for twenty percent off merino socks and more merino socks.",
        *said(OVEN),
        "Thanks for watching, and don't forget to subscribe.",
    ]
    found = written(lines)
    assert "sock" not in found
    assert "welcome" not in found
    assert "subscribe" not in found


@pytest.mark.parametrize(
    "worse",
    [
        "That linen towel absorbs the warm moisture of crumbs.",
        "Does a linen towel absorb the warm moisture of crumbs?",
        "A linen towel absorbs the warm moisture and",
        "A towel absorbs.",
        "A um linen towel, uh, absorbs the the um moisture of crumbs.",
        "A linen towel… absorbs the… warm moisture of crumbs.",
        "A linen towel... absorbs the... warm moisture of crumbs.",
        "Hello and welcome to the warm moisture of crumbs.",
        "Well, it was what it was, and so we did that.",
    ],
)
def test_what_stands_alone_is_worth_more(worse: str) -> None:
    ready = material(transcript(["A linen towel absorbs the warm moisture of crumbs.", *said(DOUGH), worse]))
    assert ready.worth.of(0) > ready.worth.of(len(ready.reading.sentences) - 1)


def test_what_leans_on_a_sentence_that_is_left_out_is_left_out_too() -> None:
    lines = [
        "The oven has a stone, and a tray for steam below the loaf, which bakes an hour each morning, before we open.",
        "My neighbour reads.",
        "It warms steam, stone, crust, tray, flour, rye, wheat, yeast, salt and loaf in the hot oven of the bakery.",
        "The crust of the loaf is brown as the oven is hot, and as the stone is, too, each morning, before we open it.",
        "Nobody came.",
    ]
    assert written(lines) == " ".join([lines[0], lines[3]])


def test_speech_without_marks_gets_capitals_and_full_stops() -> None:
    found = written(
        [
            "the dough has to rest for about an hour",
            "in a warm place so we put it near the",
            "oven and then i think we can shape the loaf",
        ]
    )
    assert found[0].isupper()
    assert found.endswith(".")
    assert " i " not in found


def test_one_endless_sentence_is_cut() -> None:
    found = written([" ".join(f"of the loaf{number}" for number in range(100)) + "."])
    assert 80 <= length(found) <= 90
    assert found.endswith("…")


@pytest.mark.parametrize(
    ("language", "clause", "pointing"),
    [
        (
            "en",
            "Which absorbs the moisture of crumbs in a towel.",
            "They absorb the moisture of crumbs in a towel.",
        ),
        ("de", "Weil das Leinentuch die Feuchte der Krume aufnimmt.", "Sie nehmen die Feuchte der Krume ins Tuch auf."),
    ],
)
def test_a_clause_stands_alone_even_less_than_what_points_back(language: str, clause: str, pointing: str) -> None:
    ready = material(transcript([*said(DOUGH), pointing, clause], language))
    count = len(ready.reading.sentences)
    assert ready.worth.of(count - 1) < ready.worth.of(count - 2)
    assert ready.worth.dangles(count - 1)
