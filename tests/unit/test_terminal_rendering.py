import io
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from wcwidth import wcswidth

from adapters.terminal.rendering import render
from adapters.terminal.screen import Screen
from adapters.terminal.wrapping import breaks
from core.model import TranscriptKind
from core.progress import Found
from core.thread.content import Block, Span, Style, block, line
from core.thread.parts import thread
from tests.fakes.desk import BREAD, LINK, summary_of
from tests.unit.hostile import ATTACKS, SCRIPTS, texts

THREAD = thread(Found(BREAD, "en", TranscriptKind.AUTOMATIC, 12), summary_of(BREAD), "en")
# What rich writes for a style, and the beginning and end of a link: https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda
STYLES = re.compile(r"\x1b\[[\d;]*m")
LINKS = re.compile(r"\x1b\]8;(?:id=\d+)?;([^\x1b\x07]*)\x1b\\")


def shown(block: Block, width: int = 80) -> str:
    """Return what a terminal is sent for a block."""
    stream = io.StringIO()
    Screen(Console(file=stream, width=width, force_terminal=True, color_system="truecolor", legacy_windows=False)).show(
        block
    )
    return stream.getvalue()


def plainly(sent: str) -> str:
    return LINKS.sub("", STYLES.sub("", sent))


def every_line(text: str) -> Block:
    return block(*(line(style, text, Span("0:09", f"{LINK}&t=9s")) for style in Style))


def test_eighty_columns() -> None:
    assert "\n\n".join(render(part, 80).plain for part in THREAD) == (
        """\
How bread rises, and why it sometimes doesn't
by The Kitchen Table · w/ Ada Baker · Jan 20, 2024 · 15:33 · automatic captions
(en)

What yeast does in the dough  [0:00-6:52]
Yeast eats the sugar that the flour sets free and breathes out gas. The gas
stays in the dough because the gluten holds it, as a balloon would. Warmth makes
all of it faster, up to a point.
│ "a dough is a room full of very small balloons"  1:35

When a loaf stays flat  [6:52-15:33]
Water that is too hot kills the yeast, and salt on top of it slows it down. A
dough that rose for too long has no strength left and falls together in the
oven.
│ "if you can't keep your finger in it, neither can the yeast"  8:50

Conclusion: Key Takeaways
Bread rises because yeast makes gas and gluten keeps it. Most flat loaves come
from too much heat or time.
• Use water that feels neither warm nor cold.  8:50
• Gluten holds the gas.  2:20

2/2 quotes verified · covers 100% of the video · 4,812 tokens, $0.003 · written
by gpt-of-the-tests"""
    )


def test_forty_columns() -> None:
    assert "\n\n".join(render(part, 40).plain for part in THREAD[1:4]) == (
        """\
What yeast does in the dough
[0:00-6:52]
Yeast eats the sugar that the flour sets
free and breathes out gas. The gas stays
in the dough because the gluten holds
it, as a balloon would. Warmth makes all
of it faster, up to a point.
│ "a dough is a room full of very small
│ balloons"  1:35

When a loaf stays flat  [6:52-15:33]
Water that is too hot kills the yeast,
and salt on top of it slows it down. A
dough that rose for too long has no
strength left and falls together in the
oven.
│ "if you can't keep your finger in it,
│ neither can the yeast"  8:50

Conclusion: Key Takeaways
Bread rises because yeast makes gas and
gluten keeps it. Most flat loaves come
from too much heat or time.
• Use water that feels neither warm nor
  cold.  8:50
• Gluten holds the gas.  2:20"""
    )


def test_the_screen_shows_the_same_with_links_and_styles() -> None:
    for part in THREAD:
        sent = shown(part, 40)
        assert plainly(sent) == render(part, 40).plain + "\n\n"
        assert set(LINKS.findall(sent)) - {""} == {span.url for line in part for span in line.spans if span.url}
    assert STYLES.search(shown(THREAD[0]))


def test_a_wide_window_keeps_rows_short_enough_to_read() -> None:
    rows = plainly(shown(THREAD[1], 300)).splitlines()
    assert 80 < max(map(len, rows)) <= 100


def test_japanese_breaks_between_letters_but_not_before_a_full_stop() -> None:
    rows = render(
        block(line(Style.TEXT, "今日はパンの話です。「焼き方」もきっと、ソフトウェアーも。")), 20
    ).plain.split("\n")
    assert rows == ["今日はパンの話です。", "「焼き方」もきっと、", "ソフトウェアーも。"]
    rows = render(
        block(line(Style.TEXT, "今日はパンの話です。「焼き方」もきっと、ソフトウェアーも。")), 18
    ).plain.split("\n")
    assert rows == ["今日はパンの話で", "す。「焼き方」も", "きっと、ソフトウェ", "アーも。"]


