"""What happens, as one structured log line each: metrics and traces are read from these very lines.

Such a line's message names what happened; `record.facts` says what is known of it, `record.trail` whose work it was,
and `record.parent` the step it was part of. All that is done for one post, question or command bears one id, in every
process. Facts are names, numbers and ids: no words of anybody's, and no secrets.
"""

import asyncio
import contextlib
import logging
import re
import secrets
import time
from collections.abc import Iterator
from contextvars import ContextVar, Token
from enum import StrEnum
from types import TracebackType
from typing import NamedTuple, Self

from core.errors import CuepointError

Fact = str | int | float | bool


class What(StrEnum):
    """All that is told of."""

    LINK = "link"
    DELIVERY = "delivery"
    FIRST_SECTION = "first section"
    COMMAND = "command"
    QUESTION = "question"
    SUMMARY = "summary"
    COMPUTATION = "computation"
    TRANSCRIPT_FETCH = "transcript fetch"
    MODEL_CALL = "model call"
    CHAT_CALL = "chat call"
    RUN = "run"
    JOB = "job"
    WAIT = "wait in the queue"
    BUDGET = "budget"
    DEPARTURE = "departure"
    FAULT = "fault"


SHOWN = 12
"""How many digits of an id people and logs are shown."""

_TRACEPARENT = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}")
_NOWHERE = "0" * 16

log = logging.getLogger(__name__)


class Trail(NamedTuple):
    """Whose work is done: the id that all its lines bear (32 hex digits), and the step this is part of (16, or "")."""

    id: str
    step: str = ""


_trail: ContextVar[Trail | None] = ContextVar("trail", default=None)


def shown_id() -> str:
    """Return the id under which what is done here stands in the log, as people are told it; "" where there is none."""
    trail = _trail.get()
    return trail.id[:SHOWN] if trail else ""


@contextlib.contextmanager
def about(ident: str) -> Iterator[None]:
    """Do what is inside under an id of 32 hex digits, such as a delivery's; a step of the same id goes on."""
    trail = _trail.get()
    with _on(trail if trail and trail.id == ident else Trail(ident)):
        yield


def carried() -> str:
    """Return what a job takes with it, so that whoever does it goes on under the same id; "" where there is none.

    It is a traceparent (https://www.w3.org/TR/trace-context/#traceparent-header).
    """
    trail = _trail.get()
    return f"00-{trail.id}-{trail.step or _NOWHERE}-01" if trail else ""


@contextlib.contextmanager
def following(carried: str) -> Iterator[None]:
    """Do what is inside under the id that a job has brought along."""
    found = _TRACEPARENT.fullmatch(carried)
    with _on(Trail(found[1], "" if found[2] == _NOWHERE else found[2]) if found else None):
        yield


@contextlib.contextmanager
def _on(trail: Trail | None) -> Iterator[None]:
    token = _trail.set(trail)
    try:
        yield
    finally:
        _trail.reset(token)


def happened(
    what: What,
    *,
    to: logging.Logger = log,
    level: int = logging.INFO,
    error: BaseException | None = None,
    **facts: Fact,
) -> None:
    """Log that something happened.

    Args:
        what: what it was.
        to: where it is logged, if not with all else that happens.
        level: how much it matters; at DEBUG it is counted, and written for who asks for everything.
        error: whose traceback is logged with it.
        facts: what is known of it; `seconds` says how long it took until now.
    """
    if to.isEnabledFor(level):
        trail = _trail.get()
        extra = {"facts": facts, "trail": Trail(trail.id) if trail else None, "parent": trail.step if trail else ""}
        to.log(level, what.value, exc_info=error, extra=extra)


class Step:
    """A piece of work: its line is logged when it ends, with `outcome` and `seconds`.

    Not around the `yield` of an iterator: what is done between its items isn't part of it.
    """

    __slots__ = ("_before", "_began", "_facts", "_level", "_token", "_trail", "_what")

    def __init__(self, what: What, *, level: int = logging.INFO, **facts: Fact) -> None:
        """Make it; `level` and `facts` as of `happened`."""
        self._what = what
        self._level = level
        self._facts: dict[str, Fact] = {"outcome": "", **facts}
        self._token: Token[Trail | None] | None = None

    def note(self, **facts: Fact) -> None:
        """Add facts to the line. An `outcome` given here says how it ended, unless it fails after all."""
        self._facts |= facts

    def __enter__(self) -> Self:
        if log.isEnabledFor(self._level):
            before = _trail.get()
            self._before = before.step if before else ""
            self._trail = Trail(before.id if before else secrets.token_hex(16), secrets.token_hex(8))
            self._token = _trail.set(self._trail)
            self._began = time.perf_counter()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._token is None:
            return
        _trail.reset(self._token)
        outcome = outcome_of(error) if error else self._facts["outcome"] or "done"
        facts = self._facts | {"outcome": outcome, "seconds": round(time.perf_counter() - self._began, 4)}
        log.log(self._level, self._what.value, extra={"facts": facts, "trail": self._trail, "parent": self._before})


def outcome_of(error: BaseException) -> str:
    """Return what an error is called in a line: the code of one that has a sentence, "stopped", or "fault"."""
    if isinstance(error, CuepointError):
        return error.failure.code
    return "stopped" if isinstance(error, asyncio.CancelledError | GeneratorExit) else "fault"
