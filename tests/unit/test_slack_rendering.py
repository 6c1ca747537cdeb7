"""Ten thousand hostile titles and texts through the real renderer, read as Slack reads a message."""

import json
import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.slack.escaping import escaped, size
from adapters.slack.rendering import Post, one_post, posts
from core.thread.content import Block, Line, Span, Style, block, line, one_line
from tests.fakes.slack.blocks import checked
from tests.fakes.slack.mrkdwn import mrkdwn, shown
from tests.fakes.slack.posting import TEXT
from tests.fakes.slack.reading import in_blocks, objects
from tests.unit.hostile import ATTACKS, SCRIPTS, texts

OURS = "https://www.youtube.com/watch?v=aaaaaaaaaaa&t=15s"
SLACK = (
    "<!channel> <!here|here> <!everyone> <!subteam^S1|@team> <@U1> <@U1|ada> <#C1|general>",
    "<https://evil.example|safe> <mailto:a@evil.example|mail> <tel:+1|call>",
    "<!date^1392734382^{date}^https://evil.example|then>",
    "evil.com README.md sub.evil.co.uk/path?x=1#y EVIL.IO evil.com: (evil.com)",
    "&lt;!channel&gt; &amp;lt;!here&amp;gt; &&&&",
    "@channel @here @everyone #general :smile: :+1:",
    "*bold* _it_ ~no~ `code` ```pre``` > quote",
    "slack://open http:/evil.example https:evil.example HTTPS://evil.example/a|b",
    '"}]},{"type":"user","user_id":"U1"}',
    "\ud800 \udfff",
)
GIANTS = (
    "a" * 3500,
    "&" * 3500,
    "< " * 2000,
    "̈" * 3000 + "x",
    "👩‍👩‍👧‍👦" * 500,
    "。" * 3500,
    '"\\' * 2000,
)


def check(made: list[Post]) -> list[str]:
    """Check that messages hold every limit and do nothing of their own; return where their links lead."""
    leads: list[str] = []
    for post in made:
        assert 0 < size(post.text.strip()) <= TEXT - 1000
        json.dumps(post.blocks).encode()
        blocks = checked(list(post.blocks))
        assert all(size(str(each.get("text", ""))) <= 3000 for each in objects(blocks))
        found = in_blocks(blocks)
        assert not found.pings
        assert not found.channels
        leads += found.links
        in_text = mrkdwn(post.text, link_names=True)
        assert [*in_text.pings, *in_text.channels, *in_text.links] == [], post.text
    return leads


def hostile_block(chosen: random.Random) -> Block:
    def text() -> str:
        giant = chosen.choice(GIANTS) if chosen.random() < 0.02 else ""
        return " ".join([giant, *chosen.choices((*ATTACKS, *SCRIPTS, *SLACK), k=chosen.randint(1, 5))])

    return block(
        line(Style.TITLE, Span(text(), OURS)),
        line(Style.SMALL, text()),
        line(Style.HEADING, text(), Span("[0:15-1:02]", OURS)),
        line(Style.TEXT, text()),
        line(Style.QUOTE, f'"{text()}"', Span("0:15", OURS)),
        line(Style.ITEM, text(), Span("0:15", OURS)),
        line(Style.SMALL, text(), Span(text(), OURS)),
    )


@pytest.mark.parametrize("seed", range(3))
def test_hostile_messages(seed: int) -> None:
    chosen = random.Random(seed)  # noqa: S311 - the same ones each time
    for _ in range(143):
        made = hostile_block(chosen)
        leads = check(posts(made))
        assert set(leads) == {OURS}
        assert len(leads) == sum(bool(span.url) for each in made for span in each.spans)
        check([one_post(made)])


@given(texts)
def test_any_text_comes_back_as_it_is(text: str) -> None:
    assert shown(escaped(text)).replace("\u2060", "") == one_line(text).replace("\u2060", "")


@settings(deadline=None)
@given(st.lists(texts, min_size=1, max_size=8), st.sampled_from(list(Style)))
def test_nothing_is_lost_by_parting(paragraphs: list[str], style: Style) -> None:
    made = tuple(each for each in (line(style, text * 20) for text in paragraphs) if each.spans)
    shown = posts(made)
    check(shown)
    assert "".join("".join(words(shown)).split()) == "".join("".join(each.text for each in made).split())


def words(made: list[Post]) -> Iterator[str]:
    for post in made:
        yield from (str(each["text"]) for each in objects(list(post.blocks)) if isinstance(each.get("text"), str))


def long(style: Style, sentence: str, times: int) -> Line:
    return line(style, " ".join([sentence] * times))


def test_a_long_paragraph_is_parted_at_a_sentence() -> None:
    shown = posts((long(Style.TEXT, "The lamp turns in the night.", 250),))
    assert len(shown) == 3
    assert all(post.text.endswith("night.") for post in shown)
    assert all(size(post.text) > 2400 for post in shown[:-1])


@pytest.mark.parametrize(
    "sentence", ["灯台の灯は夜に回る。", "灯塔的灯在夜里转动。", "ประภาคารหมุนในเวลากลางคืน", "المنارة تدور في الليل؟"]
)
def test_in_any_script(sentence: str) -> None:
    shown = posts((line(Style.TEXT, sentence * 500),))
    assert len(shown) > 1
    assert "".join(words(shown)).replace(" ", "") == (sentence * 500).replace(" ", "")
    if sentence.endswith("。"):
        assert all(post.text.endswith("。") for post in shown)


def test_a_heading_stays_with_its_text_and_a_quote_is_never_parted() -> None:
    made = block(
        line(Style.HEADING, "The lamp"),
        long(Style.TEXT, "The lamp turns in the night.", 120),
        long(Style.QUOTE, "and it turns", 60),
    )
    shown = posts(made)
    assert shown[0].text.startswith("The lamp\nThe lamp turns")
    assert next(post.text for post in shown if "\n> " in f"\n{post.text}").count("and it turns") == 60


def test_a_reply_that_is_too_long_is_shortened_where_it_is_longest() -> None:
    made = block(
        line(Style.TITLE, Span("The lamp", OURS)), long(Style.TEXT, "It turns.", 600), line(Style.SMALL, "3 sections")
    )
    shown = one_post(made)
    assert shown.text.startswith("The lamp\nIt turns.")
    assert "…\n" in shown.text
    assert shown.text.endswith("3 sections")
    assert in_blocks(list(shown.blocks)).links == [OURS]


def test_many_short_lines_take_several_messages() -> None:
    made = tuple(line(style, "x") for _ in range(200) for style in (Style.SMALL, Style.TEXT))
    shown = posts(made)
    check(shown)
    assert len(list(words(shown))) == 400


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://x.example/> evil", "https://x.example/a b", ""])
def test_what_is_no_address_is_no_link(url: str) -> None:
    assert in_blocks(list(posts((line(Style.TEXT, Span("a moment", url)),))[0].blocks)).links == []
