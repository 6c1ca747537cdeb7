"""Notes on a transcript, kept as codes and told in each language."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.notes import Note, parse_note
from core.thread.words import LANGUAGES, words

DETAILS = {
    Note.LEFT_OUT: (12,),
    Note.REPEATED: ("1:02", "3:04"),
    Note.TIMES_USELESS: (),
    Note.TIMES_ESTIMATED: (),
    Note.TWO_LANGUAGES: ("de", "pt-BR"),
    Note.NOT_IN_LANGUAGE: ("fr", "en"),
    Note.KEY_MOMENTS: (),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("note", Note)
def test_every_note_is_told_in_every_language_with_its_details(language: str, note: Note) -> None:
    told = words(language).told(note.of(*DETAILS[note]))
    assert re.fullmatch(r"[A-ZÄÖÜ].+\.", told)
    assert not re.search(r"[{}|]", told)
    assert all(str(detail) in told for detail in DETAILS[note])
    assert language == "en" or told != words("en").told(note.of(*DETAILS[note]))


@pytest.mark.parametrize("note", Note)
def test_a_note_that_another_version_kept_with_fewer_details_is_told(note: Note) -> None:
    assert words("en").told(note).endswith(".")


@pytest.mark.parametrize(
    "text", ["1 broken caption was left out", "The model slept.", "unknown_code|5", "", "a|b", "{0}"]
)
def test_a_sentence_is_told_as_it_is(text: str) -> None:
    assert parse_note(text) is None
    assert words("de").told(text) == text


@given(st.sampled_from(Note), st.lists(st.text(st.characters(exclude_characters="\n")), max_size=3))
def test_what_is_kept_is_read(note: Note, details: list[str]) -> None:
    assert parse_note(note.of(*details)) == (note, [detail.replace("|", "/") for detail in details])
