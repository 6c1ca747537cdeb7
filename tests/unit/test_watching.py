"""What happens is one line each, under one id, whoever goes on with the work."""

import asyncio
import logging
from collections.abc import Iterator

import pytest

from core.errors import InternalError, KnownFailure, ModelUnavailable
from core.faults import boundary
from core.keys import digest
from core.watching import Step, Trail, What, about, carried, following, happened, log, shown_id

IDENT = digest("a delivery")
OTHER = digest("another delivery")


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def lines() -> Iterator[list[logging.LogRecord]]:
    before, handler = log.level, Lines()
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    yield handler.records
    log.removeHandler(handler)
    log.setLevel(before)


def facts(record: logging.LogRecord) -> dict[str, object]:
    found: dict[str, object] = record.__dict__["facts"]
    return found


def test_what_happens_is_one_line_with_its_facts_and_the_id(lines: list[logging.LogRecord]) -> None:
    with about(IDENT):
        happened(What.LINK, platform="discord")
    (line,) = lines
    assert (line.getMessage(), facts(line)) == ("link", {"platform": "discord"})
    assert line.__dict__["trail"] == Trail(IDENT)


def test_nothing_is_made_where_nobody_listens(lines: list[logging.LogRecord]) -> None:
    happened(What.CHAT_CALL, level=logging.DEBUG)
    with Step(What.CHAT_CALL, level=logging.DEBUG):
        pass
    assert lines == []


def test_a_step_says_how_long_it_took_and_how_it_ended(lines: list[logging.LogRecord]) -> None:
    with Step(What.QUESTION) as step:
        step.note(outcome="answered", passages=3)
    (line,) = lines
    assert facts(line) | {"seconds": 0} == {"outcome": "answered", "passages": 3, "seconds": 0}
    seconds = facts(line)["seconds"]
    assert isinstance(seconds, float)
    assert 0 <= seconds < 1


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (ModelUnavailable("503"), "model_unavailable"),
        (KnownFailure(ModelUnavailable("503").failure), "model_unavailable"),
        (asyncio.CancelledError(), "stopped"),
        (ZeroDivisionError(), "fault"),
    ],
)
def test_a_step_that_fails_says_so_whatever_was_noted(
    lines: list[logging.LogRecord], error: BaseException, outcome: str
) -> None:
    step = Step(What.QUESTION)
    step.note(outcome="answered")
    with pytest.raises(type(error)), step:
        raise error
    assert facts(lines[0])["outcome"] == outcome
    assert shown_id() == ""


def test_a_step_within_a_step_names_it_and_bears_its_id(lines: list[logging.LogRecord]) -> None:
    with about(IDENT), Step(What.QUESTION), Step(What.MODEL_CALL):
        happened(What.LINK)
    link, call, question = (line.__dict__ for line in lines)
    assert {line["trail"].id for line in (link, call, question)} == {IDENT}
    assert (link["parent"], call["parent"]) == (call["trail"].step, question["trail"].step)
    assert question["parent"] == ""


@pytest.mark.usefixtures("lines")
def test_a_step_of_nobody_s_has_an_id_of_its_own() -> None:
    with Step(What.QUESTION):
        first = shown_id()
        assert first
    with Step(What.QUESTION):
        assert shown_id() not in {first, ""}
    assert shown_id() == ""


def test_the_same_id_goes_on_with_the_step_and_another_begins_anew(lines: list[logging.LogRecord]) -> None:
    with about(IDENT), Step(What.RUN):
        with about(IDENT):
            happened(What.LINK)
        with about(OTHER):
            happened(What.LINK)
    same, other, run = (line.__dict__ for line in lines)
    assert (same["trail"].id, same["parent"]) == (IDENT, run["trail"].step)
    assert (other["trail"].id, other["parent"]) == (OTHER, "")


def test_a_job_takes_id_and_step_along(lines: list[logging.LogRecord]) -> None:
    with about(IDENT), Step(What.RUN):
        job = carried()
    with following(job):
        assert shown_id() == IDENT[:12]
        happened(What.LINK)
    run, link = (line.__dict__ for line in lines)
    assert (link["trail"].id, link["parent"]) == (IDENT, run["trail"].step)
    assert shown_id() == ""


def test_a_job_of_an_id_without_a_step_has_no_parent(lines: list[logging.LogRecord]) -> None:
    with about(IDENT):
        job = carried()
    with following(job):
        happened(What.LINK)
    assert (lines[0].__dict__["trail"].id, lines[0].__dict__["parent"]) == (IDENT, "")


@pytest.mark.parametrize("brought", ["", "rubbish", f"00-{IDENT}-zz-01", f"00-{IDENT[1:]}-{IDENT[:16]}-01"])
def test_a_job_that_brings_no_id_has_none(brought: str) -> None:
    with about(OTHER), following(brought):
        assert shown_id() == ""
        assert carried() == ""


async def test_tasks_side_by_side_keep_their_ids_apart() -> None:
    async def one(ident: str) -> str:
        with about(ident):
            await asyncio.sleep(0)
            return shown_id()

    first, second = await asyncio.gather(one(IDENT), one(OTHER))
    assert (first, second) == (IDENT[:12], OTHER[:12])


def test_a_fault_is_told_under_the_id_of_all_that_was_done(lines: list[logging.LogRecord]) -> None:
    with about(IDENT), pytest.raises(InternalError) as caught, boundary(log, "testing"):
        raise ZeroDivisionError
    assert caught.value.detail == IDENT[:12]
    (line,) = lines
    assert facts(line) == {"fault": IDENT[:12], "doing": "testing"}
    assert line.exc_info


def test_a_fault_of_nobody_s_has_an_id_of_its_own() -> None:
    details = []
    for _ in range(2):
        with pytest.raises(InternalError) as caught, boundary(log, "testing"):
            raise ZeroDivisionError
        details.append(caught.value.detail)
    assert len({*details, ""}) == 3
