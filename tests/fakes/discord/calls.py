"""The log of all REST requests."""

from collections import Counter
from dataclasses import dataclass, field

from tests.fakes.discord.faults import route_pattern
from tests.fakes.discord.model import Upload


@dataclass(eq=False, slots=True)
class RestCall:
    """A request: its path below /api/v10, its body and files, its answer's status (0 while under way), body and id."""

    method: str
    path: str
    body: object
    files: dict[int, Upload] = field(default_factory=dict)
    status: int = 0
    answer: object = None
    made: str | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path} -> {self.status}"


class CallLog(list[RestCall]):
    """All requests in the order they came."""

    def of(self, route: str) -> list[RestCall]:
        """Return the requests of a route, written as for faults: "POST /channels/*/messages"."""
        pattern = route_pattern(route)
        return [call for call in self if pattern.fullmatch(f"{call.method} {call.path}")]

    def counts(self) -> Counter[str]:
        """Return how often each method and status occurred, as "POST 200"."""
        return Counter(f"{call.method} {call.status}" for call in self)
