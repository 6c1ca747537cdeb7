"""The log of all calls of the Web API."""

import time
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from tests.fakes.slack.errors import Payload


@dataclass(eq=False, slots=True)
class Call:
    """A call: its method ("response_url", "files.download", "files.upload" for what isn't one), arguments and answer.

    `status` and `error` are 0 and "" while it is under way; `error` stays "" where it went well; `ts` names the message
    it made; `at` is when it came, in seconds of the monotonic clock.
    """

    method: str
    args: Payload
    team: str = ""
    status: int = 0
    error: str = ""
    ts: str | None = None
    at: float = field(default_factory=time.monotonic)

    @property
    def ok(self) -> bool:
        """Whether it was done."""
        return self.status == 200 and not self.error

    def __str__(self) -> str:
        return f"{self.method} -> {self.status} {self.error or 'ok'}"


class CallLog(list[Call]):
    """All calls in the order they came."""

    def of(self, method: str) -> list[Call]:
        """Return the calls of a method, or of several: "chat.*"."""
        return [call for call in self if fnmatchcase(call.method, method)]

    def counts(self) -> Counter[str]:
        """Return how often each method was called."""
        return Counter(call.method for call in self)

    def errors(self) -> Counter[str]:
        """Return how often each error was answered."""
        return Counter(call.error for call in self if call.error)
