"""Lines of JSON that a machine reads back; what is no business of a log's isn't in it."""

import json
import logging
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.logs import JsonLines, configure, listened_to
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
    configure("INFO", file)
    happened(What.SUMMARY, source="cache")
    happened(What.FAULT, to=logging.getLogger("core.x"), level=logging.ERROR)
    assert [json.loads(line)["event"] for line in file.read_text(encoding="utf-8").splitlines()] == ["fault"]


def test_a_file_that_can_t_be_written_costs_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    configure("INFO", tmp_path / "file" / "cuepoint.log")
    logging.getLogger("core.x").warning("said")
    assert json.loads(capsys.readouterr().err)["event"] == "said"


def test_a_record_made_elsewhere_is_a_line_too() -> None:
    record = logging.makeLogRecord({"msg": "hello", "levelno": logging.INFO, "levelname": "INFO"})
    assert json.loads(JsonLines().format(record))["event"] == "hello"
