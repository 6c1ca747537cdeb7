"""Titles that somebody could have written."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.language.lists import lists
from core.language.words import stop_words
from core.model import Transcript
from core.offline.material import material
from core.offline.titles import Titles
from tests.unit.offline_texts import BREADS, DOUGH, OVEN, said, transcript


def titles(whole: Transcript, *ranges: tuple[int, int]) -> list[str]:
    ready = material(whole)
    given_titles = Titles(ready.reading, ready.phrases)
    return [given_titles.of(ready.stretch(first, last)) for first, last in ranges]


def title(captions: Sequence[str | tuple[str, str]], language: str = "en", name: str = "A talk") -> str:
    return titles(transcript(captions, language, name), (0, len(captions) - 1))[0]


def test_each_stretch_is_named_for_what_is_said_there() -> None:
    dough, oven = titles(transcript(said(DOUGH, OVEN)), (0, 6), (7, 12))
    assert "Sourdough bread" in dough or "starter" in dough.lower()
    assert "oven" in oven.lower()


@pytest.mark.parametrize(
    ("language", "dough", "oven"),
    [
        ("ar", "الخميرة الطبيعية", "الفرن"),
        ("de", "Sauerteig", "Backofen"),
        ("es", "Masa madre", "Horno"),
        ("fr", "Levain", "Four"),
        ("hi", "प्राकृतिक खमीर", "ओवन"),
        ("it", "Lievito madre", "Forno"),
        ("ja", "天然酵母", "オーブン"),
        ("ko", "천연 효모", "오븐"),
        ("nl", "Zuurdesem", "Oven"),
        ("pl", "Zakwas", "Piekarnik"),
        ("ru", "Закваска", "Духовка"),
        ("sv", "Surdegen", "Ugnen"),
        ("tr", "Ekşi maya", "Fırın"),
        ("zh", "天然酵母", "烤箱"),
    ],
)
def test_titles_are_things_in_any_language(language: str, dough: str, oven: str) -> None:
    first, second = (said(text) for text in BREADS[language])
    count = len(first)
    found = titles(transcript([*first, *second], language), (0, count - 1), (count, count + len(second) - 1))
    assert re.match(rf"{dough}(?: |$|{lists(language).joiner})", found[0])
    assert re.match(rf"{oven}(?: |$|{lists(language).joiner})", found[1])


def test_a_name_is_spelled_as_it_is() -> None:
    assert title(["We moved to PostgreSQL last year.", "PostgreSQL is a database.", "I like PostgreSQL."]).startswith(
        "PostgreSQL"
    )
    lower = ["we moved to postgresql last year", "postgresql is a database", "i like postgresql"]
    assert title(lower, name="Why PostgreSQL wins").startswith("PostgreSQL")


def test_words_tied_by_a_hyphen_stay_together() -> None:
    lines = ["A sensor needs a multi-core chip.", "The multi-core chip is new.", "Every multi-core chip gets hot."]
    assert title(lines).startswith("Multi-core chip")
    phrases = {said_here.words for line in material(transcript(lines)).phrases.said for said_here in line}
    assert ("multi", "core") in phrases
    assert not phrases & {("multi",), ("core",), ("core", "chip")}
    assert "Peer-to-peer" in title(["Our peer-to-peer.", "The peer-to-peer.", "A peer-to-peer."])


def test_what_the_video_is_called_counts() -> None:
    lines = ["The starter and the crust.", "The crust and the starter."]
    assert title(lines, name="The perfect crust").startswith("Crust")
    assert title(lines, name="The perfect starter").startswith("Starter")


def test_what_is_said_here_alone_tells_more_than_what_is_said_everywhere() -> None:
    lines = ["The loaf and the stone.", "The loaf and the stone.", *["The loaf is big."] * 6]
    weights = material(transcript(lines)).stretch(0, 1).weights
    assert weights["stone"] > 1.5 * weights["loaf"]


def test_stretches_of_the_same_words_get_different_titles() -> None:
    lines = said(DOUGH) * 4
    found = titles(transcript(lines), *((7 * at, 7 * at + 6) for at in range(4)))
    assert len({one.casefold() for one in found}) == 4
    assert not any(one.endswith(")") for one in found)


def test_when_nothing_else_is_left_the_title_is_numbered() -> None:
    found = titles(transcript(["Bread."] * 3), (0, 0), (1, 1), (2, 2))
    assert found == ["Bread", "Bread (2)", "Bread (3)"]


def test_an_advertisement_gives_no_title() -> None:
    advert = [
        "This episode is brought to you by Sockland.",
        "Sockland makes merino socks, and Sockland socks are warm.",
        "Use code BREAD for twenty percent off your Sockland socks.",
    ]
    found = titles(transcript([*said(DOUGH) * 3, *advert, *said(OVEN) * 3]), (21, 41))[0]
    assert "sock" not in found.lower()


def test_a_stretch_without_words_has_a_title() -> None:
    assert title(["?!"]) == "?!"


TEXTS = st.text(alphabet="ab 。、がgる的th人工.-", min_size=1, max_size=90)
WORDS = st.sampled_from(["um", "the", "to", "bread", "oven", "quickly", "we", "flour", "that", "is", "12", "loaf's"])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=1, max_size=8))
def test_a_title_has_no_light_word_at_its_ends_where_there_are_others(lines: list[list[str]]) -> None:
    captions = [" ".join(line) + "." for line in lines]
    light = stop_words("en") | {"um"}
    if any(word not in light for line in lines for word in line):
        words = title(captions).lower().split()
        assert words[0] not in light
        assert words[-1] not in light


@settings(deadline=None, max_examples=40)
@given(st.lists(TEXTS, min_size=1, max_size=5), st.sampled_from(["en", "ja", "zh"]))
def test_titles_are_short(lines: list[str], language: str) -> None:
    captions = [" ".join(line.split()) for line in lines if line.split()]
    if captions:
        assert 0 < len(title(captions, language)) <= 61


def test_a_name_keeps_the_capital_of_its_first_word() -> None:
    lines = ["We trade with the People's Republic of China.", "The People's Republic of China buys our debt."]
    others = ["It is the people's money.", "And the people's debt is the people's risk.", "Ask the people's friends."]
    ready = material(transcript([*others[:1], *lines, *others[1:], *lines]))
    found = Titles(ready.reading, ready.phrases)
    written = {found.written(one) for one in found.ranked(ready.whole()) if "people's" in one.said.words}
    assert {"People's Republic of China", "people's debt"} <= written


def test_scraps_of_words_are_no_title() -> None:
    assert title(["is it bi or is it not", "it is bi and it was", "we went to the castle"]) == "Castle"


def test_a_title_is_what_comes_up_all_through_the_stretch() -> None:
    jar = "The starter needs the jar, a big jar."
    assert title([jar, "A starter needs warmth.", "Then the starter rests.", "We feed the starter."]) == "Starter"


def test_whoever_is_addressed_is_no_title() -> None:
    lines = [
        ("Ann", "Bob, the crust?"),
        ("Bob", "Ann, the crust is thin."),
        ("Ann", "I see, Bob."),
        ("Bob", "Yes, Ann."),
    ]
    assert title(lines) == "Crust"


def test_what_titles_said_before_recedes() -> None:
    first = ["The oven and the crust.", "An oven makes the crust.", "So the oven makes a crust."]
    last = ["The oven has the stone.", "An oven heats a stone.", "So the oven and the stone are hot."]
    assert titles(transcript(last), (0, 2)) == ["Stone and oven"]
    assert titles(transcript([*first * 3, *last]), (0, 2), (3, 5), (6, 8), (9, 11))[3] == "Stone"


def test_a_word_that_never_stands_like_a_noun_is_no_title_where_there_are_others() -> None:
    assert (
        title(["They enable it.", "The starter needs to enable it.", "A starter is warm.", "It is done."]) == "Starter"
    )


def test_a_longer_phrase_that_is_said_again_is_the_more_telling_one() -> None:
    lines = ["The bank lends.", "This is the seed bank.", "A seed bank keeps seed.", "The seed bank is cold.", "Look."]
    assert title(lines) == "Seed bank"
    assert title([*lines[:1], "This is the cold bank.", "A bank of seed.", "That bank is new."]).startswith("Bank")


def test_german_nouns_have_capitals_though_captions_have_none() -> None:
    assert title(["wir füttern heute den sauerteig", "der sauerteig ruht", "im glas wächst der sauerteig"], "de") == (
        "Sauerteig"
    )
    whole = transcript(["heute geht es um den ofen", "der ofen ist heiß", "und im ofen liegt das brot"] * 3, "de")
    ready = material(whole)
    found = Titles(ready.reading, ready.phrases)
    assert {"Ofen", "Brot"} <= {found.written(one) for one in found.ranked(ready.whole())}


def test_two_things_make_a_title_where_they_are_said_together_again() -> None:
    lines = ["The oven and the stone.", "An oven heats a stone.", "So the oven and the stone are hot."]
    assert title(lines) in {"Oven and stone", "Stone and oven"}
    apart = ["Look at the oven.", "It has a stone.", "The oven.", "The stone.", "An oven.", "A stone."]
    assert " and " not in title(apart)


@pytest.mark.parametrize(("language", "joined"), [("de", "Stein und Ofen"), ("es", "Horno y piedra")])
def test_two_things_are_joined_in_their_language(language: str, joined: str) -> None:
    lines = {
        "de": ["Der Ofen und der Stein.", "Der Ofen und dieser Stein.", "Im Ofen liegt der Stein."],
        "es": ["El horno y la piedra.", "El horno y esta piedra.", "En el horno hay una piedra."],
    }
    assert title(lines[language], language) == joined


def test_two_things_that_make_a_phrase_are_said_as_one() -> None:
    lines = ["The rye and the dough.", "A rye, a dough.", "So the rye and the dough rest."]
    assert title(lines) in {"Rye and dough", "Dough and rye"}
    assert title([*lines, "We like dough of rye."]) == "Dough of rye"


def test_what_a_title_said_before_is_no_second_thing() -> None:
    oven = ["The oven and the crust.", "An oven makes the crust.", "So the oven makes a crust."]
    steam = ["The steam and the oven.", "A steam, an oven.", "So the steam and the oven."]
    first, second = titles(transcript([*oven, *steam]), (0, 2), (3, 5))
    assert "ven" in first
    assert second == "Steam"


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=9), min_size=2, max_size=8), st.sampled_from(["en", "de", "fr"]))
def test_a_title_has_only_words_that_were_said_and_none_is_given_twice(lines: list[list[str]], language: str) -> None:
    captions = [" ".join(line) + "." for line in lines]
    found = titles(transcript(captions, language), *((at, at) for at in range(len(captions))))
    said_words = {word for line in lines for word in line} | set(lists(language).joiner.split())
    assert len({one.casefold() for one in found}) == len(found)
    for one in found:
        assert set(re.sub(r" \(\d+\)$", "", one).rstrip(".").lower().split()) <= said_words
