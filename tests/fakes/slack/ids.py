"""Ids as Slack makes them, and its timestamps, which name messages."""

import itertools
import time

_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """Makes ids that no other thing has, and a ts for each message."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._used: set[int] = set()

    def next(self, kind: str) -> str:
        """Return an id: letters that tell the kind (docs: Conversations API; T, U, B, C, D, F, V, S), then others."""
        number, letters = next(self._numbers), ""
        while number:
            number, digit = divmod(number, len(_LETTERS))
            letters = _LETTERS[digit] + letters
        return f"{kind}0{letters:0>9}"

    def ts(self, ago: float = 0.0) -> str:
        """Return a ts of `ago` seconds ago: unique seconds with six decimals (docs: Retrieving messages)."""
        micros = time.time_ns() // 1000 - int(ago * 1e6)
        while micros in self._used:
            micros += 1
        self._used.add(micros)
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"
