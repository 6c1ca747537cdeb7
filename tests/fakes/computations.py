"""Computations that harm the process they run in, and some that don't, to be called in worker processes."""

import os
import re
import signal
import sys
import time
from pathlib import Path

from adapters.captions import reader
from core.errors import CuepointError, SourceError
from core.model import Transcript

ENDLESS = "endless.vtt"
"""The name of a caption file whose reading never ends."""


def read_captions(name: str, content: bytes) -> Transcript:
    """Return the transcript in a caption file, except that one of a certain name is read for ever."""
    return never_matches() if name == ENDLESS else reader.read_captions(name, content)


def never_matches() -> Transcript:
    """Spend for ever inside one call of C code, which holds the interpreter's lock all along."""
    re.match(r"(a|a)+$", "a" * 64 + "b")
    raise AssertionError


def spin() -> None:
    """Compute for ever."""
    while True:
        pass


def spin_beside(started: str) -> None:
    """Compute for ever, once the number of this process is written to a file."""
    Path(started).write_text(str(os.getpid()), encoding="utf-8")
    spin()


def stand_still() -> None:
    """Wait for ever, which takes no processor time."""
    signal.pause()


def crash() -> None:
    """Die as from a fault in C code."""
    os.kill(os.getpid(), signal.SIGSEGV)


def hoard() -> int:
    """Take all the memory there is."""
    taken = []
    while True:
        taken.append(bytearray(16 * 1024 * 1024))


def number() -> int:
    """Return the number of this process."""
    return os.getpid()


def interrupted() -> str:
    """Return what is said after the signals that a terminal or a service manager sends to all processes of a group."""
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        os.kill(os.getpid(), sign)
    return "still here"


def chatter() -> int:
    """Write to where the protocol and the terminal might be, and read from there; return how much was read."""
    sys.stdout.write("to standard output\n")
    sys.stdout.flush()
    os.write(1, b"to file 1")
    return len(sys.stdin.read()) + len(os.read(0, 10))


def variables() -> dict[str, str]:
    """Return the environment of this process."""
    return dict(os.environ)


def refuse(detail: str) -> None:
    """Raise an error that people are told of."""
    raise SourceError(detail)


class Unpicklable(CuepointError):
    """An error that can't be sent as it is."""

    def __reduce__(self) -> tuple[type[CuepointError], tuple[object, ...]]:
        raise TypeError("not to be sent")


def fail_unpicklably() -> None:
    """Raise an error that can't be sent."""
    raise Unpicklable


def sleep_for(seconds: float) -> int:
    """Return the number of this process after a while."""
    time.sleep(seconds)
    return os.getpid()


def echo(value: object) -> object:
    """Return what is given."""
    return value
