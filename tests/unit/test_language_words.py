"""Terms in every kind of script."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.language.lists import known
from core.language.words import _terms_of, stop_words, terms, tokens


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "the foxes jumped", "A fox jumps"),
        ("en-GB", "it's Bitcoin's", "bitcoin"),
        ("de", "die Häuser", "ein Haus"),
        ("fr", "l'économie", "économies"),
        ("ru", "книги", "книга"),
        ("ko", "분석은", "분석을"),
        ("uk", "програмування", "програмуванням"),
        ("ja", "今日はビットコインです", "ビットコインについて"),
    ],
)
def test_forms_of_a_word_are_one_term(language: str, one: str, other: str) -> None:
    assert terms(one, language) == terms(other, language) != []


def test_numbers_are_kept_whole() -> None:
    assert terms("3.5 of 10,000", "en") == ["3.5", "10,000"]


def test_scripts_without_spaces_give_pairs_of_characters() -> None:
    assert terms("人工智能", "zh") == ["人工", "工智", "智能"]
    assert set(terms("我们讨论人工智能的问题", "zh")) >= {"讨论", "人工", "智能"}


def test_a_word_that_contains_a_function_word_stays_whole() -> None:
    assert terms("了解", "zh") == ["了解"]
    assert {"了解", "首都"} <= set(terms("我想了解首都的历史", "zh"))
    assert "解决" in terms("问题解决了", "zh")
    assert terms("ソフトウェア開発", "ja") == ["ソフトウェア", "開発"]
    assert "แวร์" in terms("ซอฟต์แวร์", "th")


def test_vowel_signs_belong_to_their_word() -> None:
    assert tokens("हिन्दी में किताब", "hi") == ["हिन्दी", "में", "किताब"]


@pytest.mark.parametrize("language", known())
def test_a_language_s_own_stop_words_leave_nothing(language: str) -> None:
    assert len(stop_words(language)) >= 60
    assert not [word for word in stop_words(language) if terms(word, language)]


def test_a_language_without_lists_still_gives_its_words() -> None:
    assert terms("Foo bar", "xx") == ["foo", "bar"]
    assert terms("Foo", "../../etc") == ["foo"]


@given(st.text(), st.sampled_from([*known(), "xx", ""]))
def test_any_text_gives_words_that_hold_something(text: str, language: str) -> None:
    assert all(term.strip() and term[0].isalnum() for term in terms(text, language))
    assert all(token in text for token in tokens(text, language))


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Threads that take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    with ThreadPoolExecutor(4) as pool:
        yield pool
    sys.setswitchinterval(before)


def test_texts_that_are_read_side_by_side_don_t_mix(threads: ThreadPoolExecutor) -> None:
    texts = [
        " ".join(f"{word}{end}" for end in ("ations", "ing", "ibly", "ness")) for word in ("gener", "relat", "conv")
    ]
    alone = [terms(text, "en") for text in texts]
    for _ in range(50):
        _terms_of.cache_clear()
        assert list(threads.map(terms, texts, ["en"] * len(texts))) == alone
