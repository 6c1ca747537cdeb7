"""What a contract test needs of a platform whose managers are told."""

from collections.abc import Callable
from dataclasses import dataclass

from core.delivery.managing import Managers


@dataclass
class Realm:
    """A platform with a community that somebody manages who reads German, and one of direct messages with Ada.

    `told` returns what the manager was written directly, `told_ada` what Ada was, and `shown` what stands anywhere
    else; `unreachable` lets the manager take no messages, and `down` the platform fail the next time.
    """

    managers: Managers
    community: str
    direct: str
    strangers: str
    told: Callable[[], list[str]]
    told_ada: Callable[[], list[str]]
    shown: Callable[[], list[str]]
    unreachable: Callable[[], None]
    down: Callable[[], None]
    pings: Callable[[], object]
