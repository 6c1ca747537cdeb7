"""Failures on order of Slack's methods, and how late their answers are."""

import re
from fnmatch import fnmatchcase, translate

from tests.fakes import faults
from tests.fakes.faults import Answer
from tests.fakes.slack.errors import Payload
from tests.fakes.slack.jsonic import answer

TOO_MANY = 429


class Faults(faults.Faults):
    """The failures on order, and how late each method's answers are."""

    def __init__(self) -> None:
        super().__init__()
        self.delays: dict[str, float] = {}

    def delay(self, method: str) -> float:
        """Return after how many seconds a method answers."""
        return max((wait for pattern, wait in self.delays.items() if fnmatchcase(method, pattern)), default=0.0)

    def lift(self) -> None:
        """End all."""
        super().lift()
        self.delays.clear()


def method_pattern(method: str) -> re.Pattern[str]:
    """Return what matches a method's name, where * stands for anything."""
    return re.compile(translate(method))


def refusal(error: str, status: int, retry_after: int, details: Payload) -> Answer:
    """Return what makes the answer of a refusal: a rate limit is a 429 with Retry-After (docs: Rate limits)."""
    body: Payload = {"ok": False, "error": error, **details}
    if error == "ratelimited":
        return lambda: answer(body, TOO_MANY, {"Retry-After": str(retry_after)})
    return lambda: answer(body, status)
