"""Lines of JSON that a machine reads back; what is no business of a log's isn't in it."""

import io
import json
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.logs import JsonLines, TextLines, configure, listened_to
from core import watching
from core.keys import digest
from core.watching import Step, What, about, happened

IDENT = digest("a delivery")
Written = Callable[[], list[dict[str, object]]]


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    names = ("", "core", "adapters", "bot", "saq", "core.watching", "httpx2", "httpcore2", "openai", "urllib3")
    loggers = [logging.getLogger(name) for name in names]
    before = [(logger, logger.level, logger.handlers[:]) for logger in loggers]
    yield
    for handler in {*logging.getLogger().handlers} - {*before[0][2]}:
        handler.close()
    for logger, level, handlers in before:
        logger.setLevel(level)
        logger.handlers[:] = handlers


def serving(level: str, capsys: pytest.CaptureFixture[str]) -> Written:
    """Configure logs as a process that serves has them, and return what reads what was written since."""
    configure(level)
    return lambda: [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_says_when_how_bad_who_and_what(capsys: pytest.CaptureFixture[str]) -> None:
    written = serving("INFO", capsys)
    logging.getLogger("core.x").warning("%s of “%s”\nand more", 2, "ü\ud800")
    (line,) = written()
    assert line.pop("timestamp", "")
    assert line == {"level": "warning", "logger": "core.x", "event": "2 of “ü\ud800”\nand more"}


def test_every_line_inside_bears_the_id_and_what_happens_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    written = serving("INFO", capsys)
    with about(IDENT):
        logging.getLogger("discord.gateway").info("by a library")
        happened(What.LINK, platform="discord", parts=3)
    library, link = written()
    assert library["id"] == link["id"] == IDENT[:12]
    assert (link["event"], link["platform"], link["parts"]) == ("link", "discord", 3)


def test_a_step_of_nobody_s_bears_its_own_id(capsys: pytest.CaptureFixture[str]) -> None:
    written = serving("INFO", capsys)
    with Step(What.QUESTION):
        logging.getLogger("core.x").info("inside")
    inside, question = written()
    assert inside["id"] == question["id"] != ""


def test_an_exception_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    written = serving("INFO", capsys)
    logging.getLogger("core.x").error("oh", exc_info=ZeroDivisionError("1 / 0"))
    (line,) = written()
    assert str(line["exception"]).endswith("ZeroDivisionError: 1 / 0")


def test_the_level_holds_for_ours_and_libraries_write_no_debug(capsys: pytest.CaptureFixture[str]) -> None:
    written = serving("DEBUG", capsys)
    logging.getLogger("adapters.x").debug("ours")
    happened(What.CHAT_CALL, level=logging.DEBUG)
    logging.getLogger("slack_sdk").debug("a token")
    assert [line["event"] for line in written()] == ["ours", "chat call"]
    written = serving("WARNING", capsys)
    logging.getLogger("adapters.x").info("ours")
    logging.getLogger("discord").info("theirs")
    happened(What.LINK)
    assert written() == []


def test_who_listens_hears_all_of_it_whatever_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    written = serving("ERROR", capsys)
    heard: list[str] = []

    class Listening(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    listened_to(Listening())
    happened(What.LINK)
    happened(What.CHAT_CALL, level=logging.DEBUG)
    watching.happened(What.FAULT, to=logging.getLogger("core.x"), level=logging.ERROR)
    assert heard == ["link", "chat call", "fault"]
    assert [line["event"] for line in written()] == ["fault"]


def test_a_command_s_file_is_left_alone_by_what_happens_but_not_by_faults(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "cuepoint.log"
    configure("INFO", "text", file)
    happened(What.SUMMARY, source="cache")
    happened(What.FAULT, to=logging.getLogger("core.x"), level=logging.ERROR)
    assert [json.loads(line)["event"] for line in file.read_text(encoding="utf-8").splitlines()] == ["fault"]


def test_a_file_that_can_t_be_written_costs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    configure("INFO", file=tmp_path / "file" / "cuepoint.log")
    logging.getLogger("core.x").warning("said")
    assert json.loads(capsys.readouterr().err)["event"] == "said"


def text_of(record: logging.LogRecord, *, colour: bool = False) -> str:
    return TextLines(colour=colour).format(record)


def test_text_is_for_reading_and_steers_no_terminal() -> None:
    record = logging.makeLogRecord(
        {"msg": "a\033[31m%s", "args": ("\n\r\u202eb",), "levelname": "ERROR", "facts": {"video": "x\0y", "reason": ""}}
    )
    with about(IDENT):
        line = text_of(record)
    assert re.fullmatch(r"\d\d:\d\d:\d\d error    .*", line)
    assert line.endswith(rf"a\x1b[31m\n\r\u202eb  video=x\x00y  id={IDENT[:12]}")
    assert line.isprintable()


def test_a_traceback_is_read_below_its_line() -> None:
    error = ZeroDivisionError("\033c")
    record = logging.makeLogRecord({"msg": "oh", "levelname": "ERROR", "exc_info": (type(error), error, None)})
    first, *rest = text_of(record).splitlines()
    assert first.endswith("oh")
    assert rest[-1] == r"    ZeroDivisionError: \x1bc"


@pytest.mark.parametrize(
    ("form", "terminal", "no_color", "looks"),
    [
        ("auto", False, "", r"\{.*\}"),
        ("auto", True, "", r"\S+ \x1b\[33mwarning \x1b\[0m said"),
        ("auto", True, "1", r"\S+ warning  said"),
        ("text", False, "", r"\S+ warning  said"),
        ("json", True, "", r"\{.*\}"),
    ],
)
def test_a_terminal_gets_text_and_anything_else_json(
    form: str, no_color: str, looks: str, monkeypatch: pytest.MonkeyPatch, *, terminal: bool
) -> None:
    class Stream(io.StringIO):
        def isatty(self) -> bool:
            return terminal

    written = Stream()
    monkeypatch.setattr("sys.stderr", written)
    monkeypatch.setenv("NO_COLOR", no_color)
    configure("INFO", form)
    logging.getLogger("core.x").warning("said")
    assert re.fullmatch(looks, written.getvalue().rstrip("\n"))


def test_a_record_made_elsewhere_is_a_line_too() -> None:
    record = logging.makeLogRecord({"msg": "hello", "levelno": logging.INFO, "levelname": "INFO"})
    assert json.loads(JsonLines().format(record))["event"] == "hello"
