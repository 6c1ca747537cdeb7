import re
from collections.abc import Iterator

from hypothesis import example, given
from markdown_it import MarkdownIt
from markdown_it.token import Token

from core.model import TranscriptKind
from core.progress import Found
from core.thread.content import Block, Span, Style, block, line
from core.thread.markdown import markdown
from core.thread.parts import thread
from tests.fakes.desk import BREAD, LINK, summary_of
from tests.unit.hostile import texts

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TAGS = {
    Style.TITLE: ["h1"],
    Style.HEADING: ["h2"],
    Style.TEXT: ["p"],
    Style.QUOTE: ["blockquote", "p"],
    Style.ITEM: ["ul", "li", "p"],
    Style.SMALL: ["p"],
}


def test_a_whole_thread() -> None:
    found = Found(BREAD, "en", TranscriptKind.AUTOMATIC, 12)
    assert markdown(thread(found, summary_of(BREAD), "en")) == (
        f"""# [How bread rises, and why it sometimes doesn't]({LINK})

by The Kitchen Table · w/ Ada Baker · Jan 20, 2024 · 15:33 · automatic captions (en)

## What yeast does in the dough  [\\[0:00-6:52\\]]({LINK}&t=0s)

Yeast eats the sugar that the flour sets free and breathes out gas. The gas stays in the dough because the gluten \
holds it, as a balloon would. Warmth makes all of it faster, up to a point.

> "a dough is a room full of very small balloons"  [1:35]({LINK}&t=95s)

## When a loaf stays flat  [\\[6:52-15:33\\]]({LINK}&t=412s)

Water that is too hot kills the yeast, and salt on top of it slows it down. A dough that rose for too long has no \
strength left and falls together in the oven.

> "if you can't keep your finger in it, neither can the yeast"  [8:50]({LINK}&t=530s)

## Conclusion: Key Takeaways

Bread rises because yeast makes gas and gluten keeps it. Most flat loaves come from too much heat or time.

- Use water that feels neither warm nor cold.  [8:50]({LINK}&t=530s)
- Gluten holds the gas.  [2:20]({LINK}&t=140s)

2/2 quotes verified · covers 100% of the video · 4,812 tokens, \\$0.003 · written by gpt-of-the-tests
"""
    )


@example("- item", "1. one", "+ plus")
@example("2) two", "---", "===")
@example("# heading #", "> quote", "    indented")
@given(texts, texts, texts)
def test_no_text_is_markup(first: str, second: str, third: str) -> None:
    every = block(
        line(Style.TITLE, Span(first, LINK)),
        line(Style.SMALL, second),
        line(Style.HEADING, third, Span("0:01", f"{LINK}&t=1s")),
        line(Style.TEXT, first),
        line(Style.QUOTE, second, Span("0:02", f"{LINK}&t=2s")),
        line(Style.ITEM, third, Span("0:03", f"{LINK}&t=3s")),
        line(Style.ITEM, first),
    )
    source = markdown([every])
    tokens = PARSER.parse(source)
    assert list(_tags(tokens)) == list(_expected_tags(every))
    inlines = [token.children or [] for token in tokens if token.type == "inline"]
    assert [_said(children) for children in inlines] == [line.text.replace("  ", " ") for line in every]
    spans = [span.url for line in every for span in line.spans if span.url]
    assert [str(token.attrs["href"]) for part in inlines for token in part if token.type == "link_open"] == spans
    assert {token.type for part in inlines for token in part} <= {"text", "text_special", "link_open", "link_close"}


@given(texts)
def test_no_text_becomes_a_link_by_itself(text: str) -> None:
    """GitHub's autolinks, https://github.github.com/gfm/#autolinks-extension-, begin with these."""
    source = markdown([block(line(Style.TEXT, text))]).lower()
    assert not re.search(r"(?<!\\)://", source)
    assert "www." not in source


def _expected_tags(every: Block) -> Iterator[str]:
    before = None
    for one in every:
        tags = TAGS[one.style]
        yield from tags[1:] if one.style is before is Style.ITEM else tags
        before = one.style


def _tags(tokens: list[Token]) -> Iterator[str]:
    yield from (token.tag for token in tokens if token.nesting == 1 or (not token.nesting and token.type != "inline"))


def _said(children: list[Token]) -> str:
    return "".join(token.content for token in children).replace("  ", " ")
