"""What is taken out of speech before it is shown, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.leads import asks, bound, broken, dangles, starts_anew, unfinished, without_leads
from core.language.lists import known
from core.language.shown import capitalised, shown


@pytest.mark.parametrize(
    ("language", "said", "expected"),
    [
        ("en", "So um , we 're we 're baking it , but um it 's late", "We're baking it, but it's late."),
        ("en", "Yeah, you know, I mean, it's a good oven, right?", "It's a good oven."),
        ("en", "So far, we have had had no luck", "So far, we have had no luck."),
        ("en", "And the bakers, like, said no.", "The bakers said no."),
        ("en", "Do you know what yeast is?", "Do you know what yeast is?"),
        ("en", "It was a long, long walk.", "It was a long, long walk."),
        ("en", "Uh, um.", ""),
        ("en", "The crust (laughter) is brown.", "The crust is brown."),
        ("en", "It runs on C# and .NET", "It runs on C# and .NET."),
        ("en", "iPhones are ovens -", "iPhones are ovens."),
        ("en", "We are improving. several things", "We are improving several things."),
        ("en", "The U.S. government vs. the rest", "The U.S. government vs. the rest."),
        ("en", "So it's… it's the… the main point", "It's the main point."),
        ("en", "It took 15minutes and 3million", "It took 15 minutes and 3 million."),
        ("en", "I like 3blue1brown and 4chan", "I like 3blue1brown and 4chan."),
        ("de", "Und zwar dieser Teig ruht", "Dieser Teig ruht."),
        ("de", "Und zwar gibt es Brot", "Und zwar gibt es Brot."),
        ("de", "Am 3. september gab es Brot", "Am 3. september gab es Brot."),
        ("de", "Ja, also ähm dann backen wir mal los", "Dann backen wir mal los."),
        ("de", "Und und das ist die Frage", "Das ist die Frage."),
        ("fr", "Euh, donc, le pain est est bon", "Le pain est bon."),
        ("es", "bueno, pues, el pan está listo", "El pan está listo."),
        ("ja", "えーとそれでは、今日は えー パンの話をします", "今日はパンの話をします。"),
        ("zh", "那么，嗯，我们来看 这个问题 呃", "我们来看这个问题。"),
        ("zh", "我们要看金额和额外的费用", "我们要看金额和额外的费用。"),
        ("hi", "यह रोटी है", "यह रोटी है।"),
        ("id", "jalan jalan ke pasar", "Jalan jalan ke pasar."),
        ("xx", "something else", "Something else."),
    ],
)
def test_a_spoken_sentence_reads_well(language: str, said: str, expected: str) -> None:
    assert shown(said, language) == expected


def test_names_are_spelled_in_a_transcript_of_lower_case() -> None:
    names = {"rust": "Rust", "nasa": "NASA"}
    assert shown("and i'm told nasa likes rust", "en", names) == "I'm told NASA likes Rust."


def test_a_sentence_that_points_back_is_known() -> None:
    assert dangles("That's why it rose.", "en")
    assert dangles("それは違います", "ja")
    assert not dangles("Yeast is why it rose.", "en")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "what is a lively starter"),
        ("de", "wie heiß wird der ofen"),
        ("fr", "comment nourrir le levain"),
        ("es", "qué es la masa madre"),
        ("ru", "почему тесто поднимается"),
        ("pl", "dlaczego ciasto rośnie"),
        ("hi", "क्या ओवन गर्म है"),
        ("ja", "オーブンは熱いですか"),
        ("ko", "오븐은 뜨거운가요"),
        ("zh", "烤箱热吗"),
    ],
)
def test_a_question_without_a_mark_is_known(language: str, text: str) -> None:
    assert asks(text, language)


@pytest.mark.parametrize(
    ("language", "text", "lacking"),
    [
        ("de", "Für die kleine Geschichtsstunde.", True),
        ("de", "Für die Kruste ist das gut.", False),
        ("en", "Steam in the oven.", True),
        ("en", "Steam is in the oven.", False),
        ("en", "if it is going to rise in the oven", True),
        ("en", "If it rises, the oven is hot.", False),
        ("fr", "quand le levain est actif", True),
        ("es", "si la masa madre está activa", True),
        ("ko", "소금은 발효를 늦춥니다.", False),
        ("es", "La sal frena la fermentación.", False),
    ],
)
def test_what_lacks_a_verb_or_its_main_clause_is_known(language: str, text: str, lacking: bool) -> None:  # noqa: FBT001 - expected
    assert unfinished(text, language) is lacking


def test_a_sentence_without_its_subject_is_known() -> None:
    assert dangles("Habe einen Ofen gebaut.", "de")
    assert dangles("Was going to bake.", "en")
    assert not dangles("Wir haben einen Ofen gebaut.", "de")


@pytest.mark.parametrize("text", ["", " ", "…", "ß", "ǆ x", "12 loaves"])
def test_capitals_never_change_how_many_characters_there_are(text: str) -> None:
    assert len(capitalised(text)) == len(text)


@given(st.text(), st.sampled_from([*known(), "xx", ""]))
def test_any_text_is_shown_on_one_line_or_not_at_all(text: str, language: str) -> None:
    found = shown(text, language, {})
    assert found == " ".join(found.split())
    assert not found or any(map(str.isalnum, found))


@given(st.text(alphabet=" ab,.anduhsoé。、のえー", max_size=40), st.sampled_from(["en", "ja", "fr"]))
def test_what_is_shown_comes_from_what_was_said(text: str, language: str) -> None:
    assert {c.lower() for c in shown(text, language) if c.isalnum()} <= {c.lower() for c in text}


@pytest.mark.parametrize("text", [". so", ", and so", "…", " ", "—", "so .", "? well", "。那么", "»", ". so we begin"])
@pytest.mark.parametrize("language", ["en", "de", "zh", "xx"])
def test_how_a_sentence_begins_is_told_of_any_text(text: str, language: str) -> None:
    assert isinstance(without_leads(text, language), str)
    for tell in (dangles, bound, asks, unfinished, broken):
        assert tell(text, language) in {True, False}
    for other in (text, "so we begin", " ", "."):
        assert starts_anew(text, other, language) in {True, False}
        assert starts_anew(other, text, language) in {True, False}
