"""The conclusion, the takeaways and the guests."""

import pytest

from core.drafts import Closing
from core.model import Transcript
from core.offline.conclusion import closing
from core.offline.guests import guests
from core.offline.material import material
from core.offline.themes import themes
from tests.unit.offline_texts import BREADS, DOUGH, OVEN, said, transcript


def closed(whole: Transcript, *ranges: tuple[int, int]) -> Closing:
    ready = material(whole)
    return closing(ready, [ready.stretch(first, last) for first, last in ranges])


def test_the_themes_are_those_of_every_part() -> None:
    ready = material(transcript(said(DOUGH, OVEN)))
    texts = [theme.text.lower() for theme in themes(ready, [ready.stretch(0, 6), ready.stretch(7, 12)], 4)]
    assert any("starter" in text or "sourdough" in text for text in texts)
    assert any("oven" in text or "baking stone" in text for text in texts)


def test_themes_come_in_the_order_of_the_video() -> None:
    ready = material(transcript(said(DOUGH, OVEN, OVEN, OVEN)))
    texts = [theme.text for theme in themes(ready, [ready.stretch(0, 6), ready.stretch(7, 24)], 5)]
    places = [" ".join(said(DOUGH, OVEN)).lower().find(text.lower()) for text in texts]
    assert min(places) < len(DOUGH) < max(places)
    assert [place < len(DOUGH) for place in places] == sorted((place < len(DOUGH) for place in places), reverse=True)


def test_the_conclusion_begins_with_what_is_said_and_ends_with_the_themes() -> None:
    found = closed(transcript(said(DOUGH, OVEN)), (0, 6), (7, 12)).text
    sentences = said(found.partition("Topics: ")[0])
    assert sentences
    assert found.count("Topics: ") == 1
    assert all(sentence in said(DOUGH, OVEN) for sentence in sentences)


@pytest.mark.parametrize(
    ("language", "put"), [("de", "Themen: "), ("ja", "話題："), ("ar", "المواضيع: "), ("zh", "主题：")]
)
def test_the_themes_are_put_in_the_language_of_the_transcript(language: str, put: str) -> None:
    lines = said(*BREADS[language])
    assert closed(transcript(lines, language), (0, len(lines) - 1)).text.rpartition(put)[1]


def test_takeaways_are_spread_over_the_video_and_new() -> None:
    whole = transcript(said(DOUGH, OVEN, DOUGH.replace("bread", "cake"), OVEN.replace("loaf", "cake")))
    found = closed(whole, (0, 12), (13, 25))
    cues = [takeaway.cue for takeaway in found.takeaways]
    assert 3 <= len(cues) <= 6
    assert cues == sorted(set(cues))
    assert cues[0] < 9
    assert cues[-1] > 16
    assert not any(takeaway.text in found.text for takeaway in found.takeaways)


def test_a_takeaway_is_not_a_question() -> None:
    question = "Why must the oven and its baking stone store so much heat for crust, loaf and steam number {}?"
    lines = [line for n in range(6) for line in (question.format(n), f"Bread is good for {n} of us.")]
    found = closed(transcript(lines), (0, len(lines) - 1))
    assert found.takeaways
    assert not any("?" in takeaway.text for takeaway in found.takeaways)


def test_three_cues_are_enough() -> None:
    found = closed(transcript(["Hey, this is a test", "of a very short video", "made up for bread"]), (0, 2))
    assert found.text
    assert len(found.takeaways) <= 3


@pytest.mark.parametrize(
    ("title", "description", "expected"),
    [
        ("Baking with Ada Byron", "", ("Ada Byron",)),
        ("Brot backen", "Heute mit Ada von Byron im Gespräch", ("Ada von Byron",)),
        ("Bread w/ Ada Byron", "Guest: Alan Mathison Turing", ("Ada Byron", "Alan Mathison Turing")),
        ("Baking with cold water", "with love from us", ()),
        ("Ada Byron on bread", "", ()),
    ],
)
def test_guests_are_named_as_guests(title: str, description: str, expected: tuple[str, ...]) -> None:
    assert guests(transcript(["Hello."], title=title, description=description)) == expected


def test_who_speaks_and_is_named_in_the_title_is_a_guest() -> None:
    whole = transcript([("Ada Byron", "Hello."), ("Bob", "Hi."), ("Cy Twombly", "Yes.")], title="Ada Byron on bread")
    assert guests(whole) == ("Ada Byron",)


def test_who_says_much_is_told() -> None:
    lines = [("Ada", said(DOUGH)[2]), ("Bob (baker)", said(OVEN)[1]), ("Cy", "Yes."), ("Ada", said(DOUGH)[3])]
    assert "Speakers: Ada, Bob." in closed(transcript(lines), (0, 3)).text


@pytest.mark.parametrize("names", [("Speaker 0", "Speaker 1"), (">>", ">>"), ("Ada", "Ada"), ("", "")])
def test_speakers_without_names_are_not_told(names: tuple[str, str]) -> None:
    lines = [(names[at % 2], line) for at, line in enumerate(said(DOUGH))]
    assert "Speakers" not in closed(transcript(lines), (0, len(lines) - 1)).text


def test_a_theme_is_told_by_the_phrase_that_says_it_most_exactly() -> None:
    lines = [
        "The seed bank is cold.",
        "A bank lends money.",
        "The seed bank keeps seed.",
        "Look at the seed bank.",
        "A bank.",
    ]
    ready = material(transcript(lines))
    assert themes(ready, [ready.stretch(0, 4)], 1)[0].text == "seed bank"
