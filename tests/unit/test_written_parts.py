import json
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drafts import Batch, Draft
from core.model import Section
from core.written.closing import closing_of, listing
from core.written.drafting import drafts_of
from core.written.languages import speaks_another
from core.written.merging import merging
from core.written.moments import moment
from core.written.naming import names_hint, short_title
from core.written.prompts import PromptTemplate, PromptWrong, load
from core.written.tokens import estimate
from core.written.windows import windows_of
from tests.fakes.talk import talk
from tests.unit.test_written_replies import json_values

TALK = talk(6)
(WINDOW,) = windows_of(TALK)
LINES = len(WINDOW.lines)
SUMMARY = "The first part tells what the wheel is made of and how it is kept in shape over the years."


def row(lines: str, title: str = "A title", summary: str = SUMMARY) -> list[str]:
    return [lines, title, summary, "a quote"]


def drafts(*rows: object) -> list[Draft] | None:
    return drafts_of(json.dumps({"sections": rows}), WINDOW, TALK.cues, "en")


def ranges(*rows: object) -> list[tuple[int, int]]:
    return [(draft.first, draft.last) for draft in drafts(*rows) or ()]


def lines(first: int, last: int) -> tuple[int, int]:
    return WINDOW.lines[first - 1].first, WINDOW.lines[last - 1].last


def test_lines_become_cues() -> None:
    assert ranges(row("1-5"), row(f"6-{LINES}")) == [lines(1, 5), lines(6, LINES)]
    assert ranges(row("1"), row("6")) == [lines(1, 5), lines(6, LINES)], "a section without an end lasts until the next"
    assert ranges(row(f"6–{LINES}"), row("lines 1 to 5")) == [lines(1, 5), lines(6, LINES)]
    assert ranges([1, 5, "T", SUMMARY, "q"], {"first": 6, "last": LINES, "title": "U", "summary": SUMMARY, "quote": ""})
    assert ranges(row(f"0-{LINES + 3}")) == [lines(1, LINES)]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [row("90-99")],
        [row("1-2")],
        [row("none")],
        [row(f"1-{LINES}", summary="")],
        [row(f"{at}-{at}") for at in range(1, LINES + 1)],
        [row(f"1-{LINES}", summary="Tässä osassa kerrotaan, miten se on tehty ja miksi se on niin tärkeää kaikille.")],
        [["1", "2"]],
        ["1-5"],
    ],
)
def test_what_does_not_tell_the_window_is_no_reply(rows: list[object]) -> None:
    assert drafts(*rows) is None


rows = st.lists(st.one_of(st.integers(-3, 40), st.text(max_size=8), st.just(SUMMARY)), max_size=6)


@given(st.one_of(json_values, st.builds(lambda some: {"sections": some}, st.lists(rows, max_size=5))))
def test_any_reply_is_nothing_or_covers_the_window(value: object) -> None:
    found = drafts_of(json.dumps(value), WINDOW, TALK.cues, "en")
    assert found is None or [at for draft in found for at in range(draft.first, draft.last + 1)] == list(
        range(WINDOW.first, WINDOW.last + 1)
    )


SECTIONS = (
    Section("The wheel", 0.0, 60.0, SUMMARY, None, 0, 20),
    Section("The frame", 60.0, 360.0, SUMMARY, None, 21, len(TALK.cues) - 1),
)


def test_a_closing_is_read_and_its_takeaways_placed() -> None:
    said = TALK.cues[40].text
    reply = {
        "conclusion": SUMMARY,
        "takeaways": [["2", said], [said, 1], ["9", "no such section"], ["1"], "2", ["1", "Zymurgy quixotically"]],
        "guests": ["Ada Quill", 7],
    }
    found = closing_of(json.dumps(reply), TALK, "en", SECTIONS)
    assert found
    assert found.text == SUMMARY
    assert found.guests == ("Ada Quill",)
    assert [takeaway.text for takeaway in found.takeaways] == [said, said, "Zymurgy quixotically"]
    in_second, in_first, nowhere = (takeaway.cue for takeaway in found.takeaways)
    assert in_second >= 21
    assert in_first <= 20
    assert nowhere == 0


@pytest.mark.parametrize(
    "reply",
    [
        "",
        "[]",
        '{"conclusion": "Short."}',
        '{"takeaways": []}',
        '{"conclusion": 7}',
        json.dumps({"conclusion": "Tässä osassa kerrotaan, miten se on tehty ja miksi se on niin tärkeää kaikille."}),
    ],
)
def test_a_closing_that_says_nothing_is_none(reply: str) -> None:
    assert closing_of(reply, TALK, "en", SECTIONS) is None


@given(json_values, json_values)
def test_any_closing_is_survived(takeaways: object, guests: object) -> None:
    reply = json.dumps({"conclusion": SUMMARY, "takeaways": takeaways, "guests": guests})
    assert closing_of(reply, TALK, "en", SECTIONS)


