import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tags import language_tag


@pytest.mark.parametrize(
    ("given_as", "tag"),
    [
        *(("de", "de"), ("DE", "de"), (" pt_br ", "pt-BR"), ("zh-hans", "zh-Hans"), ("es-419", "es-419")),
        *(("sr-latn-rs", "sr-Latn-RS"), ("yue", "yue"), ("ca-VALENCIA", "ca-valencia")),
    ],
)
def test_a_code_is_written_as_bcp_47_has_it(given_as: str, tag: str) -> None:
    assert language_tag(given_as) == tag


@pytest.mark.parametrize(
    "text", ["", "auto", "klingon", "d", "de-", "../../x", "de; and more", "日本", "de" + "-abcde" * 9]
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert language_tag(text) == ""


@given(st.text())
def test_whatever_is_given_a_tag_stays_itself(text: str) -> None:
    assert language_tag(language_tag(text)) == language_tag(text)
