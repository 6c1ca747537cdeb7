"""Ten thousand hostile titles and texts through the real renderer, read as Discord reads a message."""

import random
import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord.escaping import escaped, size
from adapters.discord.rendering import LONGEST, LONGEST_NAME, one_piece, pieces, thread_name
from core.thread.content import Block, Line, Span, Style, block, line, one_line
from tests.unit.hostile import ATTACKS, SCRIPTS, texts

OURS = "https://www.youtube.com/watch?v=aaaaaaaaaaa&t=15s"
DISCORD = (
    "https://discord.gg/evil discord.gg/evil discord.com/invite/evil",
    "<@1> <@!1> <@&2> <#3> </ask:4> <id:customize> <t:1618953630:R> <:smile:5> <a:x:6> :smile: :100:",
    "@everyone @here @\u200beveryone @\u2060here",
    "||spoiler|| -# small ### heading >>> quote",
    "[safe](https://evil.example) [https://a.example](<https://evil.example>) \\[x](https://evil.example)",
    "](<https://evil.example>) [x](<" + OURS + ">)",
    "`" * 3 + "js\nalert(1)\n" + "`" * 3,
    "\\" * 7 + "*x*" + "\\",
    "tel:+123 mailto:a@evil.example steam://run/1 <tel:+1> http://\u200bevil.example ht\u00adtps://evil.example",
    "a" * 2500,
    "̈" * 700 + "x",
    "👩‍👩‍👧‍👦" * 300,
    "。" * 900,
    "\ud800 \udfff",
)
_ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
_LINK = re.compile(r"\[((?:[^\[\]]|\x00)*?)\]\(<([^<>\s]+)>\)")
_LIVE = re.compile(r"https?://|discord\.gg/|discord\.com/invite/|<[@#/:a-z]|:\w+:|\[|\]|`|\|\||\*|_|~~|@everyone|@here")
_OPENER = re.compile(r"(?m)^(#{1,3} |>{1,3} |-# |[-*+] |\d+[.)] )")


def read(message: str) -> tuple[str, list[str]]:
    """Return what of a message could still be markup, and where its links lead, as Discord's parser sees it.

    A sign behind a backslash is text (rule `escape` of simple-markdown, which Discord's clients extend); it is taken
    away with a sign that means nothing.
    """
    bare = _ESCAPE.sub("\x00", message)
    links = [match[2] for match in _LINK.finditer(bare)]
    return _LINK.sub("\x00", bare), links


def check(messages: list[str]) -> list[str]:
    """Check that nothing but our own markup is in messages; return where their links lead."""
    leads: list[str] = []
    for message in messages:
        assert 0 < size(message.strip()) <= LONGEST
        bare, links = read(message)
        leads += links
        for row in bare.split("\n"):
            rest = _OPENER.sub("", row, count=1)
            assert not _OPENER.match(rest), row
            assert not (live := _LIVE.search(rest)), (live, row)
    return leads


def hostile_block(chosen: random.Random) -> Block:
    def text() -> str:
        return " ".join(chosen.choices((*ATTACKS, *SCRIPTS, *DISCORD), k=chosen.randint(1, 5)))

    return block(
        line(Style.TITLE, Span(text(), OURS)),
        line(Style.HEADING, text(), Span("[0:15-1:02]", OURS)),
        line(Style.TEXT, text()),
        line(Style.QUOTE, f'"{text()}"', Span("0:15", OURS)),
        line(Style.ITEM, text(), Span("0:15", OURS)),
        line(Style.SMALL, text()),
    )