def test_the_listing_is_bounded_however_many_sections_there_are() -> None:
    assert f"2 The frame: {SUMMARY}" in listing(TALK, SECTIONS)
    many = [Section(f"Part {at}", 0.0, 1.0, SUMMARY * 3, None, 0, 1) for at in range(60)]
    text = listing(TALK, many)
    assert "60 Part 59" in text
    assert estimate(text) < 900


def test_a_takeaway_leads_to_the_words_it_comes_from() -> None:
    (section,) = (Section("All", 0.0, 360.0, "", None, 0, len(TALK.cues) - 1),)
    at = 60
    found = moment(" ".join(cue.text for cue in TALK.cues[at : at + 3]), TALK, section)
    assert abs(found - at) <= 3


async def one_by_one(batches: tuple[list[Draft], ...]) -> AsyncIterator[Batch]:
    for batch in batches:
        yield Batch(tuple(batch))


async def merged(*batches: list[Draft], in_doubt: set[int]) -> list[tuple[int, int, str]]:
    found = merging(one_by_one(batches), TALK.cues, in_doubt)
    return [(draft.first, draft.last, draft.title) async for batch in found for draft in batch.drafts]


async def test_one_topic_cut_in_two_becomes_one_where_that_was_in_doubt() -> None:
    first = [Draft(0, 9, "Opening", "a", "q"), Draft(10, 19, "The wheel of old", "b", "q")]
    second = [Draft(20, 29, "The old wheel", "c", "q"), Draft(30, 39, "Closing", "d", "q")]
    both = (10, 29, "The wheel of old")
    assert await merged(first, second, in_doubt={20}) == [(0, 9, "Opening"), both, (30, 39, "Closing")]
    assert len(await merged(first, second, in_doubt=set())) == 4
    other = [Draft(20, 29, "A frame of steel", "c", "q")]
    assert len(await merged(first, other, in_doubt={20})) == 3
    assert len(await merged(first, in_doubt={20})) == 2


TOLD = {
    "en": "The speaker explains how the wheel is built and why the spokes have to be of the same tension before use.",
    "de": "Hier wird erklärt, wie das Rad gebaut wird und warum die Speichen alle gleich gespannt sein müssen.",
    "pt": "Nesta parte explica-se como a roda é construída e por que os raios precisam de ter a mesma tensão.",
    "es": "En esta parte se explica cómo se construye la rueda y por qué los radios deben tener la misma tensión.",
    "da": "I denne del forklares det, hvordan hjulet bygges, og hvorfor egerne skal have den samme spænding.",
    "ru": "В этой части объясняется, как строится колесо и почему спицы должны быть натянуты одинаково.",
    "ja": "この部分では、車輪がどのように作られるか、そしてなぜスポークの張力が同じでなければならないかが"
    "説明されています。使う前に必ず確認してください。",
}


@pytest.mark.parametrize("language", TOLD)
def test_the_language_asked_for_is_told_from_another(language: str) -> None:
    taken = {asked for asked in TOLD if not speaks_another(TOLD[language], asked)}
    assert language in taken
    assert taken <= {language} or taken == {"pt", "es"}, "a sentence may not be enough for neighbours"


def test_in_doubt_it_is_the_language_asked_for() -> None:
    assert not speaks_another("OK, OpenAI GPT.", "de")
    assert not speaks_another(TOLD["en"], "sw"), "a language that we have no words of"
    assert not speaks_another("Овде се објашњава како се прави точак и зашто жбице морају бити затегнуте.", "sr")
    assert not speaks_another(TOLD["pt"], "pt-BR")


def test_prompts_have_exactly_their_variables() -> None:
    assert load("closing", "title", "language").fill(title="$x {y}", language="de").startswith("Sections of")
    with pytest.raises(PromptWrong, match=r"lacks \$name"):
        PromptTemplate("Hello $you", frozenset({"you", "name"}))
    with pytest.raises(PromptWrong, match=r"has the unknown \$you"):
        PromptTemplate("Hello $you", frozenset())
    with pytest.raises(PromptWrong, match="begins no variable"):
        PromptTemplate("It costs 5 $.", frozenset())
    assert PromptTemplate("Say $a, pay $$5", frozenset({"a"})).fill(a="$b ${c}") == "Say $b ${c}, pay $5"


def test_names_are_hinted_as_they_are_spelled() -> None:
    video = talk(
        1, description="In this one we talk with Björn Ångström, Mary Ann Evans and Ada Quill.\nhttps://x.y"
    ).video
    assert names_hint(video) == " (with Björn Ångström, Mary Ann Evans)"
    assert names_hint(talk(1).video) == ""
    assert short_title(video) == "Old crafts, new hands, with Ada Quill"
