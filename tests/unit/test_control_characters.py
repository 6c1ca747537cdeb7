"""No control character that anybody sends reaches a terminal, whichever way it is printed."""

import json
import logging
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.terminal.screen import Screen, screen
from bot.check import line as check_line
from bot.logs import JsonLines
from bot.process import EscapingStream, fail
from core.checks import Finding, Status
from core.control_characters import UNSAFE, escape_controls, json_line, remove_controls
from core.errors import SourceError
from core.thread.content import Line, Span, Style
from tests.fakes.bot_process import bot

HOSTILE = "a\x1b]0;owned\x07\x1b[2Jb\x9b31mc\x7fd\u202ee\u2066f\r\bg"
LAST = "\x7f\x80\x9f"


@given(st.text())
def test_neither_way_leaves_one(text: str) -> None:
    for cleaned in (remove_controls(text), escape_controls(text), json_line(text)):
        assert not UNSAFE.search(cleaned)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda each: st.lists(each) | st.dictionaries(st.text(), each),
    )
)
def test_json_says_the_same(value: object) -> None:
    assert json.loads(json_line(value)) == value
    assert json.loads(json_line(value, ascii_only=True)) == value


@given(st.text(alphabet=st.characters(categories=("L", "M", "N", "P", "S", "Zs"))))
def test_what_people_read_stays(text: str) -> None:
    assert remove_controls(text) == escape_controls(text) == text


def test_json_writes_the_rest_of_c1_and_del_out() -> None:
    assert json_line(LAST + "\u202e") == r'"\u007f\u0080\u009f\u202e"'


class Terminal(StringIO):
    """A terminal that shows what it is sent."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [Terminal, StringIO])
def test_a_screen_shows_none_at_a_terminal_or_in_a_pipe(
    stream: type[StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    plain, hostile = stream(), stream()
    for out, text in ((plain, "x"), (hostile, HOSTILE)):
        shown: Screen = screen(out)
        shown.say(text)
        shown.show((Line(Style.TITLE, (Span(text, f"https://example.com/{text}"),)),))
        shown.fail(SourceError(text), "de")
    for cause in ("\x1b]0;", "\x1b[2J", "\x07", "\x9b", "\x7f", "\u202e", "\u2066", "\x08"):
        assert cause not in hostile.getvalue()
    assert hostile.getvalue().count("\x1b[") == plain.getvalue().count("\x1b["), "no escape but the screen's own"


def test_a_sentence_on_stderr_has_none(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        fail(HOSTILE, 1)
    assert not UNSAFE.search(capsys.readouterr().err.rstrip("\n"))


def test_a_check_s_line_has_none() -> None:
    assert not UNSAFE.search(check_line(Finding("Model", Status.OK, HOSTILE), colour=False))


def test_whoever_writes_to_stderr_writes_none() -> None:
    raw = StringIO()
    print(HOSTILE, file=EscapingStream(raw))
    assert raw.getvalue() == escape_controls(HOSTILE) + "\n"


def test_a_log_line_in_json_has_none() -> None:
    record = logging.LogRecord("core", 30, __file__, 1, HOSTILE + LAST, None, None)
    assert not UNSAFE.search(JsonLines().format(record))


HEADER = "WEBVTT\n\n00:00.000 --> 00:09.000\n"


@pytest.mark.parametrize(
    "arguments", [["summarize"], ["summarize", "--json"], ["conclusion"], ["conclusion", "--json"]]
)
def test_a_command_prints_none_of_a_file_s(arguments: list[str], tmp_path: Path) -> None:
    file = tmp_path / f"{HOSTILE}.vtt"
    file.write_text(
        HEADER + f"The lamp {HOSTILE} turns in the night, and the keeper writes it down.\n", encoding="utf-8"
    )
    done = bot([*arguments, str(file)], tmp_path)
    for printed in (done.stdout, done.stderr):
        assert not UNSAFE.search(printed.replace("\n", ""))
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "arguments", [["summarize", "\x1b[31mnothing.vtt"], ["\x1b[31m"], ["summarize", "x", "--language", "\x1b[31m"]]
)
def test_an_error_sentence_has_none(arguments: list[str], tmp_path: Path) -> None:
    done = bot(arguments, tmp_path)
    assert done.returncode in {1, 2}
    assert done.stderr
    assert not UNSAFE.search(done.stderr.replace("\n", ""))
