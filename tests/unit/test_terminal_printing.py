import io
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from rich.console import Console

from adapters.terminal.printing import print_answer, print_conclusion, print_events
from adapters.terminal.screen import Screen, Work, screen
from adapters.terminal.telling import Show, tell
from adapters.terminal.texts import READING, commands, greeting
from core.errors import SourceError
from core.model import Answer, Citation, TranscriptKind
from core.progress import Event, Found, Waiting
from core.thread.parts import thread
from core.thread.plain import plain
from tests.fakes.desk import BREAD, LINK, MemoryDesk, summary_of


async def test_a_summary_into_a_pipe_is_the_whole_thread(capsys: pytest.CaptureFixture[str]) -> None:
    await print_events(MemoryDesk().summarize(LINK, None))
    found = Found(BREAD, "en", TranscriptKind.AUTOMATIC, 12)
    assert capsys.readouterr().out == plain(thread(found, summary_of(BREAD), "en")) + "\n\n"


async def test_a_summary_that_fails_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SourceError):
        await print_events(MemoryDesk().summarize("nothing", None))
    assert capsys.readouterr().out == ""


class Recorded(Work):
    """What a bar would say."""

    def __init__(self, said: list[str]) -> None:
        self._said = said

    def on(self, what: str) -> None:
        self._said.append(what)

    def at(self, done: int, total: int) -> None:
        pass


class Watched(Screen):
    """A screen whose bar can be read back."""

    def __init__(self) -> None:
        super().__init__(Console(file=io.StringIO()))
        self.said: list[str] = []

    @contextmanager
    def working(self, what: str) -> Iterator[Work]:
        self.said.append(what)
        yield Recorded(self.said)


async def test_the_place_in_line_is_shown_until_the_video_is_found() -> None:
    async def events() -> AsyncIterator[Event]:
        yield Waiting(2)
        yield Waiting(1)
        async for event in MemoryDesk().summarize(LINK, None):
            yield event

    shown = Watched()
    await tell(events(), shown, Show.AT_ONCE, None)
    assert shown.said == [READING, "In line: 2 videos come first …", "In line: 1 video comes first …", BREAD.title]


def test_a_conclusion(capsys: pytest.CaptureFixture[str]) -> None:
    print_conclusion(summary_of(BREAD, "de"))
    title, concluded, footer, rest = capsys.readouterr().out.split("\n\n")
    assert title.startswith(BREAD.title)
    assert "mit Ada Baker" in title
    assert concluded.startswith("Fazit: das Wichtigste\nBread rises")
    assert footer.startswith("2/2 Zitate")
    assert not rest


def test_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer("?", "Not in this video.", supported=False, citations=(Citation(9.0, 12.0, "near"),))
    print_answer(answer, BREAD.ref)
    print_answer(answer, BREAD.ref, "de")
    assert capsys.readouterr().out == (
        'Not in this video.\nThe nearest moments:\n> "near"  0:09\n\n'
        'Not in this video.\nDie nächstliegenden Stellen:\n> "near"  0:09\n\n'
    )


def test_the_greeting_says_how_to_begin_and_who_writes(tmp_path: Path) -> None:
    sample = tmp_path / "talk.vtt"
    assert str(sample) not in plain([greeting("offline", sample)])
    sample.write_text("WEBVTT")
    offline = plain([greeting("offline", sample)])
    assert f"no network or key needed:  {sample}" in offline
    assert "chosen from what is said, not rephrased" in offline
    assert "OPENAI_API_KEY" in offline
    assert plain([greeting("gpt-of-the-tests", sample)]).endswith("Sections are written by gpt-of-the-tests.")


def test_help_fits_a_page() -> None:
    assert len(plain([commands()]).splitlines()) == 6


def test_whoever_reads_may_go() -> None:
    read, write = os.pipe()
    os.close(read)
    stream = os.fdopen(write, "w")
    with pytest.raises(BrokenPipeError):
        screen(stream).say("to nobody")
    with suppress(BrokenPipeError):
        stream.close()