def test_latin_words_in_chinese_stay_whole() -> None:
    rows = render(block(line(Style.TEXT, "我们讨论Python语言（面包）")), 12).plain.split("\n")
    assert rows == ["我们讨论", "Python语言", "（面包）"]


def test_korean_breaks_between_words() -> None:
    rows = render(block(line(Style.TEXT, "오늘은 빵이 부풀어 오르는지")), 14).plain.split("\n")
    assert rows == ["오늘은 빵이", "부풀어", "오르는지"]


@pytest.mark.parametrize("width", [10, 17, 40, 80])
@pytest.mark.parametrize("text", SCRIPTS)
def test_no_row_is_too_wide_by_another_count_either(text: str, width: int) -> None:
    for row in render(every_line(text), width).plain.split("\n"):
        assert cell_len(row) <= width


@given(texts, st.integers(10, 100), st.sampled_from(Style))
def test_rows_fit_and_lose_nothing(text: str, width: int, style: Style) -> None:
    one = line(style, text, Span("0:09", f"{LINK}&t=9s"))
    rows = render((one,), width).plain.split("\n")
    assert max(map(wcswidth, rows)) <= width
    before = 2 if style in {Style.QUOTE, Style.ITEM} else 0
    assert "".join("".join(row[before:] for row in rows).split()) == "".join(one.text.split())


@given(texts, st.integers(0, 30))
def test_every_break_is_inside_the_text_and_after_the_one_before(text: str, width: int) -> None:
    places = breaks(text, width)
    assert places == sorted(set(places))
    assert all(0 < place < len(text) for place in places)


@given(texts)
def test_no_text_is_more_than_text(text: str) -> None:
    sent = shown(every_line(text), 60)
    assert set(LINKS.findall(sent)) == {f"{LINK}&t=9s", ""}
    said = plainly(sent)
    assert not [char for char in said if unicodedata.category(char) in {"Cc", "Zl", "Zp"} and char != "\n"]
    assert not set(said) & set("\u202a\u202e\u2066\u2069")


@pytest.mark.parametrize("attack", ATTACKS)
def test_rich_markup_and_escapes_are_shown_as_they_are(attack: str) -> None:
    said = plainly(shown(block(line(Style.TEXT, attack)), 200))
    assert " ".join(said.split()) == " ".join(Span(attack).text.split())


def test_a_pipe_gets_plain_text() -> None:
    stream = io.StringIO()
    Screen(Console(file=stream, width=40)).show(THREAD[1])
    assert stream.getvalue() == (
        "What yeast does in the dough  [0:00-6:52]\n"
        "Yeast eats the sugar that the flour sets free and breathes out gas. The gas stays in the dough because the "
        "gluten holds it, as a balloon would. Warmth makes all of it faster, up to a point.\n"
        '> "a dough is a room full of very small balloons"  1:35\n\n'
    )


def test_no_colour_means_none() -> None:
    stream = io.StringIO()
    console = Console(file=stream, width=80, force_terminal=True, no_color=True, color_system="truecolor")
    Screen(console).show(THREAD[1])
    codes = {code for style in STYLES.findall(stream.getvalue()) for code in style[2:-1].split(";")}
    assert codes <= {"", "0", "1", "2", "3", "4"}, "bold, dim and italic are no colours"
    assert stream.getvalue().count("]8;"), "links are none either"


def test_the_bar_fits_a_narrow_window_and_goes_away() -> None:
    stream = io.StringIO()
    screen = Screen(Console(file=stream, width=40, force_terminal=True, color_system="truecolor", legacy_windows=False))
    with screen.working("Reading the captions") as work:
        work.on("\x1b[2J[bold]" + "今日はパンの話です。" * 10)
        work.at(1, 2)
    sent = stream.getvalue()
    assert "[2J[bold]" in plainly(sent)
    assert "\x1b[2J" not in sent
    assert "50%" in sent
    assert max(cell_len(row) for row in re.split(r"[\r\n]", re.sub(r"\x1b\[[\d;?]*[A-Za-z]", "", sent))) <= 40
    assert sent.endswith("\x1b[2K"), "the row is emptied at the end"


def test_there_is_no_bar_in_a_pipe() -> None:
    stream = io.StringIO()
    with Screen(Console(file=stream)).working("Reading") as work:
        work.on("more")
        work.at(1, 2)
    assert stream.getvalue() == ""
