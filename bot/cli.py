"""The command line. Exit 0: done; 1: it can't be done, and one sentence on stderr says why; 2: not understood."""

import asyncio
import contextlib
import errno
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, NoReturn

import click

from bot import settings as settings_of
from bot.ending import Ending, exit_quietly, until_told
from bot.logs import configure
from bot.settings import Settings
from core.errors import CuepointError
from core.faults import boundary
from core.tags import language_tag

log = logging.getLogger(__name__)


class OutputFull(CuepointError):
    """What is printed goes into a file, and the disk is full."""

    code = "output_full"
    sentence = "The disk is full: not all that should be printed could be. Make room and try again."


class _Language(click.ParamType[str]):
    name = "language"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return language_tag(value) or self.fail(
            f"“{value[:40]}” is no language code, such as de, pt-BR or zh-Hans.", param, ctx
        )


_SERVING = {"discord", "slack", "web", "worker"}
_source = click.argument("source")
_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
_language = click.option(
    "--language", type=_Language(), metavar="CODE", help="Write in this language, e.g. de; else the video's own."
)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def cli(context: click.Context) -> None:
    """Read videos instead of watching them: sections, quotes, timestamps, a conclusion, and answers.

    SOURCE is a video link, or the path of a .vtt, .srt or .json file. Without a command Cuepoint starts the chats
    that have tokens, else the terminal chat.
    """
    if context.invoked_subcommand in _SERVING:
        signal.signal(signal.SIGTERM, exit_quietly)
    if context.invoked_subcommand is None:
        context.invoke(_platforms if _has_platforms() else chat)


@cli.command()
@_source
@_language
@_json
def summarize(source: str, language: str | None, *, as_json: bool) -> None:
    """Print the video as sections, quotes and a conclusion."""
    from bot import once  # noqa: PLC0415 - here and below: a command pays for its own imports alone

    run(lambda settings: once.summarize(settings, source, language, as_json=as_json), language)


@cli.command()
@_source
@_language
@_json
def conclusion(source: str, language: str | None, *, as_json: bool) -> None:
    """Print the conclusion and the takeaways only."""
    from bot import once  # noqa: PLC0415

    run(lambda settings: once.conclusion(settings, source, language, as_json=as_json), language)


@cli.command()
@_source
@click.argument("question")
@_language
@_json
def ask(source: str, question: str, language: str | None, *, as_json: bool) -> None:
    """Answer a QUESTION about the video; "-" reads one question a line from standard input."""
    if not question.strip():
        raise click.UsageError("QUESTION is empty.")
    from bot import once  # noqa: PLC0415

    run(lambda settings: once.ask(settings, source, question, language, as_json=as_json), language)


@cli.command()
def chat() -> None:
    """Open the terminal chat."""
    from bot import chat as terminal  # noqa: PLC0415

    run(terminal.chat)


@cli.command()
def discord() -> None:
    """Serve Discord, until told to stop. Needs DISCORD_TOKEN."""
    from bot import discord as serving  # noqa: PLC0415

    serve(serving.discord)


@cli.command()
def slack() -> None:
    """Serve Slack over Socket Mode, until told to stop. Needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN."""
    from bot import slack as serving  # noqa: PLC0415

    serve(serving.slack)


@cli.command()
def web() -> None:
    """Serve Slack over signed requests, until told to stop. Needs SLACK_SIGNING_SECRET, and a token or OAuth."""
    from bot import slack as serving  # noqa: PLC0415

    serve(serving.web)


@cli.command()
def worker() -> None:
    """Compute summaries for other processes that share a Redis, until told to stop."""
    from bot import serve as serving  # noqa: PLC0415

    serve(serving.worker)


@cli.command()
def usage() -> None:
    """Print what the model's words have cost, all together."""
    from bot import usage as used  # noqa: PLC0415

    run(used.usage)


def run(command: Callable[[Settings], Coroutine[Any, Any, None]], language: str | None = None) -> None:
    """Run a command to its end, and turn what goes wrong into one sentence and an exit code.

    Args:
        command: what to do with the settings.
        language: what the sentence is in (BCP 47), or None for English.
    """
    with _told_in_a_sentence(language):
        settings = settings_of.load()
        configure(settings.cuepoint_log_level, settings.cuepoint_data_dir / "cuepoint.log")
        with boundary(log, "running a command"), _while_somebody_reads():
            asyncio.run(command(settings))


def serve(serving: Callable[[Settings, Ending], Coroutine[Any, Any, None]]) -> None:
    """Serve until told to stop, and turn what keeps it from serving into one sentence and an exit code."""
    # Sooner than what starts and ends (bot/__main__.py): the more there is to look through, the longer all wait.
    gc.set_threshold(50_000, 20, 20)
    with _told_in_a_sentence(None):
        settings = settings_of.load()
        configure(settings.cuepoint_log_level)
        with boundary(log, "serving"):
            asyncio.run(until_told(lambda ending: serving(settings, ending)))


@contextlib.contextmanager
def _told_in_a_sentence(language: str | None) -> Iterator[None]:
    try:
        yield
    except CuepointError as error:
        from core.thread.words.failures import told  # noqa: PLC0415

        fail(told(error.failure, language or "en"))
    except KeyboardInterrupt:
        sys.exit(130)


def _platforms() -> None:
    signal.signal(signal.SIGTERM, exit_quietly)
    from bot import platforms  # noqa: PLC0415

    serve(platforms.platforms)


def _has_platforms() -> bool:
    try:
        settings = settings_of.load()
    except CuepointError as error:
        fail(str(error))
    return settings.has_discord or settings.has_slack


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


def fail(sentence: str) -> NoReturn:
    """Print why it can't be done, and exit with 1."""
    click.echo(sentence, err=True)
    sys.exit(1)


def main() -> None:
    """Run the command line. Who starts it may have closed its input and output: then there is nothing in them."""
    sys.stdin = sys.stdin or Path(os.devnull).open()  # noqa: SIM115 - until the end of the process
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115
    cli(prog_name="python -m bot")
