"""trigger_ids: what lets the app open a window before a person (docs: views.open)."""

import time
from dataclasses import dataclass, field

from tests.fakes.slack.errors import ApiError
from tests.fakes.slack.model import User
from tests.fakes.slack.world import World


@dataclass(eq=False)
class Triggers:
    """Makes and takes trigger_ids."""

    world: World
    lasts: float
    _made: dict[str, tuple[float, User]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def make(self, user: User) -> str:
        """Return a trigger_id of what a person just did."""
        id_ = f"{next(self.world.numbers)}.{int(time.time())}.{user.id.lower()}"
        self._made[id_] = (time.monotonic(), user)
        return id_

    def take(self, id_: str) -> User:
        """Return whose it is.

        Raises:
            ApiError: invalid_trigger_id, expired_trigger_id, exchanged_trigger_id.
        """
        if id_ not in self._made:
            raise ApiError("invalid_trigger_id")
        if id_ in self._used:
            raise ApiError("exchanged_trigger_id")
        made, user = self._made[id_]
        if time.monotonic() - made > self.lasts:
            raise ApiError("expired_trigger_id")
        self._used.add(id_)
        return user
