"""The screen: blocks of a thread on a terminal, or as plain text where the output is piped."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TaskProgressColumn, TextColumn
from rich.table import Column
from rich.text import Text

from adapters.terminal.rendering import render
from core.control_characters import remove_controls
from core.errors import CuepointError
from core.thread.content import Block, Line, Span, Style, one_line
from core.thread.parts import failure
from core.thread.plain import plain

WIDEST = 100
"""How many cells a row has at most, so that it can be read."""
_BAR = 20
_AROUND = 10  # cells of a row that neither the bar nor what it is about takes


class _Console(Console):
    """Leaves it to the process what to do when who reads has gone, as `head` does."""

    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704 - rich calls this while it handles the BrokenPipeError


class Work:
    """The bar that shows how far something is."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress = progress
        self._task = task

    def on(self, what: str) -> None:
        """Say what is being done."""
        self._progress.update(self._task, description=one_line(what))

    def at(self, done: int, total: int) -> None:
        """Say how much of it is done."""
        self._progress.update(self._task, completed=done, total=total)


class Screen:
    """Where a person reads. Colours, bars and clickable links only where there is a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    @property
    def live(self) -> bool:
        """Return whether somebody watches, so that things are shown as they come."""
        return self._console.is_terminal

    def show(self, block: Block) -> None:
        """Show a block and an empty row; nothing for an empty block."""
        if not block:
            return
        block = tuple(_safe(line) for line in block)
        text = render(block, min(self._console.width, WIDEST)) if self.live else Text(plain([block]))
        self._console.print(text, soft_wrap=True)
        self._console.print()

    def say(self, *paragraphs: str) -> None:
        """Show sentences of the terminal's own."""
        self.show(tuple(Line(Style.TEXT, (Span(paragraph),)) for paragraph in paragraphs))

    def fail(self, error: CuepointError, language: str) -> None:
        """Show what went wrong, in one sentence of the reader's language (BCP 47)."""
        self.show(failure(error, language))

    @contextmanager
    def working(self, what: str) -> Iterator[Work]:
        """Show a bar below all else until the block is left, whichever way; none where the output is piped."""
        bar = min(_BAR, self._console.width // 4)
        room = Column(no_wrap=True, overflow="ellipsis", max_width=max(1, self._console.width - bar - _AROUND))
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False, table_column=room),
            BarColumn(bar_width=bar),
            TaskProgressColumn(),
        )
        with Progress(*columns, console=self._console, transient=True, disable=not self.live) as progress:
            yield Work(progress, progress.add_task(what, total=None))


def _safe(line: Line) -> Line:
    """Return a line that can do nothing to the terminal, wherever its words are from."""
    return Line(
        line.style,
        tuple(Span(remove_controls(each.text), each.url and remove_controls(each.url)) for each in line.spans),
    )


def screen(stream: TextIO) -> Screen:
    """Return the screen on a stream such as `sys.stdout`; what its encoding lacks is shown as `?`."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return Screen(_Console(file=stream, highlight=False, markup=False, emoji=False))
