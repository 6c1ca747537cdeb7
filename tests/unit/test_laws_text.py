import re

from hypothesis import example, given
from hypothesis import strategies as st

from core.laws.text import clip, plain, plain_title

pieces = st.sampled_from(
    ["@", "everyone", "<", ">", "!", "channel", "[a](b)", "https://evil.io", "http", "s://", "www."]
)
marks = st.sampled_from(["(", ")", "[", "]", "|", " ", "`", "**", "#", "\n", "x@y.org", "b.tc/x", "javascript:"])
hidden = st.sampled_from(["\u202e", "\u200b", "e\u0301", "\ufeff", "mailto:"])
texts = st.one_of(st.text(max_size=80), st.lists(pieces | marks | hidden, max_size=12).map("".join))


@given(texts)
@example("h[x](y)ttps://evil.io")
@example("<<@1>@everyone>")
@example("@\u202e@everyone")
def test_nothing_in_plain_text_pings_links_or_hides(text: str) -> None:
    found = plain(text)
    assert plain(found) == found
    assert not re.search(r"\bhttps?://|\bwww\.|\bmailto:", found)
    assert "@everyone" not in found
    assert "<@" not in found
    assert "<!" not in found
    assert not re.search(r"\[[^\[\]]*\]\([^()\s]*\)", found)
    assert not any(mark in found for mark in "\u202e\u200b\ufeff\n\x00")


def test_words_stay_and_addresses_go() -> None:
    assert (
        plain("See [the  paper](https://evil.io) or\nhttps://evil.io/x, and <https://a.b|this>.")
        == "See the paper or and this."
    )
    assert (
        plain("Ask <@123>, <!here> or @everyone about 3 < 4 and TCP/IP") == "Ask , or everyone about 3 < 4 and TCP/IP"
    )
    assert plain("**Bold** `code` at b.tc/amsterdam") == "Bold code at b.tc / amsterdam"
    assert plain("می\u200cخواهم 👩\u200d🔬 हिन्दी ไทย") == "می\u200cخواهم 👩\u200d🔬 हिन्दी ไทย"


def test_a_title_is_a_title() -> None:
    assert plain_title("## 3. “Why chips matter.”") == "Why chips matter"
    assert plain_title("- The 'best' of it:") == "The 'best' of it"
    assert len(plain_title("word " * 100)) <= 100


@given(st.text(min_size=1, max_size=400), st.integers(20, 200))
def test_a_clipped_text_holds_its_limit_and_shows_the_cut(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert len(clipped) <= limit
    assert clipped == text or clipped.endswith("…")


@given(pieces, st.integers(1, 400))
def test_markup_within_markup_is_plain_however_deep_it_is(piece: str, depth: int) -> None:
    for nested in ("<" * depth + piece + ">" * depth, "[" * depth + piece + "](b)" * depth, ("[" + piece) * depth):
        assert plain(plain(nested)) == plain(nested)
        assert "](" not in plain(nested)