@pytest.mark.parametrize("seed", range(3))
def test_hostile_messages(seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311 - the same ones each time
    for _ in range(170):
        made = hostile_block(chosen)
        leads = check(pieces(made))
        assert set(leads) == {OURS}
        assert len(leads) == sum(bool(span.url) for each in made for span in each.spans)
        check([one_piece(made)])
        assert 0 < size(thread_name(made[0].text, "x")) <= LONGEST_NAME


@given(texts)
def test_any_text_comes_back_as_it_is(text: str) -> None:
    line_of = one_line(text)
    assert _ESCAPE.sub(r"\1", escaped(line_of)) == re.sub("[\u00ad\u180e\u200b\u2060-\u2064\ufeff]", "", line_of)


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=8), st.sampled_from(list(Style)))
def test_nothing_is_lost_by_parting(paragraphs: list[str], style: Style) -> None:
    made = tuple(each for each in (line(style, text * 20) for text in paragraphs) if each.spans)
    before = {Style.TITLE: "## ", Style.HEADING: "### ", Style.QUOTE: "> ", Style.ITEM: "- ", Style.SMALL: "-# "}
    shown = pieces(made)
    check(shown)
    words = "".join(row.removeprefix(before.get(style, "")) for piece in shown for row in piece.split("\n"))
    wanted = "".join(escaped(each.text) for each in made)
    assert _ESCAPE.sub(r"\1", "".join(words.split())) == _ESCAPE.sub(r"\1", "".join(wanted.split()))


def long(style: Style, sentence: str, times: int) -> Line:
    return line(style, " ".join([sentence] * times))


def test_a_long_paragraph_is_parted_at_a_sentence() -> None:
    shown = pieces((long(Style.TEXT, "The lamp turns in the night.", 200),))
    assert len(shown) == 3
    assert all(piece.endswith("night.") for piece in shown)
    assert all(size(piece) > 1900 for piece in shown[:-1])


@pytest.mark.parametrize(
    "sentence", ["灯台の灯は夜に回る。", "灯塔的灯在夜里转动。", "ประภาคารหมุนในเวลากลางคืน", "المنارة تدور في الليل؟"]
)
def test_in_any_script(sentence: str) -> None:
    shown = pieces((line(Style.TEXT, sentence * 400),))
    assert len(shown) > 1
    assert "".join(shown).replace(" ", "") == (sentence * 400).replace(" ", "")
    if sentence.endswith("。"):
        assert all(piece.endswith("。") for piece in shown)


def test_a_heading_stays_with_its_text_and_a_quote_is_never_parted() -> None:
    made = block(
        line(Style.HEADING, "The lamp"),
        long(Style.TEXT, "The lamp turns in the night.", 80),
        long(Style.QUOTE, "and it turns", 40),
    )
    shown = pieces(made)
    assert shown[0].startswith("### The lamp\nThe lamp turns")
    assert next(piece for piece in shown if "\n> " in f"\n{piece}").count("and it turns") == 40


def rows(messages: list[str]) -> Iterator[str]:
    for message in messages:
        yield from message.split("\n")


def test_paragraphs_that_fit_are_moved_whole() -> None:
    made = tuple(long(Style.TEXT, f"Paragraph {n} of the talk.", 30) for n in range(12))
    assert list(rows(pieces(made))) == [each.text for each in made]


def test_a_reply_that_is_too_long_is_shortened_where_it_is_longest() -> None:
    made = block(
        line(Style.TITLE, Span("The lamp", OURS)), long(Style.TEXT, "It turns.", 400), line(Style.SMALL, "3 sections")
    )
    shown = one_piece(made)
    assert shown.startswith("## [The lamp]")
    assert "…\n" in shown
    assert shown.endswith("3 sections")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x.example/>) evil", "https://x.example/a b", ""])
def test_what_is_no_address_is_no_link(url: str) -> None:
    assert "](" not in pieces((line(Style.TEXT, Span("a moment", url)),))[0]


def test_a_letter_marked_over_and_over_is_parted_too() -> None:
    shown = pieces((line(Style.TEXT, "x" + "\u0308" * 5000),))
    check(shown)
    assert "".join(shown) == "x" + "\u0308" * 5000
    assert len(shown) <= 6
