"""Cleaning takes time in proportion to what it is given, whatever that is."""

import time
from collections.abc import Callable

import pytest

from core.transcript.clean import RawCue, clean

Shape = Callable[[str, int], list[RawCue]]
PIECES = (
    *(
        "a ",
        "A: b\n",
        ">> ",
        "[",
        "(",
        "{",
        "- a\n",
        "[speaker 1] ",
        "Name\nwords\n",
        "\n",
        "\u200b",
        "a, b: ",
        ": ",
        "|",
        "A|b\n",
    ),
    *(
        "so. Ann: x. ",
        "：",
        "12\n00:00:01,000 --> 00:00:02,000\nx\n",
        "-> \n",
        "中",
        "。中：",
        "*a*",
        "0:01 ",
        "( speaker",
        "no ",
    ),
    *("Jane Doe (0:01): x\n", "a-b-", "Lee, Ann: "),
)


def in_one(piece: str, size: int) -> list[RawCue]:
    return [RawCue(0.0, 1.0, (piece * (size // len(piece) + 1))[:size])]


def in_many(piece: str, size: int) -> list[RawCue]:
    return [RawCue(1.0 * at, 1.0, (piece * 60)[:100]) for at in range(size // 100)]


def at_once(piece: str, size: int) -> list[RawCue]:
    return [RawCue(0.0, 1.0, f"{(piece * 60)[:100]}{at}") for at in range(size // 100)]


def seconds(captions: list[RawCue]) -> float:
    """Return how many seconds of computing cleaning takes, at the least of two tries."""

    def once() -> float:
        begin = time.process_time()
        clean(captions)
        return time.process_time() - begin

    return min(once(), once())


@pytest.mark.parametrize("shape", [in_one, in_many, at_once])
@pytest.mark.parametrize("piece", PIECES)
def test_captions_twice_as_long_take_twice_the_time(shape: Shape, piece: str) -> None:
    short, long = (seconds(shape(piece, size)) for size in (4_000, 16_000))
    assert long < 2.6**2 * short + 0.02
