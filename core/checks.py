"""What a check of the settings and of the services around Cuepoint has found, a line for each matter."""

from dataclasses import dataclass
from enum import StrEnum

from core.errors import ConfigurationError, CuepointError


class Status(StrEnum):
    """How a matter stands, from the best to the worst."""

    OK = "ok"
    NOTE = "note"
    """It works, and something about it should be known."""
    DOWN = "down"
    """A service can't be used now. No setting is known to be wrong."""
    WRONG = "wrong"
    """A setting has to be corrected."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of a matter, such as "Discord", and what to do about it."""

    matter: str
    status: Status
    text: str


def found_wrong(matter: str, error: CuepointError) -> Finding:
    """Return the finding that an error is: a setting that has to be corrected, else an outage."""
    status = Status.WRONG if isinstance(error, ConfigurationError) else Status.DOWN
    return Finding(matter, status, str(error))
