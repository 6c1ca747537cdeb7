"""A chat from its first line to its last, at a terminal or through pipes."""

from pathlib import Path
from typing import Protocol, TextIO

from adapters.terminal import texts
from adapters.terminal.chat import Chat
from adapters.terminal.desk import Desk
from adapters.terminal.interrupts import interruptible, unechoed
from adapters.terminal.piped import Piped
from adapters.terminal.screen import Screen, screen


class Lines(Protocol):
    """Where the lines come from."""

    async def read(self) -> str | None:
        """Return the next line, or None once there are no more."""
        ...


async def open_chat(
    desk: Desk,
    *,
    engine: str,
    sample: Path,
    history: Path,
    stdin: TextIO,
    stdout: TextIO,
    language: str | None = None,
) -> None:
    """Hold a chat until the person leaves or the input ends.

    Args:
        desk: what does the work.
        engine: "offline" or the model's name, for the greeting.
        sample: a caption file that the greeting offers to try.
        history: the file that keeps what was typed.
        stdin: where the lines come from; where it or `stdout` is no terminal, there is no greeting and no prompt.
        stdout: where all is shown.
        language: what to write in at first (BCP 47), or None for each video's own.
    """
    out = screen(stdout)
    chat = Chat(desk, out, language)
    if not (stdin.isatty() and out.live):
        await converse_piped(chat, Piped(stdin.fileno()))
        return
    out.show(texts.greeting(engine, sample))
    with unechoed(stdin):
        from adapters.terminal.prompt import Prompt  # noqa: PLC0415 - 100 ms: not for piped input, nor before a greeting

        await converse(chat, Prompt(history), out)


async def converse(chat: Chat, lines: Lines, out: Screen) -> None:
    """Take line after line; Ctrl-C stops what one asked for, and the next is read."""
    while not chat.over and (line := await lines.read()) is not None:
        if not await interruptible(chat.take(line)):
            out.say(texts.STOPPED)


async def converse_piped(chat: Chat, lines: Lines) -> None:
    """Take line after line; Ctrl-C ends it all, as for any command."""
    while not chat.over and (line := await lines.read()) is not None:
        await chat.take(line)
