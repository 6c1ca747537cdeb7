import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.written.replies import parse_json

REPLY = {
    "sections": [["1-4", "A title", 'He said "no" [twice] \\o/ {so}', "a quote"], ["5-9", "Another", "More.", "b"]]
}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(REPLY),
        "\ufeff " + json.dumps(REPLY, indent=2),
        f"```json\n{json.dumps(REPLY)}\n```",
        f"Sure! Here are the sections [as asked]:\n\n```\n{json.dumps(REPLY)}\n```\nAnything {{else}}?",
        f"<think>Maybe {{}} or [1]?</think>{json.dumps(REPLY)}",
    ],
)
def test_the_json_is_found_whatever_stands_around_it(text: str) -> None:
    assert parse_json(text) == REPLY


def test_of_what_is_cut_off_the_complete_part_is_kept() -> None:
    whole = json.dumps(REPLY)
    assert parse_json(whole[: whole.index("More.")]) == {"sections": REPLY["sections"][:1]}
    assert parse_json(whole[:-1]) == REPLY
    assert parse_json(whole[:20]) is None


@pytest.mark.parametrize(
    "text", ["", "I can't help with that.", "[" * 100_000, '{"a": ' * 50_000, '{"n": ' + "9" * 10_000, "{'a': 1}", "[}"]
)
def test_what_holds_none_is_none(text: str) -> None:
    assert parse_json(text) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)


@given(st.text(max_size=60) | json_values.map(json.dumps), st.integers(0, 60))
def test_any_text_is_survived(text: str, cut: int) -> None:
    parse_json(text)
    parse_json(text[:cut])
