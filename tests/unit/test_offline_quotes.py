"""Quotes: whole thoughts, word for word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language.measure import length
from core.laws.quotes import find_quote
from core.model import Transcript
from core.offline.material import material
from core.offline.quotes import quote
from core.offline.summaries import chosen
from tests.unit.offline_texts import DOUGH, OVEN, said, transcript


def quoted(whole: Transcript, first: int = 0, last: int | None = None) -> str:
    ready = material(whole)
    stretch = ready.stretch(first, len(whole.cues) - 1 if last is None else last)
    return quote(stretch, ready.worth, chosen(stretch, ready.worth))


def test_a_quote_stands_in_its_stretch_word_for_word() -> None:
    whole = transcript(said(DOUGH, OVEN))
    found = quoted(whole, 7, 12)
    assert 6 <= length(found) <= 40
    assert found in " ".join(cue.text for cue in whole.cues[7:])


def test_a_quote_runs_over_captions_but_not_over_speakers() -> None:
    whole = transcript(
        [
            ("Ann", "A baking stone stores the"),
            "heat of the oven for the loaf",
            ("Bob", "and steam in the oven keeps"),
            "the crust of the loaf soft",
        ]
    )
    texts = [cue.text for cue in whole.cues]
    found = quoted(whole)
    assert found
    assert found in " ".join(texts[:2]) or found in " ".join(texts[2:])


def test_the_summary_s_opening_is_not_said_again() -> None:
    whole = transcript(said(DOUGH))
    ready = material(whole)
    stretch = ready.stretch(0, len(whole.cues) - 1)
    opening = ready.reading.sentences[chosen(stretch, ready.worth)[0]].text
    assert opening not in quoted(whole)


def test_a_quote_begins_after_the_filler() -> None:
    lines = ["The bread rises slowly in the cold.", "Um, so, well, the baking stone stores the heat of the oven."]
    assert quoted(transcript(lines)) == "the baking stone stores the heat of the oven."


@pytest.mark.parametrize(
    "line",
    [
        "Why does the baking stone store the heat of the oven?",
        "(applause) The baking stone stores the heat of the oven",
        "Too short to quote.",
        "um uh um uh um uh um uh um uh um uh",
    ],
)
def test_what_is_not_worth_quoting_is_not_quoted(line: str) -> None:
    assert quoted(transcript(["The bread rises slowly in the cold.", line])) == ""


def test_a_quote_ends_inside_its_stretch() -> None:
    whole = transcript(
        ["Bread is good.", "A baking stone stores the heat", "of the oven for the loaf, all day.", "Yes."]
    )
    assert "oven" not in quoted(whole, 0, 1)


WORDS = st.sampled_from(["bread", "oven", "um", "and", "the", "stone.", "stores,", "heat", "so", "パン。", "は"])


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.lists(WORDS, min_size=1, max_size=14),
            st.sampled_from(["", "", ">>", "Ann"]),
        ),
        min_size=1,
        max_size=10,
    ),
    st.sampled_from(["en", "ja", "xx"]),
)
def test_every_quote_can_be_found_again_as_it_is(said_lines: list[tuple[list[str], str]], language: str) -> None:
    whole = transcript([(speaker, " ".join(words)) for words, speaker in said_lines], language)
    found = quoted(whole)
    if found:
        assert found in " ".join(cue.text for cue in whole.cues)
        assert find_quote(found, whole.cues, 0, len(whole.cues) - 1)
