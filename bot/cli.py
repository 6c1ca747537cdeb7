"""The command line. One sentence on stderr says why something can't be done.

Exit 0: done; 1: it can't be done; 2: the command isn't understood; 69: `check` found an outage; 78: a setting has to be
corrected (EX_CONFIG in sysexits.h), so that starting again doesn't help.
"""

import os
import signal
import sys
from pathlib import Path
from typing import TextIO, cast

import click

from bot import settings as settings_of
from bot.ending import exit_quietly
from bot.oversights import half_configured
from bot.process import EscapingStream, run, serve, told_in_a_sentence
from bot.settings import Settings, SettingsWrong
from core.tags import language_tag


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

    SOURCE is a video link, or the path of a caption file (.vtt, .srt and others). Without a command Cuepoint starts
    the chats that have tokens, else the terminal chat.
    """
    if context.invoked_subcommand in _SERVING:
        signal.signal(signal.SIGTERM, exit_quietly)
    if context.invoked_subcommand is None:
        context.invoke(_platforms if _has_platforms() else _chat_at_terminal)


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
    _chat()


@cli.command()
def discord() -> None:
    """Serve Discord, until told to stop. Needs DISCORD_TOKEN."""
    from bot import discord as serving  # noqa: PLC0415

    serve(serving.discord, "discord")


@cli.command()
def slack() -> None:
    """Serve Slack over Socket Mode, until told to stop. Needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN."""
    from bot import slack as serving  # noqa: PLC0415

    serve(serving.slack, "slack")


@cli.command()
def web() -> None:
    """Serve Slack over signed requests, until told to stop. Needs SLACK_SIGNING_SECRET, and a token or OAuth."""
    from bot import slack as serving  # noqa: PLC0415

    serve(serving.web, "web")


@cli.command()
def worker() -> None:
    """Compute summaries for other processes that share a Redis, until told to stop."""
    from bot import serve as serving  # noqa: PLC0415

    serve(serving.worker, "worker")


@cli.command()
def check() -> None:
    """Say how the settings, Redis, the model, Discord, Slack and YouTube stand, and what to do. Exits 0, 69 or 78."""
    from bot import check as checking  # noqa: PLC0415

    codes: list[int] = []

    async def checked(settings: Settings) -> None:
        codes.append(await checking.check(settings))

    run(checked, quiet=True)
    sys.exit(codes[0])


@cli.command()
def usage() -> None:
    """Print what the model's words have cost, all together."""
    from bot import usage as used  # noqa: PLC0415

    run(used.usage)


@cli.command()
@click.argument("subject", type=click.Choice(["user", "server", "channel", "video"]))
@click.argument("idents", metavar="ID...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Erase without asking.")
def forget(subject: str, idents: tuple[str, ...], *, yes: bool) -> None:
    """Erase all that is kept of a person, a server or workspace, a channel, or a video; docs/privacy.md lists it."""
    from bot import erasing  # noqa: PLC0415
    from core.erasure import Subject  # noqa: PLC0415

    run(lambda settings: erasing.forget(settings, Subject(subject), idents, confirmed=yes))


def _platforms() -> None:
    signal.signal(signal.SIGTERM, exit_quietly)
    from bot import platforms  # noqa: PLC0415

    serve(platforms.platforms)


def _has_platforms() -> bool:
    """Return whether a chat can be served; else the terminal's is.

    Raises:
        SystemExit: there are tokens that can't be used without others, or there is no terminal either.
    """
    with told_in_a_sentence(None):
        settings = settings_of.load()
        if settings.has_discord or settings.has_slack:
            return True
        if half := next(half_configured(settings), None):
            raise SettingsWrong(half)
        return False


def _chat_at_terminal() -> None:
    """Open the terminal chat, unless nobody and nothing could write there."""
    with told_in_a_sentence(None):
        if os.path.samestat(os.fstat(sys.stdin.fileno()), Path(os.devnull).stat()):
            raise SettingsWrong(
                "No chat has a token, and there is no terminal: set DISCORD_TOKEN (docs/discord.md), "
                "or SLACK_BOT_TOKEN and SLACK_APP_TOKEN (docs/slack.md)."
            )
    _chat()


def _chat() -> None:
    from bot import chat as terminal  # noqa: PLC0415

    run(terminal.chat)


def main() -> None:
    """Run the command line. Who starts it may have closed its input and output: then there is nothing in them."""
    sys.stdin = sys.stdin or Path(os.devnull).open()  # noqa: SIM115 - until the end of the process
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115
    if sys.stderr:
        sys.stderr = cast("TextIO", EscapingStream(sys.stderr))
    # Whatever this process and its own make is nobody else's to read.
    os.umask(0o077)
    cli(prog_name="python -m bot")
