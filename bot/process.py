"""A command as a process: its settings, its logs, and what goes wrong as one sentence and an exit code."""

import asyncio
import contextlib
import errno
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, NoReturn, TextIO

import click

from bot import settings as settings_of
from bot.ending import Ending, until_told
from bot.logs import configure
from bot.oversights import half_configured, idle
from bot.settings import Settings
from core.control_characters import escape_controls
from core.errors import ConfigurationError, CuepointError
from core.faults import boundary

log = logging.getLogger(__name__)


class OutputFull(CuepointError):
    """What is printed goes into a file, and the disk is full."""

    code = "output_full"
    sentence = "The disk is full: not all that should be printed could be. Make room and try again."


def run(
    command: Callable[[Settings], Coroutine[Any, Any, None]], language: str | None = None, *, quiet: bool = False
) -> None:
    """Run a command to its end, and turn what goes wrong into one sentence and an exit code.

    Args:
        command: what to do with the settings.
        language: what the sentence is in (BCP 47), or None for English.
        quiet: whether what the settings lack is left to the command to say.
    """
    with told_in_a_sentence(language):
        settings = settings_of.load()
        file = settings.cuepoint_data_dir / "cuepoint.log"
        configure(settings.cuepoint_log_level, settings.cuepoint_log_format, file)
        if not quiet:
            for text in idle(settings):
                click.echo(escape_controls(text), err=True)
        with boundary(log, "running a command"), _while_somebody_reads():
            asyncio.run(command(settings))


def serve(serving: Callable[[Settings, Ending], Coroutine[Any, Any, None]], shared: str = "") -> None:
    """Serve until told to stop, and turn what keeps it from serving into one sentence and an exit code.

    Args:
        serving: what to do with the settings until the process is told to end.
        shared: the name of a part that is nothing without a Redis that other processes share, else "".
    """
    # Sooner than what starts and ends (bot/__main__.py): the more there is to look through, the longer all wait.
    gc.set_threshold(50_000, 20, 20)
    with told_in_a_sentence(None):
        settings = settings_of.load()
        configure(settings.cuepoint_log_level, settings.cuepoint_log_format)
        if shared:
            from bot.redis_choice import check_keeps  # noqa: PLC0415 - its client is imported by what serves

            check_keeps(settings, f"`python -m bot {shared}`, a process beside others,")
        for text in half_configured(settings):
            log.error(text)
        for text in idle(settings):
            log.warning(text)
        with boundary(log, "serving"):
            asyncio.run(until_told(lambda ending: serving(settings, ending)))


@contextlib.contextmanager
def told_in_a_sentence(language: str | None) -> Iterator[None]:
    """End the process with one sentence on stderr where what is inside can't be done.

    Args:
        language: what the sentence is in (BCP 47), or None for English.

    Raises:
        SystemExit: with 78 for a setting that has to be corrected, 130 after Ctrl-C, else with 1.
    """
    try:
        yield
    except CuepointError as error:
        from core.thread.words.failures import told  # noqa: PLC0415

        code = os.EX_CONFIG if isinstance(error, ConfigurationError) else 1
        fail(told(error.failure, language or "en"), code)
    except KeyboardInterrupt:
        sys.exit(130)


@contextlib.contextmanager
def _while_somebody_reads() -> Iterator[None]:
    """End quietly once whoever reads the output has gone, as `head` does.

    Raises:
        OutputFull: it goes into a file for which there is no room.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in (errno.EPIPE, errno.ENOSPC):
            raise
        # What is left to print would fail again at the end of the process (docs.python.org, signal, Note on SIGPIPE).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno == errno.ENOSPC:
            raise OutputFull from error
        sys.exit(128 + signal.SIGPIPE)


def fail(sentence: str, code: int) -> NoReturn:
    """Print why it can't be done, and exit."""
    click.echo(escape_controls(sentence), err=True)
    sys.exit(code)


class EscapingStream:
    """A text stream such as `sys.stderr` on which control characters are spelled out, whoever writes there.

    What has made sure of that itself, such as the log, writes to `raw`.
    """

    def __init__(self, raw: TextIO) -> None:
        self.raw = raw

    def write(self, text: str) -> int:
        """Write a text; returns its length."""
        self.raw.write(escape_controls(text, keep="\n\t"))
        return len(text)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the stream has
        return getattr(self.raw, name)
